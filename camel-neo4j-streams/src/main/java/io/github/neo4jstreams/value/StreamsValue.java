package io.github.neo4jstreams.value;

/** A property's value in a transaction event of the Streams plugin, as the driver takes it. */
public final class StreamsValue {

    private StreamsValue() {}

    /** @throws UnsupportedValueException if it is not what the schema says */
    public static Object of(Object raw, String schemaTypeName) {
        return PropertyValue.of(raw);
    }
}
