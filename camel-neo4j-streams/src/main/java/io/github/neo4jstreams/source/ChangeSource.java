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
import io.github.neo4jstreams.graph.ServerInfo;
import io.github.neo4jstreams.graph.Work;
import io.github.neo4jstreams.value.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
        String from = cursor.get().orElseGet(this::begin);
        Changes changes;
        try {
            changes = read(from, limit);
        } catch (Neo4jException e) {
            if (!isCursorLost(e)) {
                throw e;
            }
            changes = read(recover(from, e), limit);
        }
        List<SourceRecord> records = new ArrayList<>(changes.rows().size());
        String end = changes.current();
        for (JsonObject row : changes.rows()) {
            ChangeEvent change = ChangeEvent.ofRow(row);
            settings.selection().report(change).ifPresent(reported -> records.add(record(reported)));
            end = change.id();
        }
        String last = end;
        return new Batch(
                records,
                count -> count == records.size()
                        ? last
                        : records.get(count - 1).change().orElseThrow().id());
    }

    private SourceRecord record(ChangeEvent change) {
        JsonObject value = settings.valueFormat().format(change);
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

    /** @param current the end of the log before it was read: nothing up to there can have been missed */
    private record Changes(String current, List<JsonObject> rows) {}

    private Changes read(String from, int limit) {
        return inTransaction(tx -> {
            // on one member, in this order, so that what is committed in between is in the rows or after the id
            String current = id(tx, "current");
            List<JsonObject> rows = tx.rows(new Statement(
                    "CALL " + procedure("query") + "($from, $selectors) YIELD id, txId, seq, metadata, event"
                            + " RETURN id, txId, seq, metadata, event LIMIT $limit",
                    Map.of("from", from, "selectors", settings.selection().toServerSelectors(), "limit", limit)));
            return new Changes(current, rows);
        });
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
