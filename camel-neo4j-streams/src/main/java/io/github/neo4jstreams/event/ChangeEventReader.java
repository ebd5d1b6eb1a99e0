package io.github.neo4jstreams.event;

import io.github.neo4jstreams.value.PropertyValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of {@code db.cdc.query} as plain maps, in the server's or the connector's spelling. */
final class ChangeEventReader {

    private static final Members.Decoder VALUES = (property, raw) -> PropertyValue.of(raw);

    private ChangeEventReader() {}

    static ChangeEvent row(Members row) {
        Members metadata = row.map("metadata");
        if (metadata != null) {
            metadata.map("txMetadata");
        }
        return event(
                row.map("event"),
                row.text("id"),
                row.whole("txId", -1),
                row.whole("seq", -1),
                metadata == null ? Map.of() : metadata.raw());
    }

    /** The inner event alone. */
    static ChangeEvent entity(Members event) {
        return event(event, null, -1, -1, Map.of());
    }

    private static ChangeEvent event(Members event, String id, long txId, long seq, Map<String, Object> metadata) {
        EntityType type = EntityType.named(event.text("eventType", "it is NODE or RELATIONSHIP"))
                .orElseThrow(() ->
                        Members.mustBe(event.path("eventType"), "NODE or RELATIONSHIP (n, r)", event.get("eventType")));
        Operation operation = Operation.named(event.text("operation", "it is READ, CREATE, UPDATE or DELETE"))
                .orElseThrow(() -> Members.mustBe(
                        event.path("operation"),
                        "READ, CREATE, UPDATE or DELETE (r, c, u, d)",
                        event.get("operation")));
        Members states = event.map("state");
        if (states == null) {
            states = Members.of(Map.of(), event.path("state"));
        }
        State before = state(states.map("before"), type, VALUES);
        State after = state(states.map("after"), type, VALUES);
        operation.check(states, before, after);
        boolean node = type == EntityType.NODE;
        return new ChangeEvent(
                id,
                txId,
                seq,
                metadata,
                type,
                operation,
                event.text("elementId"),
                node ? labels(event.texts("labels"), before, after) : null,
                node ? null : event.text("type", "a relationship has one"),
                node
                        ? Keys.byLabel(event.get("keys"), event.path("keys"), VALUES)
                        : Keys.list(event.get("keys"), event.path("keys"), VALUES),
                node ? null : end(event.map("start", "a relationship has one")),
                node ? null : end(event.map("end", "a relationship has one")),
                before,
                after);
    }

    static State state(Members state, EntityType type, Members.Decoder decoder) {
        if (state == null) {
            return null;
        }
        Members properties = state.map("properties");
        return new State(
                type == EntityType.NODE ? state.texts("labels") : null,
                properties == null ? Map.of() : properties.decoded(decoder));
    }

    private static Endpoint end(Members end) {
        List<String> labels = end.texts("labels");
        return new Endpoint(
                end.text("elementId"),
                labels == null ? List.of() : labels,
                new LinkedHashMap<>(Keys.byLabel(end.get("keys"), end.path("keys"), VALUES)));
    }

    /** The labels that the event names, or those of its states. */
    static List<String> labels(List<String> named, State before, State after) {
        if (named != null) {
            return named;
        }
        Set<String> labels = new LinkedHashSet<>();
        for (State state : new State[] {before, after}) {
            if (state != null && state.labels() != null) {
                labels.addAll(state.labels());
            }
        }
        return List.copyOf(labels);
    }
}
