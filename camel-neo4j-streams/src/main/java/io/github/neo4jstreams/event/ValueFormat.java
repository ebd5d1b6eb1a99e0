package io.github.neo4jstreams.event;

import io.github.neo4jstreams.value.JsonObject;
import io.github.neo4jstreams.value.TypedJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Wire formats of a change event. */
public enum ValueFormat {
    /** The row of {@code db.cdc.query} in the spelling of the Kafka Connect connector. */
    CHANGE_EVENT {
        @Override
        public JsonObject format(ChangeEvent change, long events) {
            JsonObject value = new JsonObject();
            value.put("id", change.id());
            value.put("txId", change.isRead() ? null : change.txId());
            value.put("seq", change.isRead() ? null : change.seq());
            value.put("metadata", change.metadata());
            value.put("event", entity(change));
            return value;
        }
    },
    /** The change without the transaction around it. */
    ENTITY_EVENT {
        @Override
        public JsonObject format(ChangeEvent change, long events) {
            return new JsonObject(entity(change));
        }
    },
    /** The transaction event of the Streams plugin for Neo4j 4. */
    STREAMS {
        @Override
        public JsonObject format(ChangeEvent change, long events) {
            return StreamsEventWriter.write(change, events);
        }

        @Override
        public boolean countsEvents() {
            return true;
        }
    },
    /** A CloudEvent, structured mode, around the change event. */
    CLOUDEVENTS {
        @Override
        public JsonObject format(ChangeEvent change, long events) {
            return CloudEventWriter.write(change, CHANGE_EVENT.format(change, events));
        }

        @Override
        public Optional<String> contentType() {
            return Optional.of(CloudEventWriter.CONTENT_TYPE);
        }
    };

    /**
     * The event in this format. Values that JSON has no type for are wrapped, see {@link TypedJson}, or are as Streams wrote
     * them.
     *
     * @param events how many there are of the event's transaction; of no interest unless the format {@link #countsEvents}
     */
    public abstract JsonObject format(ChangeEvent change, long events);

    /** The event as the only one of its transaction. */
    public final JsonObject format(ChangeEvent change) {
        return format(change, 1);
    }

    /** Whether the format says how many events there are of a transaction. */
    public boolean countsEvents() {
        return false;
    }

    /** The media type that the transport has to name, if the format asks for that. */
    public Optional<String> contentType() {
        return Optional.empty();
    }

    private static Map<String, Object> entity(ChangeEvent change) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("elementId", change.elementId());
        event.put("eventType", change.entityType().name());
        event.put("operation", change.operation().name());
        if (change.entityType() == EntityType.NODE) {
            event.put("labels", change.labels());
        } else {
            event.put("type", change.relationshipType());
            event.put("start", end(change.start()));
            event.put("end", end(change.end()));
        }
        event.put("keys", TypedJson.wrap(change.keys()));
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("before", state(change.before()));
        state.put("after", state(change.after()));
        event.put("state", state);
        return event;
    }

    static Map<String, Object> end(Endpoint end) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("elementId", end.elementId());
        map.put("labels", end.labels());
        map.put("keys", TypedJson.wrap(end.keys()));
        return map;
    }

    private static Map<String, Object> state(State state) {
        if (state == null) {
            return null;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        List<String> labels = state.labels();
        if (labels != null) {
            map.put("labels", labels);
        }
        map.put("properties", TypedJson.wrapAll(state.properties()));
        return map;
    }
}
