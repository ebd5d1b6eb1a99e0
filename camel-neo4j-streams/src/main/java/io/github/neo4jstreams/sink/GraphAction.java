package io.github.neo4jstreams.sink;

import java.util.Objects;

/**
 * One step in the graph that a message asks for.
 *
 * @param shape what is done; actions of the same shape can travel in one statement
 * @param row   what it is done with, as {@link io.github.neo4jstreams.value.Parameters} makes it
 */
public record GraphAction(StatementShape shape, Object row) {

    public GraphAction {
        Objects.requireNonNull(shape, "shape");
    }
}
