package io.github.neo4jstreams.vector;

import io.github.neo4jstreams.testbed.GraphDump;
import io.github.neo4jstreams.testbed.Neo4jServer;
import java.util.List;
import java.util.regex.Pattern;

/** The graph that the cases use in turn: emptied for each, and of its schema only where that may have changed. */
final class VectorGraph {

    private static final Pattern SCHEMA = Pattern.compile("(?i)\\b(CONSTRAINT|INDEX)\\b");

    private final Neo4jServer server;
    private boolean schemaChanged = true;

    VectorGraph(Neo4jServer server) {
        this.server = server;
    }

    /** Makes it what the statements make of an empty graph. */
    void reset(List<String> statements) {
        if (schemaChanged) {
            server.wipe();
            schemaChanged = false;
        } else {
            server.execute("MATCH (n) DETACH DELETE n");
        }
        for (String statement : statements) {
            schemaChanged |= SCHEMA.matcher(statement).find();
            server.execute(statement);
        }
    }

    GraphDump dump() {
        return GraphDump.of(server);
    }
}
