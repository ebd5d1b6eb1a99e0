package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.cypher.ServerVersion;
import io.github.neo4jstreams.cypher.Statement;
import java.util.List;

/** The server that statements are meant for. */
public interface TargetServer {

    ServerVersion version();

    /**
     * The index of the first statement that the server can compile; none is run.
     *
     * @throws RuntimeException what the server says of the last one if it can compile none of them
     */
    int firstThatCompiles(List<Statement> candidates);
}
