package io.github.neo4jstreams.event;

import io.github.neo4jstreams.value.JsonObject;
import io.github.neo4jstreams.value.StreamsJson;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A change event as the Streams plugin wrote it, members in the plugin's order. */
final class StreamsEventWriter {

    /** Perhaps with a scheme in front, an address beside the name, a port behind. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\w+://)?/?(?:\\[(?<v6>[^\\]]+)]|(?<host>[^:/]+))(?:/[^/]*|:\\d+)?");

    private StreamsEventWriter() {}

    static JsonObject write(ChangeEvent change, long events) {
        JsonObject event = new JsonObject();
        event.put("meta", meta(change, events));
        event.put("payload", payload(change));
        event.put("schema", schema(change));
        return event;
    }

    private static Map<String, Object> meta(ChangeEvent change, long events) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put(
                "timestamp",
                change.metadata("txCommitTime") instanceof ZonedDateTime committed
                        ? committed.toInstant().toEpochMilli()
                        : null);
        Object user = change.metadata("executingUser");
        // a server without authentication has no users, and the plugin wrote so
        meta.put("username", user == null ? "" : user);
        // consumers of the plugin's events expect numbers
        meta.put("txId", change.isRead() ? 0 : change.txId());
        meta.put("txEventId", change.isRead() ? 0 : change.seq());
        meta.put("txEventsCount", events);
        meta.put("operation", change.operation().participle());
        Map<String, Object> source = new LinkedHashMap<>();
        hostname(change).ifPresent(host -> source.put("hostname", host));
        meta.put("source", source);
        return meta;
    }

    /** Of the member that the client was connected to; the server's id for a transaction without a connection. */
    private static Optional<String> hostname(ChangeEvent change) {
        if (change.metadata("connectionServer") instanceof String address && !address.isBlank()) {
            Matcher matcher = ADDRESS.matcher(address);
            if (!matcher.matches()) {
                return Optional.of(address);
            }
            return Optional.of(matcher.group("v6") == null ? matcher.group("host") : matcher.group("v6"));
        }
        return change.metadata("serverId") instanceof String id && !id.isBlank() ? Optional.of(id) : Optional.empty();
    }

    private static Map<String, Object> payload(ChangeEvent change) {
        boolean node = change.entityType() == EntityType.NODE;
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("id", change.elementId());
        if (!node) {
            payload.put("start", end(change.start()));
            payload.put("end", end(change.end()));
        }
        payload.put("before", state(change.before(), node));
        payload.put("after", state(change.after(), node));
        if (!node) {
            payload.put("label", change.relationshipType());
        }
        payload.put("type", node ? "node" : "relationship");
        return payload;
    }

    private static Map<String, Object> end(Endpoint end) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", end.elementId());
        map.put("labels", end.labels());
        // the plugin's default: of several keys the smallest
        map.put(
                "ids",
                Keys.of(end)
                        .map(key -> StreamsJson.properties(key.properties()))
                        .orElseGet(LinkedHashMap::new));
        return map;
    }

    private static Map<String, Object> state(State state, boolean node) {
        if (state == null) {
            return null;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("properties", StreamsJson.properties(state.properties()));
        if (node) {
            map.put("labels", state.labels());
        }
        return map;
    }

    private static Map<String, Object> schema(ChangeEvent change) {
        Map<String, Object> types = new LinkedHashMap<>();
        State described = change.after() == null ? change.before() : change.after();
        if (described != null) {
            described.properties().forEach((name, value) -> {
                if (value != null) {
                    types.put(name, StreamsJson.typeName(value));
                }
            });
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("properties", types);
        schema.put("constraints", constraints(change));
        return schema;
    }

    /** Those that the keys are of. The change log says nothing of others. */
    private static List<Map<String, Object>> constraints(ChangeEvent change) {
        Map<String, Set<List<String>>> properties = new TreeMap<>();
        if (change.entityType() == EntityType.NODE) {
            collect(change.keys(), properties);
        } else {
            collect(change.start().keys(), properties);
            collect(change.end().keys(), properties);
        }
        List<Map<String, Object>> constraints = new ArrayList<>();
        properties.forEach((label, keys) -> keys.forEach(names -> {
            Map<String, Object> constraint = new LinkedHashMap<>();
            constraint.put("label", label);
            constraint.put("properties", names);
            constraint.put("type", "UNIQUE");
            constraints.add(constraint);
        }));
        return constraints;
    }

    private static void collect(Object keys, Map<String, Set<List<String>>> properties) {
        Keys.byLabel(keys, "keys", (name, raw) -> raw)
                .forEach((label, ofLabel) -> ofLabel.forEach(key -> properties
                        .computeIfAbsent(label, l -> new LinkedHashSet<>())
                        .add(List.copyOf(new TreeSet<>(key.keySet())))));
    }
}
