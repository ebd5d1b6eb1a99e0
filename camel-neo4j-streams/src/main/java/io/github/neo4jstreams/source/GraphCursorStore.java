package io.github.neo4jstreams.source;

import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.graph.AccessMode;
import io.github.neo4jstreams.graph.ConfigurationException;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.exceptions.ClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cursors in the graph itself, as nodes <code>(:Neo4jStreamsCursor {name, cursor, savedAt})</code>: always as durable as the
 * data, and there on whichever member leads next. The leader's lock on the node makes the comparison safe.
 */
public final class GraphCursorStore implements CursorStore {

    /** Label of the nodes that hold cursors. */
    public static final String LABEL = "Neo4jStreamsCursor";

    private static final Logger LOG = LoggerFactory.getLogger(GraphCursorStore.class);

    private static final Statement CREATE_CONSTRAINT = Statement.of(
            "CREATE CONSTRAINT neo4j_streams_cursor IF NOT EXISTS FOR (c:" + LABEL + ") REQUIRE c.name IS UNIQUE");
    private static final Statement CREATE_CONSTRAINT_BEFORE_44 =
            Statement.of("CREATE CONSTRAINT ON (c:" + LABEL + ") ASSERT c.name IS UNIQUE");
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
        if (constraintChecked) {
            return;
        }
        boolean modern = graph.contact(AccessMode.WRITE).version().atLeast(4, 4);
        Statement create = modern ? CREATE_CONSTRAINT : CREATE_CONSTRAINT_BEFORE_44;
        try {
            graph.transact(Work.WRITE, tx -> {
                tx.run(create);
                return null;
            });
        } catch (ClientException e) {
            if (String.valueOf(e.code()).startsWith("Neo.ClientError.Security.")) {
                throw new ConfigurationException(
                        "The cursor is kept in the graph, but the user may not create its constraint. Have an"
                                + " administrator run: " + create.text() + "; or set cursorRepository",
                        e);
            }
            // before 4.4 there is no IF NOT EXISTS
            LOG.debug("Constraint for cursors: {}", e.getMessage());
        }
        constraintChecked = true;
    }

    /** For tests and tools: which labels a source leaves out because they are its own. */
    static boolean isOwn(List<String> labels) {
        return labels != null && labels.contains(LABEL);
    }
}
