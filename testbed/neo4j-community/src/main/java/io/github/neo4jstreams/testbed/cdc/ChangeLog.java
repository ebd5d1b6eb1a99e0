package io.github.neo4jstreams.testbed.cdc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Predicate;
import org.neo4j.common.DependencyResolver;
import org.neo4j.internal.kernel.api.connectioninfo.ClientConnectionInfo;
import org.neo4j.internal.kernel.api.exceptions.ProcedureException;
import org.neo4j.kernel.api.database.enrichment.ValuesReader;
import org.neo4j.kernel.impl.transaction.CommittedCommandBatchRepresentation;
import org.neo4j.kernel.impl.transaction.log.CommandBatchCursor;
import org.neo4j.kernel.impl.transaction.log.LogicalTransactionStore;
import org.neo4j.kernel.impl.transaction.log.NoSuchLogEntryException;
import org.neo4j.kernel.impl.transaction.log.entry.LogHeader;
import org.neo4j.kernel.impl.transaction.log.files.LogFile;
import org.neo4j.kernel.impl.transaction.log.files.LogFiles;
import org.neo4j.kernel.internal.GraphDatabaseAPI;
import org.neo4j.storageengine.api.CommandBatch;
import org.neo4j.storageengine.api.StorageCommand;
import org.neo4j.storageengine.api.TransactionId;
import org.neo4j.storageengine.api.TransactionIdStore;
import org.neo4j.storageengine.api.enrichment.ApplyEnrichmentStrategy;
import org.neo4j.storageengine.api.enrichment.Enrichment;
import org.neo4j.storageengine.api.enrichment.EnrichmentCommand;
import org.neo4j.storageengine.api.enrichment.EnrichmentMode;
import org.neo4j.storageengine.api.enrichment.TxMetadata;
import org.neo4j.token.TokenHolders;
import org.neo4j.values.ElementIdMapper;

/**
 * The changes of one database, read from its transaction log.
 *
 * <p>Only transactions up to the last <em>closed</em> one are read: below that number there are no gaps, all of them
 * are in the log file and applied to the store.
 */
final class ChangeLog {
    private final GraphDatabaseAPI database;
    private final UUID databaseId;
    private final TransactionIdStore transactionIds;
    private final LogicalTransactionStore log;
    private final LogFile logFile;
    private final TokenHolders tokens;
    private final ElementIdMapper elementIds;
    private final EnrichmentExtension.Strategy strategy;

    ChangeLog(GraphDatabaseAPI database) {
        DependencyResolver d = database.getDependencyResolver();
        this.database = database;
        this.databaseId = database.databaseId().databaseId().uuid();
        this.transactionIds = d.resolveDependency(TransactionIdStore.class);
        this.log = d.resolveDependency(LogicalTransactionStore.class);
        this.logFile = d.resolveDependency(LogFiles.class).getLogFile();
        this.tokens = d.resolveDependency(TokenHolders.class);
        this.elementIds = d.resolveDependency(ElementIdMapper.class);
        this.strategy = d.resolveDependency(ApplyEnrichmentStrategy.class) instanceof EnrichmentExtension.Strategy s
                ? s
                : null; // e.g. the system database of another set-up
    }

    /** One row of {@code db.cdc.query}. */
    record Change(ChangeId id, Map<String, Object> metadata, Map<String, Object> event) {}

    void requireEnabled() throws ProcedureException {
        if (strategy == null
                || strategy.check() == EnrichmentMode.OFF
                || database.databaseId().isSystemDatabase()) {
            throw CdcErrors.disabled();
        }
    }

    /** Id before the first change that is still available: {@code query(earliest())} returns all that is left. */
    ChangeId earliest() throws ProcedureException {
        requireEnabled();
        try {
            long before = Math.max(oldestTxInLog() - 1, strategy.sinceTx());
            return new ChangeId(databaseId, before, ChangeId.ALL, 0);
        } catch (IOException e) {
            throw CdcErrors.scanFailure(e);
        }
    }

    ChangeId current() throws ProcedureException {
        requireEnabled();
        TransactionId last = lastClosed();
        return new ChangeId(databaseId, last.id(), ChangeId.ALL, last.commitTimestamp());
    }

