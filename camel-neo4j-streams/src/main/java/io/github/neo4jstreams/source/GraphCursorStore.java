package io.github.neo4jstreams.source;

import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.OwnNodes;
import io.github.neo4jstreams.graph.Work;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Cursors in the graph itself, as nodes <code>(:Neo4jStreamsCursor {name, cursor, savedAt})</code>: always as durable as the
 * data, and there on whichever member leads next. The leader's lock on the node makes the comparison safe.
 */
public final class GraphCursorStore implements CursorStore {

    /** Label of the nodes that hold cursors. */
    public static final String LABEL = OwnNodes.CURSOR;

    private static final String LOAD = "MATCH (c:" + LABEL + " {name: $name}) RETURN c.cursor AS cursor";
    /** MERGE takes the lock before anything is compared; what is already as wanted was saved by an earlier attempt. */
    private static final String SAVE = "MERGE (c:" + LABEL + " {name: $name}) SET c.savedAt = datetime()"
            + " WITH c WHERE c.cursor IS NULL OR c.cursor = $expected OR c.cursor = $cursor"
            + " SET c.cursor = $cursor RETURN c.name AS name";

    private final Graph graph;
    private boolean constraintChecked;

    public GraphCursorStore(Graph graph) {
        this.graph = graph;
    }

    @Override
    public Optional<String> load(String name) {
        ensureConstraint();
        // from the leader: a follower may not have the latest, and an old cursor would send everything again
        return graph.transact(Work.WRITE, tx -> tx.rows(new Statement(LOAD, Map.of("name", name)))).result().stream()
                .findFirst()
                .map(row -> (String) row.get("cursor"));
    }

    @Override
    public void save(String name, String expected, String cursor) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("name", name);
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
