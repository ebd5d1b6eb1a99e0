package io.github.neo4jstreams.message;

import io.github.neo4jstreams.value.Parameters;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A record as a sink sees it. Value and key are read when they are first asked for, once,
 * and kept until {@link #forget()}. Not thread-safe: a message
 * belongs to the batch that it is part of.
 */
public final class Message {

    private final MessageFormat format;
    private final Object rawValue;
    private final Object rawKey;
    private final Map<String, Object> headers;
    private final Instant timestamp;
    private final Coordinates coordinates;

    private Object value;
    private Object key;
    private boolean valueRead;
    private boolean keyRead;

    /**
     * @param format      how value and key are read
     * @param value       as it came; null is a tombstone
     * @param key         as it came, or null
     * @param headers     what travelled with it, without anything of Camel's
     * @param timestamp   when it was produced, or null if nobody knows
     * @param coordinates where it stands in Kafka, or null if it is from elsewhere
     */
    public Message(
            MessageFormat format,
            Object value,
            Object key,
            Map<String, Object> headers,
            Instant timestamp,
            Coordinates coordinates) {
        this.format = Objects.requireNonNull(format, "format");
        this.rawValue = value;
        this.rawKey = key;
        this.headers = Objects.requireNonNull(headers, "headers");
        this.timestamp = timestamp;
        this.coordinates = coordinates;
    }

    /**
     * The value in plain Java, null for a tombstone.
     *
     * @throws InvalidMessageException if it can't be read as the format says
     */
    public Object value() {
        if (!valueRead) {
            value = format.readValue(rawValue);
            valueRead = true;
        }
        return value;
    }

    /**
     * The value as the driver takes it, for whoever doesn't look into it; null for a tombstone. Read each time it is asked for, and
     * not kept: the driver has it until it is written.
     *
     * @throws InvalidMessageException if it can't be read as the format says
     * @throws io.github.neo4jstreams.value.UnsupportedValueException if Neo4j has no place for something in it
     */
    public Object valueAsParameter() {
        return valueRead ? Parameters.of(value) : format.readParameter(rawValue);
    }

    /**
     * The key in plain Java, or null.
     *
     * @throws InvalidMessageException if it can't be read as the format says
     */
    public Object key() {
        if (!keyRead) {
            key = format.readKey(rawKey);
            keyRead = true;
        }
        return key;
    }

    /** Lets go of what was read: it is read again if somebody asks once more. */
    public void forget() {
        value = null;
        key = null;
        valueRead = false;
        keyRead = false;
    }

    /** How large the value is as it came, in bytes or in characters of a text; 0 if it is neither. */
    public int size() {
        if (rawValue instanceof byte[] bytes) {
            return bytes.length;
        }
        return rawValue instanceof CharSequence text ? text.length() : 0;
    }

    public Map<String, Object> headers() {
        return headers;
    }

    public Instant timestamp() {
        return timestamp;
    }

    public Optional<Coordinates> coordinates() {
        return Optional.ofNullable(coordinates);
    }

    /** For logs and errors: where it came from, never what is in it. */
    @Override
    public String toString() {
        return coordinates == null ? "message" : "message " + coordinates;
    }
}
