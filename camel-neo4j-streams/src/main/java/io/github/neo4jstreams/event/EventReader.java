package io.github.neo4jstreams.event;

import java.util.Map;

/**
 * Events of other systems, and our own after a journey: maps whose form nobody warrants. Reads rows of
 * {@code db.cdc.query}, change events of the Kafka Connect connector with either payload, entity events, CloudEvents around one
 * of these, and the transaction events of the Streams plugin, told apart by their members. Members that it doesn't know are
 * ignored.
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
        // first: its extensions may be called like members of the others
        if (event.has("specversion")) {
            if (event.has("data_base64")) {
                throw new InvalidEventException("data_base64 is not read: a change event is JSON, and stands in data");
            }
            return plain(event.map("data", "a CloudEvent has the change event there"));
        }
        return plain(event);
    }

    private static ChangeEvent plain(Members event) {
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
                + " nor one of Streams, with meta and payload, nor a CloudEvent, with specversion and data: its members are "
                + event.names());
    }
}
