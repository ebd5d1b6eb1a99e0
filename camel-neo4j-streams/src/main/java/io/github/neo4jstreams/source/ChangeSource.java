package io.github.neo4jstreams.source;

import io.github.neo4jstreams.cypher.Names;
import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.EntityType;
import io.github.neo4jstreams.event.KeyFormat;
import io.github.neo4jstreams.event.ValueFormat;
import io.github.neo4jstreams.graph.AccessMode;
import io.github.neo4jstreams.graph.ConfigurationException;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.GraphTransaction;
import io.github.neo4jstreams.graph.OwnNodes;
import io.github.neo4jstreams.graph.ServerInfo;
import io.github.neo4jstreams.graph.Work;
import io.github.neo4jstreams.source.ChangeSelection.Reported;
import io.github.neo4jstreams.value.JsonObject;
import io.github.neo4jstreams.value.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.neo4j.driver.exceptions.Neo4jException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The committed changes of a database, in the order of their commits, through Neo4j's change data capture. */
public final class ChangeSource implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeSource.class);

    /**
     * What to read and how to print it.
     *
     * @param cursorName     under which the cursor is kept
     * @param startFrom      where to begin without a cursor
     * @param startFromValue a change id, with {@link StartFrom#VALUE}
     * @param onCursorLost   what to do when the server doesn't know the cursor any more
     * @param groupBy        what travels together; a transaction is read as a whole only if it does
     * @param selection      which changes
     * @param keyFormat      of the messages
     * @param valueFormat    of the messages
     * @param tombstones     whether a message without a value says that a key is no more
     */
    public record Settings(
            String cursorName,
            StartFrom startFrom,
            String startFromValue,
            OnCursorLost onCursorLost,
            GroupBy groupBy,
            ChangeSelection selection,
            KeyFormat keyFormat,
            ValueFormat valueFormat,
            boolean tombstones) {}

    /** Keys of one transaction that are remembered, some 20 MB. */
    private static final int MOST_KEYS = 100_000;

    /** The next step goes on from the cursor, which has been moved. */
    private static final Batch NOTHING = new Batch(List.of(), count -> null, false);

    private final Graph graph;
    private final Settings settings;
    private final SavedCursor cursor;
    private final Snapshot snapshot;
    private final MessageKeys keys;
    private boolean began;

    /** As they are in this step. */
    private EntityKeys schema;

    public ChangeSource(Graph graph, CursorStore cursors, Settings settings) {
        this.graph = graph;
        this.settings = settings;
        this.cursor = new SavedCursor(cursors, settings.cursorName());
        this.snapshot = new Snapshot(graph, settings.selection());
        this.keys = new MessageKeys(settings.keyFormat(), settings.tombstones(), MOST_KEYS, this::keysOf);
    }

    @Override
    public Batch poll(int limit) {
        if (!began) {
            MissingKeys.warn(graph, settings.selection());
            began = true;
        }
        String position = cursor.get().orElseGet(this::begin);
        Optional<SnapshotCursor> inSnapshot = SnapshotCursor.parse(position);
        if (inSnapshot.isPresent()) {
            return snapshot(inSnapshot.get(), limit);
        }
        ChangeCursor from = ChangeCursor.parse(position);
        try {
            return changes(from, limit);
        } catch (Neo4jException e) {
            if (!isCursorLost(e)) {
                throw e;
            }
            recover(from.changeId(), e);
            return NOTHING;
        }
    }

    private Batch snapshot(SnapshotCursor from, int limit) {
        Snapshot.Page page = snapshot.read(from, limit);
        if (page.end().isEmpty()) {
            LOG.info("Cursor '{}' has read what was in the graph, and goes on with the changes", settings.cursorName());
            cursor.jump(new ChangeCursor(from.changeId(), 0, 0, true).print());
            return NOTHING;
        }
        ChangeBatch batch = new ChangeBatch();
        page.found().forEach(found -> batch.add(records(found.entity(), found.reported(), 1), found.next()::print));
        return batch.build(from.print(), page.end().get().print(), false);
    }

    /** A change, and how it is reported, once for each selector that selects it. */
    private record Selected(ChangeEvent event, List<Reported> reported) {}

    private Batch changes(ChangeCursor from, int limit) {
        Changes changes = read(from, limit);
        List<Selected> selected = new ArrayList<>(changes.rows().size());
        ChangeEvent last = null;
        for (JsonObject row : changes.rows()) {
            last = from.duringSnapshot() ? ChangeEvent.ofRow(row).duringSnapshot() : ChangeEvent.ofRow(row);
            List<Reported> ofChange = settings.selection().report(last);
            if (!ofChange.isEmpty()) {
                selected.add(new Selected(last, ofChange));
            }
        }
        Map<Long, Long> events = countsEvents() ? eventsByTransaction(selected, from, last, changes) : Map.of();
        schema = null;
        // whoever has read to the end of the log has read what was committed before that
        boolean duringSnapshot = from.duringSnapshot() && !changes.isAtEnd();
        ChangeBatch batch = new ChangeBatch();
        for (Selected change : selected) {
            batch.add(
                    records(
                            change.event(),
                            change.reported(),
                            events.getOrDefault(change.event().txId(), 1L)),
                    () -> cursorAfter(change.event(), events, from.duringSnapshot()));
        }
        String end = changes.isCut()
                ? cursorAfter(last, events, duringSnapshot)
                : new ChangeCursor(last == null ? changes.current() : last.id(), 0, 0, duringSnapshot).print();
        return batch.build(from.print(), end, changes.isAtEnd());
    }

    private boolean countsEvents() {
        return settings.valueFormat().countsEvents();
    }

    private static Map<Long, Long> eventsByTransaction(
            List<Selected> selected, ChangeCursor from, ChangeEvent last, Changes changes) {
        Map<Long, Long> events = new HashMap<>();
        selected.forEach(change -> events.merge(change.event().txId(), 1L, Long::sum));
        if (changes.isCut()) {
            events.merge(last.txId(), changes.rest(), Long::sum);
        }
        if (from.events() > 0) {
            events.put(from.txId(), from.events());
        }
        return events;
    }

    private static String cursorAfter(ChangeEvent change, Map<Long, Long> events, boolean duringSnapshot) {
        return new ChangeCursor(change.id(), change.txId(), events.getOrDefault(change.txId(), 0L), duringSnapshot)
                .print();
    }

    /** What becomes of one change. */
    private List<SourceRecord> records(ChangeEvent change, List<Reported> ofChange, long events) {
        List<SourceRecord> records = new ArrayList<>(ofChange.size());
        for (Reported reported : ofChange) {
            records.addAll(keys.records(change, reported, settings.valueFormat().format(reported.change(), events)));
        }
        return records;
    }

    private Set<Set<String>> keysOf(EntityType entities, String name) {
        if (schema == null) {
            schema = EntityKeys.of(graph);
        }
        return schema.of(entities, name);
    }

    @Override
    public void processed(Batch batch, int count) {
        cursor.moveOn(batch, count);
    }

    @Override
    public void passed(Batch batch, int count) {
        cursor.pass(batch, count);
    }

    @Override
    public void refuseTakenOver() {
        cursor.refuseTakenOver();
    }

    @Override
    public void rewind() {
        cursor.forget();
    }

    @Override
    public Instant cursorKeptAt() {
        return cursor.keptAt();
    }

    @Override
    public void flush() {
        cursor.keep();
    }

    /**
     * What was read.
     *
     * @param current the end of the log before it was read: nothing up to there can have been missed
     * @param isCut   whether there is more of the last row's transaction; false unless somebody counts them
     * @param isAtEnd whether there was nothing more to read
     * @param rest    how much more, of what is selected; 0 if the cursor knew
     */
    private record Changes(String current, List<JsonObject> rows, boolean isCut, boolean isAtEnd, long rest) {}

    private Changes read(ChangeCursor from, int limit) {
        return inTransaction(tx -> {
            // on one member, in this order, so that what is committed in between is in the rows or after the id
            String current = id(tx, "current");
            // one more, to see whether the last transaction goes on
            long most = looksBeyond() ? limit + 1L : limit;
            List<JsonObject> rows = tx.rows(new Statement(
                    query("id, txId, seq, metadata, event", "id, txId, seq, metadata, event LIMIT $limit"),
                    Map.of(
                            "from",
                            from.changeId(),
                            "selectors",
                            settings.selection().toServerSelectors(),
                            "limit",
                            most)));
            if (rows.size() <= limit) {
                return new Changes(current, rows, false, rows.size() < most, 0);
            }
            JsonObject last = rows.get(limit - 1);
            long txId = txId(last);
            boolean isCut = txId(rows.get(limit)) == txId;
            if (!isCut) {
                return new Changes(current, rows.subList(0, limit), false, false, 0);
            }
            if (settings.groupBy() == GroupBy.TRANSACTION) {
                return new Changes(current, wholeTransactions(tx, from, rows, txId), false, false, 0);
            }
            long rest = from.counts(txId) ? 0 : countRest(tx, (String) last.get("id"), txId);
            return new Changes(current, rows.subList(0, limit), true, false, rest);
        });
    }

    private boolean looksBeyond() {
        return countsEvents() || settings.groupBy() == GroupBy.TRANSACTION;
    }

    private static long txId(JsonObject row) {
        return (Long) row.get("txId");
    }

    /** The transactions before one that was cut, or else that one as a whole. */
    private List<JsonObject> wholeTransactions(
            GraphTransaction tx, ChangeCursor from, List<JsonObject> rows, long cut) {
        int end = 0;
        while (txId(rows.get(end)) != cut) {
            end++;
        }
        if (end > 0) {
            return rows.subList(0, end);
        }
        List<JsonObject> whole = new ArrayList<>();
        tx.rowsWhile(
                new Statement(
                        query("id, txId, seq, metadata, event", "id, txId, seq, metadata, event"),
                        Map.of(
                                "from",
                                from.changeId(),
                                "selectors",
                                settings.selection().toServerSelectors())),
                Rows::of,
                row -> txId(row) == cut && whole.add(row));
        return whole;
    }

    /** How many of a transaction's selected changes come after one of them: a large one is read to its end, once. */
    private long countRest(GraphTransaction tx, String after, long txId) {
        AtomicLong count = new AtomicLong();
        tx.rowsWhile(
                new Statement(
                        query("txId, event", "txId, event.labels AS labels"),
                        Map.of("from", after, "selectors", settings.selection().toServerSelectors())),
                Rows::of,
                row -> {
                    if (txId(row) != txId) {
                        return false;
                    }
                    if (!OwnNodes.have(labels(row))) {
                        count.incrementAndGet();
                    }
                    return true;
                });
        return count.get();
    }

    @SuppressWarnings("unchecked")
    private static List<String> labels(JsonObject row) {
        return (List<String>) row.get("labels");
    }

    private String query(String yields, String returns) {
        return "CALL " + procedure("query") + "($from, $selectors) YIELD " + yields + " RETURN " + returns;
    }

    private String begin() {
        String begin =
                switch (settings.startFrom()) {
                    case NOW -> current();
                    case EARLIEST -> inTransaction(tx -> id(tx, "earliest"));
                    case SNAPSHOT -> snapshot.begin(current()).print();
                    case VALUE -> settings.startFromValue();
                };
        LOG.info(
                "Cursor '{}' begins {}",
                settings.cursorName(),
                settings.startFrom() == StartFrom.VALUE
                        ? "after change " + begin
                        : "with " + settings.startFrom().name().toLowerCase(Locale.ROOT));
        // kept before anything is read, so that a restart before the first change doesn't begin later
        cursor.set(begin);
        return begin;
    }

    private String current() {
        return inTransaction(tx -> id(tx, "current"));
    }

    private void recover(String lost, Neo4jException error) {
        String advice = "The server doesn't know the cursor '" + settings.cursorName() + "' any more ("
                + error.getMessage() + "). Changes after " + lost + " may be lost";
        if (settings.onCursorLost() == OnCursorLost.FAIL) {
            throw new ConfigurationException(
                    advice + ". Set onCursorLost=snapshot, earliest or now to go on without them", error);
        }
        LOG.warn(
                "{}; going on as onCursorLost={} says",
                advice,
                settings.onCursorLost().name().toLowerCase(Locale.ROOT));
        cursor.jump(
                switch (settings.onCursorLost()) {
                    case EARLIEST -> inTransaction(tx -> id(tx, "earliest"));
                    case SNAPSHOT -> snapshot.begin(current()).print();
                    case NOW, FAIL -> current();
                });
    }

    private String id(GraphTransaction tx, String which) {
        return (String) tx.rows(Statement.of("CALL " + procedure(which) + "() YIELD id RETURN id"))
                .get(0)
                .get("id");
    }

    /** The procedures were called cdc.… when they were new. */
    private String procedure(String name) {
        boolean early = !graph.contact(AccessMode.READ).version().atLeast(5, 17);
        return (early ? "cdc." : "db.cdc.") + name;
    }

    private <T> T inTransaction(Function<GraphTransaction, T> work) {
        ServerInfo server = graph.contact(AccessMode.READ);
        try {
            return graph.transact(Work.READ, work).result();
        } catch (Neo4jException e) {
            throw explained(e, server);
        }
    }

    private static RuntimeException explained(Neo4jException e, ServerInfo server) {
        String code = String.valueOf(e.code());
        if (code.equals("Neo.DatabaseError.ChangeDataCapture.Disabled")) {
            return new ConfigurationException(
                    "Change data capture is off in database " + server.database()
                            + ". Switch it on with: ALTER DATABASE "
                            + Names.quote(server.database())
                            + " SET OPTION txLogEnrichment 'FULL'",
                    e);
        }
        if (code.equals("Neo.ClientError.Procedure.ProcedureNotFound")) {
            return new ConfigurationException(
                    "This server has no change data capture: it is " + server
                            + ", and it takes Neo4j Enterprise 5.13 or later, or Aura",
                    e);
        }
        if (code.equals("Neo.ClientError.Security.Forbidden")) {
            return new ConfigurationException(
                    "The user may not read changes (" + e.getMessage()
                            + "). Grant its role: EXECUTE PROCEDURE db.cdc.current, db.cdc.earliest, db.cdc.query,"
                            + " EXECUTE BOOSTED PROCEDURE db.cdc.query, and ACCESS ON DATABASE "
                            + server.database(),
                    e);
        }
        return e;
    }

    private static boolean isCursorLost(Neo4jException e) {
        return "Neo.ClientError.ChangeDataCapture.InvalidIdentifier".equals(e.code())
                || "Neo.DatabaseError.ChangeDataCapture.ScanFailure".equals(e.code());
    }
}
