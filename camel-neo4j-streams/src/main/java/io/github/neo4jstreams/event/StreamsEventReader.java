package io.github.neo4jstreams.event;

import io.github.neo4jstreams.value.StreamsValue;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Transaction events of the Streams plugin. They have no keys; their constraints say which properties are. */
final class StreamsEventReader {

    private static final Set<String> KEY_TYPES = Set.of("UNIQUE", "NODE_KEY");

    private static final String POINT = "PointValue";

    /** The schema tells the types of the changed entity's properties only, not of its ends'. */
    private static final Members.Decoder UNTYPED = (property, raw) -> StreamsValue.of(raw, null);

    private StreamsEventReader() {}

    static ChangeEvent read(Members event) {
        Members meta = event.map("meta", "an event of Streams has it");
        Members payload = event.map("payload", "an event of Streams has it");
        Members schema = event.map("schema");
        if (schema == null) {
            schema = Members.of(Map.of(), "schema");
        }
        EntityType type = EntityType.named(payload.text("type", "it is node or relationship"))
                .orElseThrow(() -> Members.mustBe("payload.type", "node or relationship", payload.get("type")));
        Operation operation = Operation.ofStreams(meta.text("operation", "it is created, updated or deleted"))
                .orElseThrow(
                        () -> Members.mustBe("meta.operation", "created, updated or deleted", meta.get("operation")));
        Members.Decoder typed = typed(schema);
        State before = ChangeEventReader.state(
                payload.map("before"), type, operation == Operation.UPDATE ? lenient(typed) : typed);
        State after = ChangeEventReader.state(payload.map("after"), type, typed);
        operation.check(payload, before, after);
        List<Constraint> constraints = constraints(schema);
        boolean node = type == EntityType.NODE;
        return new ChangeEvent(
                null,
                whole(meta, "txId", "tx_id"),
                whole(meta, "txEventId", "tx_event_id"),
                metadata(meta),
                type,
                operation,
                payload.textOrNumber("id"),
                node ? ChangeEventReader.labels(null, before, after) : null,
                node ? null : payload.text("label", "it is the relationship's type"),
                node ? keys(operation == Operation.CREATE ? after : before, constraints) : List.of(),
                node ? null : end(payload.map("start", "a relationship has one"), constraints),
                node ? null : end(payload.map("end", "a relationship has one"), constraints),
                before,
                after);
    }

    /** The wire says txId, the plugin's manual tx_id. */
    private static long whole(Members meta, String name, String inTheManual) {
        return meta.whole(meta.has(name) ? name : inTheManual, -1);
    }

    /** What corresponds in the metadata of a change event. */
    private static Map<String, Object> metadata(Members meta) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        // empty from a server without authentication
        if (meta.has("username") && !"".equals(meta.get("username"))) {
            String user = meta.text("username");
            metadata.put("executingUser", user);
            metadata.put("authenticatedUser", user);
        }
        Members source = meta.map("source");
        if (source != null && source.has("hostname")) {
            metadata.put("connectionServer", source.text("hostname"));
        }
        if (meta.has("timestamp")) {
            metadata.put(
                    "txCommitTime",
                    Instant.ofEpochMilli(meta.whole("timestamp", 0)).atZone(ZoneOffset.UTC));
        }
        return metadata;
    }

    private static Members.Decoder typed(Members schema) {
        Members properties = schema.map("properties");
        if (properties == null) {
            return UNTYPED;
        }
        Map<String, String> types = new LinkedHashMap<>();
        properties.names().forEach(property -> types.put(property, properties.text(property)));
        return (property, raw) -> StreamsValue.of(raw, types.get(property));
    }

    /**
     * The schema is that of the state after an update: before it, a property may have had another type, and one that was
     * removed has none. A map was a point then.
     */
    private static Members.Decoder lenient(Members.Decoder typed) {
        return (property, raw) -> {
            try {
                return typed.decode(property, raw);
            } catch (UnsupportedValueException e) {
                return raw instanceof Map ? StreamsValue.of(raw, POINT) : UNTYPED.decode(property, raw);
            }
        };
    }

    private record Constraint(String label, List<String> properties) {}

    private static List<Constraint> constraints(Members schema) {
        List<Constraint> constraints = new ArrayList<>();
        for (Members constraint : schema.maps("constraints")) {
            String label = constraint.text("label");
            List<String> properties = constraint.texts("properties");
            String type = constraint.text("type", "it says whether the properties are a key");
            if (label != null
                    && properties != null
                    && !properties.isEmpty()
                    && KEY_TYPES.contains(type.toUpperCase(Locale.ROOT))) {
                constraints.add(new Constraint(label, properties));
            }
        }
        return constraints;
    }

    private static Map<String, List<Map<String, Object>>> keys(State state, List<Constraint> constraints) {
        return state == null ? Map.of() : keys(state.labels(), state.properties(), constraints);
    }

    private static Map<String, List<Map<String, Object>>> keys(
            List<String> labels, Map<String, Object> properties, List<Constraint> constraints) {
        Map<String, List<Map<String, Object>>> keys = new LinkedHashMap<>();
        for (Constraint constraint : constraints) {
            if (labels != null
                    && labels.contains(constraint.label())
                    && properties.keySet().containsAll(constraint.properties())) {
                Map<String, Object> key = new LinkedHashMap<>();
                constraint.properties().forEach(name -> key.put(name, properties.get(name)));
                List<Map<String, Object>> ofLabel =
                        keys.computeIfAbsent(constraint.label(), label -> new ArrayList<>());
                if (!ofLabel.contains(key)) {
                    ofLabel.add(key);
                }
            }
        }
        return keys;
    }

    private static Endpoint end(Members end, List<Constraint> constraints) {
        List<String> labels = end.texts("labels");
        Members ids = end.map("ids");
        Map<String, Object> keys = new LinkedHashMap<>();
        if (ids != null) {
            keys.putAll(keys(labels, ids.decoded(UNTYPED), constraints));
        }
        return new Endpoint(end.textOrNumber("id"), labels == null ? List.of() : labels, keys);
    }
}
