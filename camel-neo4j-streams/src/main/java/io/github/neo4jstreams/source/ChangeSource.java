package io.github.neo4jstreams.source;

import io.github.neo4jstreams.cypher.Names;
import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.KeyFormat;
import io.github.neo4jstreams.event.ValueFormat;
import io.github.neo4jstreams.graph.AccessMode;
import io.github.neo4jstreams.graph.ConfigurationException;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.GraphTransaction;
import io.github.neo4jstreams.graph.OwnNodes;
import io.github.neo4jstreams.graph.ServerInfo;
import io.github.neo4jstreams.graph.Work;
import io.github.neo4jstreams.value.JsonObject;
import io.github.neo4jstreams.value.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
     * @param selection      which changes
     * @param keyFormat      of the messages
     * @param valueFormat    of the messages
     */
    public record Settings(
            String cursorName,
            StartFrom startFrom,
            String startFromValue,
            OnCursorLost onCursorLost,
            ChangeSelection selection,
            KeyFormat keyFormat,
            ValueFormat valueFormat) {}

    private final Graph graph;
    private final Settings settings;
    private final SavedCursor cursor;

    public ChangeSource(Graph graph, CursorStore cursors, Settings settings) {
        this.graph = graph;
        this.settings = settings;
        this.cursor = new SavedCursor(cursors, settings.cursorName());
    }

    @Override
    public Batch poll(int limit) {
        ChangeCursor from = ChangeCursor.parse(cursor.get().orElseGet(this::begin));
        Changes changes;
        try {
            changes = read(from, limit);
        } catch (Neo4jException e) {
            if (!isCursorLost(e)) {
                throw e;
            }
            from = new ChangeCursor(recover(from.changeId(), e));
            changes = read(from, limit);
        }
        List<ChangeEvent> reported = new ArrayList<>(changes.rows().size());
        ChangeEvent last = null;
        for (JsonObject row : changes.rows()) {
            last = ChangeEvent.ofRow(row);
            settings.selection().report(last).ifPresent(reported::add);
        }
        Map<Long, Long> events = countsEvents() ? eventsByTransaction(reported, from, last, changes) : Map.of();
        List<SourceRecord> records = new ArrayList<>(reported.size());
        reported.forEach(change -> records.add(record(change, events.getOrDefault(change.txId(), 1L))));
        String end = last == null
                ? changes.current()
                : changes.isCut() ? cursorAfter(last, events) : new ChangeCursor(last.id()).print();
        return new Batch(
                records, count -> count == records.size() ? end : cursorAfter(reported.get(count - 1), events));
    }

    private boolean countsEvents() {
        return settings.valueFormat().countsEvents();
    }

    private static Map<Long, Long> eventsByTransaction(
            List<ChangeEvent> reported, ChangeCursor from, ChangeEvent last, Changes changes) {
        Map<Long, Long> events = new HashMap<>();
        reported.forEach(change -> events.merge(change.txId(), 1L, Long::sum));
        if (changes.isCut()) {
            events.merge(last.txId(), changes.rest(), Long::sum);
        }
        if (from.events() > 0) {
            events.put(from.txId(), from.events());
        }
        return events;
    }

    private static String cursorAfter(ChangeEvent change, Map<Long, Long> events) {
        return new ChangeCursor(change.id(), change.txId(), events.getOrDefault(change.txId(), 0L)).print();
    }

    private SourceRecord record(ChangeEvent change, long events) {
        JsonObject value = settings.valueFormat().format(change, events);
        return new SourceRecord(settings.keyFormat().format(change, value), value, Optional.of(change));
    }

    @Override
    public void processed(Batch batch, int count) {
        cursor.moveOn(batch, count);
    }

    @Override
    public void flush() {
        cursor.keep();
    }

    /**
     * What was read.
     *
     * @param current the end of the log before it was read: nothing up to there can have been missed
     * @param isCut   whether there is more of the last row's transaction; false unless somebody counts
     * @param rest    how much more, of what is selected; 0 if the cursor knew
     */
    private record Changes(String current, List<JsonObject> rows, boolean isCut, long rest) {}

    private Changes read(ChangeCursor from, int limit) {
        return inTransaction(tx -> {
            // on one member, in this order, so that what is committed in between is in the rows or after the id
            String current = id(tx, "current");
            // one more, to see whether the last transaction goes on
            long most = countsEvents() ? limit + 1L : limit;
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
                return new Changes(current, rows, false, 0);
            }
            JsonObject last = rows.get(limit - 1);
            long txId = (Long) last.get("txId");
            boolean isCut = rows.get(limit).get("txId").equals(txId);
            long rest = isCut && !from.counts(txId) ? countRest(tx, (String) last.get("id"), txId) : 0;
            return new Changes(current, rows.subList(0, limit), isCut, rest);
        });
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
                    if (!row.get("txId").equals(txId)) {
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
        String id =
                switch (settings.startFrom()) {
                    case NOW -> inTransaction(tx -> id(tx, "current"));
                    case EARLIEST -> inTransaction(tx -> id(tx, "earliest"));
                    case VALUE -> settings.startFromValue();
                };
        LOG.info(
                "Cursor '{}' begins {}",
                settings.cursorName(),
                settings.startFrom() == StartFrom.VALUE
                        ? "after change " + id
                        : "with " + settings.startFrom().name().toLowerCase(Locale.ROOT));
        // kept before anything is read, so that a restart before the first change doesn't begin later
        cursor.set(id);
        return id;
    }

    private String recover(String lost, Neo4jException error) {
        String advice = "The server doesn't know the cursor '" + settings.cursorName() + "' any more ("
                + error.getMessage() + "). Changes after " + lost + " may be lost";
        if (settings.onCursorLost() == OnCursorLost.FAIL) {
            throw new ConfigurationException(
                    advice + ". Set onCursorLost=earliest or onCursorLost=now to go on without them", error);
        }
        boolean earliest = settings.onCursorLost() == OnCursorLost.EARLIEST;
        LOG.warn("{}; going on as onCursorLost={} says", advice, earliest ? "earliest" : "now");
        String id = inTransaction(tx -> id(tx, earliest ? "earliest" : "current"));
        cursor.set(id);
        return id;
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
