package io.github.neo4jstreams.testbed.cdc;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.neo4j.common.DependencyResolver;
import org.neo4j.graphdb.Transaction;
import org.neo4j.internal.kernel.api.exceptions.ProcedureException;
import org.neo4j.kernel.impl.transaction.log.checkpoint.CheckPointer;
import org.neo4j.kernel.impl.transaction.log.checkpoint.SimpleTriggerInfo;
import org.neo4j.kernel.impl.transaction.log.files.LogFile;
import org.neo4j.kernel.impl.transaction.log.files.LogFiles;
import org.neo4j.kernel.impl.transaction.log.rotation.LogRotateEvent;
import org.neo4j.kernel.internal.GraphDatabaseAPI;
import org.neo4j.procedure.Admin;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;
import org.neo4j.storageengine.api.TransactionIdStore;
import org.neo4j.storageengine.api.enrichment.ApplyEnrichmentStrategy;
import org.neo4j.storageengine.api.enrichment.EnrichmentMode;

/**
 * {@code db.cdc.*} as documented, plus {@code cdcfixture.*} to provoke from a test what an administrator would do.
 * Register with {@code GlobalProcedures.registerProcedure} (or the harness); a plugin jar may not use {@code db.}.
 */
public class CdcProcedures {
    /** Whether {@link UniqueConstraintKeys} is in use, see there. */
    static volatile boolean uniqueConstraintsAreKeys = true;

    @Context
    public GraphDatabaseAPI database;

    @Context
    public Transaction transaction;

    public static class IdRow {
        public String id;

        public IdRow(String id) {
            this.id = id;
        }
    }

    public static class ChangeRow {
        public String id;
        public Long txId;
        public Long seq;
        public Map<String, Object> metadata;
        public Map<String, Object> event;

        ChangeRow(ChangeLog.Change change) {
            this.id = change.id().encode();
            this.txId = change.id().txId();
            this.seq = change.id().seq();
            this.metadata = change.metadata();
            this.event = change.event();
        }
    }

    @Procedure(name = "db.cdc.earliest", mode = Mode.READ)
    public Stream<IdRow> earliest() throws ProcedureException {
        return Stream.of(new IdRow(new ChangeLog(database).earliest().encode()));
    }

    @Procedure(name = "db.cdc.current", mode = Mode.READ)
    public Stream<IdRow> current() throws ProcedureException {
        return Stream.of(new IdRow(new ChangeLog(database).current().encode()));
    }

    @Admin
    @Procedure(name = "db.cdc.query", mode = Mode.READ)
    public Stream<ChangeRow> query(
            @Name(value = "from", defaultValue = "") String from,
            @Name(value = "selectors", defaultValue = "[]") List<Map<String, Object>> selectors)
            throws ProcedureException {
        ChangeLog log = new ChangeLog(database);
        EnrichmentDecoder.KeySource keys = uniqueConstraintsAreKeys
                ? new UniqueConstraintKeys(transaction, log)
                : EnrichmentDecoder.KeySource.NONE;
        ChangeLog.Cursor cursor = log.query(from, Selector.anyOf(selectors), keys);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(cursor, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .map(ChangeRow::new)
                .onClose(cursor::close);
    }

    /** Like {@code ALTER DATABASE ... SET OPTION txLogEnrichment}, which Community does not have. */
    @Admin
    @Procedure(name = "cdcfixture.setMode", mode = Mode.DBMS)
    public void setMode(@Name("mode") String mode) {
        DependencyResolver d = database.getDependencyResolver();
        ((EnrichmentExtension.Strategy) d.resolveDependency(ApplyEnrichmentStrategy.class))
                .switchTo(
                        EnrichmentMode.valueOf(mode.toUpperCase(Locale.ROOT)),
                        d.resolveDependency(TransactionIdStore.class).getLastCommittedTransactionId());
    }

    /** Begins a new log file; the next transaction goes there. */
    @Admin
    @Procedure(name = "cdcfixture.rotate", mode = Mode.DBMS)
    public void rotate() throws IOException {
        database.getDependencyResolver()
                .resolveDependency(LogFiles.class)
                .getLogFile()
                .getLogRotation()
                .rotateLogFile(() -> LogRotateEvent.NULL);
    }

    /** Deletes all log files before that of the last transaction, whatever the retention policy says. */
    @Admin
    @Procedure(name = "cdcfixture.prune", mode = Mode.DBMS)
    public void prune() throws IOException {
        DependencyResolver d = database.getDependencyResolver();
        d.resolveDependency(CheckPointer.class).forceCheckPoint(new SimpleTriggerInfo("cdcfixture.prune"));
        LogFiles files = d.resolveDependency(LogFiles.class);
        // nothing before it is needed to recover
        long first = files.getCheckpointFile()
                .findLatestCheckpoint()
                .orElseThrow()
                .oldestNotVisibleTransactionLogPosition()
                .getLogVersion();
        LogFile log = files.getLogFile();
        log.terminateExternalReaders(first - 1);
        for (long version = log.getLowestLogVersion(); version < first; version++) {
            log.delete(version);
        }
    }
}
