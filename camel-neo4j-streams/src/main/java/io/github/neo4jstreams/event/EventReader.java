package io.github.neo4jstreams.event;

import java.util.Map;

/**
 * Events of other systems, and our own after a journey: maps whose form nobody warrants. Reads rows of
 * {@code db.cdc.query}, change events of the Kafka Connect connector with either payload, entity events, and the
 * transaction events of the Streams plugin, told apart by their members. Members that it doesn't know are ignored.
 */
public final class EventReader {

    private EventReader() {}

    /**
     * The event, with the values of properties and keys as the driver takes them. Keys are lists of maps by label for a
     * node and a list of maps for a relationship; what the format doesn't say is null, -1 for numbers.
     *
     * @throws InvalidEventException if a member is missing or not what it must be
     * @throws io.github.neo4jstreams.value.UnsupportedValueException if the value of a property is none
     */
    public static ChangeEvent read(Map<?, ?> value) {
        Members event = Members.of(value, "");
        if (event.has("event")) {
            return ChangeEventReader.row(event);
        }
        if (event.has("meta") || event.has("payload")) {
            return StreamsEventReader.read(event);
        }
        if (event.has("eventType") || event.has("operation")) {
            return ChangeEventReader.entity(event);
        }
        throw new InvalidEventException("Not a change event, which has the members event, or eventType and operation;"
                + " nor one of Streams, with meta and payload: its members are " + event.names());
    }
}