    /** @return changes after {@code from}; must be closed */
    Cursor query(String from, Predicate<Selector.Candidate> filter, EnrichmentDecoder.KeySource keys)
            throws ProcedureException {
        requireEnabled();
        if (from == null || from.isEmpty()) {
            return Cursor.EMPTY;
        }
        ChangeId id;
        try {
            id = ChangeId.decode(from);
        } catch (IllegalArgumentException e) {
            throw CdcErrors.malformed(from);
        }
        if (!id.database().equals(databaseId)) {
            throw CdcErrors.otherDatabase(from);
        }
        TransactionId last = lastClosed();
        if (id.txId() > last.id()) {
            throw CdcErrors.future();
        }
        if (id.txId() < strategy.sinceTx()) {
            throw CdcErrors.beforeEnrichment();
        }
        if (id.txId() == last.id() && id.seq() == ChangeId.ALL) {
            if (id.commitMillis() > 0 && id.commitMillis() != last.commitTimestamp()) {
                throw CdcErrors.commitTimeMismatch();
            }
            return Cursor.EMPTY;
        }
        try {
            // an "after all of it" id does not need its own transaction, it may even be the last pruned one
            long firstTx = id.seq() == ChangeId.ALL ? id.txId() + 1 : id.txId();
            LogCursor cursor = new LogCursor(from, id, firstTx, last.id(), filter, keys);
            try {
                cursor.seek(last);
                return cursor;
            } catch (Throwable t) {
                cursor.close();
                throw t;
            }
        } catch (IOException e) {
            throw CdcErrors.scanFailure(e);
        }
    }

    /** State of a node right after that transaction, if a later one has changed or deleted it. Reads on from there. */
    Map<String, Object> propertiesBeforeNextChange(String elementId, long txId) throws ProcedureException {
        String from = new ChangeId(databaseId, txId, ChangeId.ALL, ChangeId.UNKNOWN).encode();
        Predicate<Selector.Candidate> nextChange = c -> "n".equals(c.event().get("eventType"))
                && elementId.equals(c.event().get("elementId"));
        try (Cursor cursor = query(from, nextChange, EnrichmentDecoder.KeySource.NONE)) {
            if (cursor.hasNext()
                    && cursor.next().event().get("state") instanceof Map<?, ?> state
                    && state.get("before") instanceof Map<?, ?> before
                    && before.get("properties") instanceof Map<?, ?> properties) {
                Map<String, Object> result = new LinkedHashMap<>();
                properties.forEach((name, value) -> result.put((String) name, value));
                return result;
            }
            return Map.of();
        }
    }

    private TransactionId lastClosed() {
        return transactionIds.getLastClosedTransaction().transactionId();
    }

    private long oldestTxInLog() throws IOException {
        try (CommandBatchCursor cursor = openOldest()) {
            return cursor != null && cursor.next()
                    ? cursor.get().txId()
                    : lastClosed().id() + 1;
        }
    }

    private CommandBatchCursor openOldest() throws IOException {
        for (long v = logFile.getLowestLogVersion(); v >= 0 && v <= logFile.getHighestLogVersion(); v++) {
            LogHeader header = logFile.versionExists(v) ? logFile.extractHeader(v) : null;
            if (header != null) {
                return log.getCommandBatches(header.getStartPosition());
            }
        }
        return null;
    }

    /** Lazy, so a reader that stops early does not pay for the rest. */
    interface Cursor extends Iterator<Change>, AutoCloseable {
        Cursor EMPTY = new Cursor() {
            @Override
            public boolean hasNext() {
                return false;
            }

            @Override
            public Change next() {
                throw new NoSuchElementException();
            }

            @Override
            public void close() {}
        };

        @Override
        void close();
    }

    private final class LogCursor implements Cursor {
        private final String fromText;
        private final ChangeId from;
        private final long firstTx;
        private final long lastTx;
        private final Predicate<Selector.Candidate> filter;
        private final EnrichmentDecoder.KeySource keys;
        private CommandBatchCursor batches;
        private boolean batchPending; // batches.get() has not been looked at yet
        private EnrichmentDecoder decoder;
        private Map<String, Object> metadata;
        private long txId;
        private long commitMillis;
        private int seq;
        private Change next;

        LogCursor(
                String fromText,
                ChangeId from,
                long firstTx,
                long lastTx,
                Predicate<Selector.Candidate> filter,
                EnrichmentDecoder.KeySource keys) {
            this.fromText = fromText;
            this.from = from;
            this.firstTx = firstTx;
            this.lastTx = lastTx;
            this.filter = filter;
            this.keys = keys;
        }

