package io.github.neo4jstreams.benchmarks.throughput;

import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How a person is written down in a topic. */
enum Format {
    /** The properties. */
    JSON(person -> person);

    private final UnaryOperator<Map<String, Object>> shape;

    Format(UnaryOperator<Map<String, Object>> shape) {
        this.shape = shape;
    }

    String topic() {
        return "people-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value of a record. */
    byte[] value(int id) {
        return People.json(shape.apply(People.person(id)));
    }
}
