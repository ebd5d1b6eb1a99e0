package io.github.neo4jstreams.cypher;

import io.github.neo4jstreams.value.Parameters;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A Cypher text and its parameters. Equal work gives an equal text, so that the server finds its plan in the cache.
 *
 * @param text       what the server compiles
 * @param parameters by name, without the {@code $}; Java values as {@link Parameters} makes
 *                   them
 */
public record Statement(String text, Map<String, Object> parameters) {

    public Statement {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(parameters, "parameters");
    }

    public static Statement of(String text) {
        return new Statement(text, Map.of());
    }

    /** The same statement with the driver's own values, so that whoever sends it needn't make them. */
    public Statement ready() {
        Map<String, Object> values = new HashMap<>(parameters.size() * 2);
        parameters.forEach((name, value) -> values.put(name, Parameters.value(value)));
        return new Statement(text, values);
    }

    /** The same statement, to be compiled only: nothing is read or written. */
    public Statement explained() {
        return new Statement("EXPLAIN " + text, parameters);
    }
}