        /** Positions at {@link #firstTx}. Appends and transactions are numbered in parallel, usually identically. */
        void seek(TransactionId last) throws IOException, ProcedureException {
            try {
                batches = log.getCommandBatches(firstTx + last.appendIndex() - last.id());
                if (skipTo(firstTx)) {
                    return;
                }
            } catch (NoSuchLogEntryException e) {
                // fall through to the scan
            }
            close();
            batches = openOldest();
            if (batches == null || !skipTo(firstTx)) {
                throw CdcErrors.noSuchTransaction(from.txId());
            }
        }

        private boolean skipTo(long wanted) throws IOException {
            while (batches.next()) {
                long found = batches.get().txId();
                if (found >= wanted) {
                    return batchPending = found == wanted;
                }
            }
            return false;
        }

        @Override
        public boolean hasNext() {
            try {
                while (next == null) {
                    if (decoder != null && seq < decoder.size()) {
                        Map<String, Object> event = decoder.event(seq);
                        if (filter.test(new Selector.Candidate(metadata, event))) {
                            next = new Change(new ChangeId(databaseId, txId, seq, commitMillis), metadata, event);
                        }
                        seq++;
                    } else if (!nextTransaction()) {
                        return false;
                    }
                }
                return true;
            } catch (IOException e) {
                throw sneaky(CdcErrors.scanFailure(e));
            } catch (ProcedureException e) {
                throw sneaky(e);
            }
        }

        @Override
        public Change next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Change result = next;
            next = null;
            return result;
        }

        private boolean nextTransaction() throws IOException, ProcedureException {
            decoder = null;
            if (batches == null || txId >= lastTx || !(batchPending || batches.next())) {
                close();
                return false;
            }
            batchPending = false;
            CommittedCommandBatchRepresentation committed = batches.get();
            if (committed.txId() > lastTx) {
                close();
                return false;
            }
            txId = committed.txId();
            seq = 0;
            if (committed.isRollback()) {
                return true;
            }
            CommandBatch batch = committed.commandBatch();
            commitMillis = batch.getTimeCommitted();
            for (StorageCommand command : batch) {
                if (command instanceof EnrichmentCommand enriched) {
                    Enrichment.Read record = EnrichmentCommand.extractForReading(enriched);
                    decoder = new EnrichmentDecoder(record, tokens, elementIds, keys, txId);
                    metadata = metadata(record, batch);
                }
            }
            if (txId == from.txId() && from.seq() != ChangeId.ALL) {
                if (from.commitMillis() > 0 && from.commitMillis() != commitMillis) {
                    throw CdcErrors.commitTimeMismatch();
                }
                if (decoder == null || from.seq() >= decoder.size()) {
                    throw CdcErrors.badSequence(fromText, from.seq());
                }
                seq = (int) from.seq() + 1;
            }
            return true;
        }

        @Override
        public void close() {
            if (batches != null) {
                try {
                    batches.close();
                } catch (IOException e) {
                    throw sneaky(CdcErrors.scanFailure(e));
                }
                batches = null;
            }
        }
    }

    private Map<String, Object> metadata(Enrichment.Read record, CommandBatch batch) {
        TxMetadata tx = record.metadata();
        ClientConnectionInfo connection = tx.connectionInfo();
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("executingUser", emptyToNull(tx.subject().executingUser()));
        m.put("authenticatedUser", emptyToNull(tx.subject().authenticatedUser()));
        m.put("connectionType", connection.protocol());
        m.put("connectionClient", connection.clientAddress());
        m.put("connectionServer", connection.requestURI());
        m.put("databaseName", database.databaseName());
        m.put("captureMode", tx.captureMode().name());
        m.put("serverId", tx.serverId());
        m.put("txStartTime", utc(batch.getTimeStarted()));
        m.put("txCommitTime", utc(batch.getTimeCommitted()));
        m.put("txMetadata", record.userMetadata().map(ChangeLog::userMetadata).orElseGet(Map::of));
        return m;
    }

    private static Map<String, Object> userMetadata(ByteBuffer in) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (int n = in.getInt(); n > 0; n--) {
            String key = ValuesReader.readJavaString(in);
            result.put(key, ValuesReader.from(in));
        }
        return result;
    }

    private static ZonedDateTime utc(long millis) {
        return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
    }

    /** Embedded transactions and servers without authentication have the user "". */
    private static String emptyToNull(String s) {
        return s == null || s.isEmpty() ? null : s;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable t) throws T {
        throw (T) t;
    }
}
