package io.github.neo4jstreams.source;

import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.OwnNodes;
import io.github.neo4jstreams.graph.Work;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Cursors in the graph itself, as nodes <code>(:Neo4jStreamsCursor {name, cursor, token, savedAt})</code>: always as durable
 * as the data, and there on whichever member leads next. Who loads a cursor counts its token up, and only who has the latest
 * may move it; the leader's lock on the node makes the comparison safe. For one source.
 */
public final class GraphCursorStore implements CursorStore {

    /** Label of the nodes that hold cursors. */
    public static final String LABEL = OwnNodes.CURSOR;

    /** MERGE takes the lock before anything is read. */
    private static final String TAKE_OVER = "MERGE (c:" + LABEL
            + " {name: $name}) SET c.token = coalesce(c.token, 0) + 1" + " RETURN c.cursor AS cursor, c.token AS token";
    /**
     * The node is locked before anything is compared. What is already as wanted was saved by an earlier attempt. A cursor
     * that an administrator has set is not what was expected, and one that was deleted has no token.
     */
    private static final String SAVE = "MERGE (c:" + LABEL + " {name: $name}) SET c.savedAt = datetime()"
            + " WITH c WHERE c.token = $token AND (c.cursor IS NULL AND $expected IS NULL"
            + " OR c.cursor = $expected OR c.cursor = $cursor)"
            + " SET c.cursor = $cursor RETURN c.name AS name";

    private static final String TOKEN = "MATCH (c:" + LABEL + " {name: $name}) RETURN c.token AS token";

    private final Graph graph;
    private boolean constraintChecked;
    private Long token;

    public GraphCursorStore(Graph graph) {
        this.graph = graph;
    }

    @Override
    public Optional<String> load(String name) {
        ensureConstraint();
        Map<String, Object> row = graph.transact(
                        Work.WRITE, tx -> tx.rows(new Statement(TAKE_OVER, Map.of("name", name))))
                .result()
                .get(0);
        token = (Long) row.get("token");
        return Optional.ofNullable((String) row.get("cursor"));
    }

    @Override
    public void save(String name, String expected, String cursor) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("name", name);
        parameters.put("token", token);
        parameters.put("expected", expected);
        parameters.put("cursor", cursor);
        graph.transact(Work.WRITE, tx -> {
            if (tx.rows(new Statement(SAVE, parameters)).isEmpty()) {
                // thrown inside, so that the transaction is rolled back
                throw new CursorMovedException(name);
            }
            return null;
        });
    }

    @Override
    public void refuseTakenOver(String name) {
        // from the leader: a follower may not know it yet
        boolean ours =
                graph.transact(Work.WRITE, tx -> tx.rows(new Statement(TOKEN, Map.of("name", name)))).result().stream()
                        .anyMatch(row -> row.get("token").equals(token));
        if (!ours) {
            throw new CursorMovedException(name);
        }
    }

    @Override
    public boolean costly() {
        return true;
    }

    private synchronized void ensureConstraint() {
        if (!constraintChecked) {
            graph.ensureUnique(LABEL, "name", "The cursor is kept in the graph (or else set cursorRepository)");
            constraintChecked = true;
        }
    }
}
