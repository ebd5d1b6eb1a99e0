package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.cypher.Statement;
import java.util.List;

/** Compiles statements on the server that they are meant for, and runs none. */
@FunctionalInterface
public interface StatementCheck {

    /**
     * The index of the first statement that the server can compile.
     *
     * @throws RuntimeException what the server says of the last one if it can compile none of them
     */
    int firstThatCompiles(List<Statement> candidates);
}
