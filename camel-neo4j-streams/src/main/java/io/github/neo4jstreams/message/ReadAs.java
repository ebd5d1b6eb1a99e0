package io.github.neo4jstreams.message;

/** How text and bytes of a message are read. Maps, POJOs, trees and numbers are what they are, whatever is said here. */
public enum ReadAs {
    /** JSON when the whole text is exactly one JSON value, else text; bytes that are not UTF-8 stay bytes. */
    AUTO,
    /** Strict JSON: the whole text is one value, anything else is bad data. */
    JSON,
    /**
     * Strict JSON as the {@code JsonConverter} of Kafka Connect writes it by default, {@code {"schema": …, "payload": …}}: the
     * payload, with the types that its schema says. Trees and maps are read like text; anything without the schema is bad
     * data.
     */
    CONNECT_JSON,
    /** Text; bytes are read as UTF-8, and bytes that are not are bad data. */
    TEXT,
    /** Bytes; text is written as UTF-8. */
    BYTES
}
