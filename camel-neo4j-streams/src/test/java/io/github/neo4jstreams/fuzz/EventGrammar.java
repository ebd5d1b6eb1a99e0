package io.github.neo4jstreams.fuzz;

import static io.github.neo4jstreams.event.Changes.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Change events of all formats. */
public final class EventGrammar {

    private final Fuzz fuzz;

    public EventGrammar(Fuzz fuzz) {
        this.fuzz = fuzz;
    }

    /** In one of the formats that the reader knows, and as it must be. */
    public Map<String, Object> event() {
        return switch (fuzz.below(4)) {
            case 0 ->
                map(
                        "id",
                        "A" + fuzz.number(),
                        "txId",
                        fuzz.number(),
                        "seq",
                        fuzz.number(),
                        "metadata",
                        map("executingUser", "app", "txMetadata", map("app", "orders")),
                        "event",
                        inner());
            case 1 -> inner();
            default -> streams();
        };
    }

    private Map<String, Object> inner() {
        boolean node = fuzz.oneIn(2);
        boolean extended = fuzz.oneIn(2);
        String operation = fuzz.oneOf("c", "u", "d", "CREATE", "UPDATE", "DELETE", "Create");
        char kind = Character.toLowerCase(operation.charAt(0));
        Map<String, Object> event = map(
                "elementId",
                "4:x:" + fuzz.number(),
                "eventType",
                node ? fuzz.oneOf("n", "NODE") : fuzz.oneOf("r", "RELATIONSHIP"),
                "operation",
                operation,
                "state",
                map(
                        "before",
                        kind == 'c' ? null : state(node, extended),
                        "after",
                        kind == 'd' ? null : state(node, extended)));
        if (node) {
            event.put("labels", labels());
            event.put("keys", keysByLabel(extended));
        } else {
            event.put("type", "OWNS");
            event.put("start", map("elementId", "4:x:1", "labels", labels(), "keys", keysByLabel(extended)));
            event.put("end", map("elementId", "4:x:2", "labels", labels(), "keys", keysByLabel(extended)));
            event.put("keys", fuzz.oneIn(3) ? null : fuzz.list(() -> properties(extended)));
        }
        return event;
    }

    private Map<String, Object> streams() {
        boolean node = fuzz.oneIn(2);
        String operation = fuzz.oneOf("created", "updated", "deleted");
        Map<String, Object> payload = map(
                "id",
                "85",
                "type",
                node ? "node" : "relationship",
                "before",
                operation.equals("created") ? null : state(node, false),
                "after",
                operation.equals("deleted") ? null : state(node, false));
        if (!node) {
            payload.put("label", "OWNS");
            payload.put("start", map("id", "1", "labels", labels(), "ids", properties(false)));
            payload.put("end", map("id", "2", "labels", labels(), "ids", properties(false)));
        }
        return map(
                "meta",
                map(
                        "timestamp",
                        1770091506000L,
                        "username",
                        "app",
                        fuzz.oneIn(2) ? "txId" : "tx_id",
                        fuzz.number(),
                        "txEventId",
                        0L,
                        "txEventsCount",
                        1L,
                        "operation",
                        operation,
                        "source",
                        map("hostname", "db1")),
                "payload",
                payload,
                "schema",
                map(
                        "properties",
                        map(),
                        "constraints",
                        fuzz.list(() -> map(
                                "label",
                                fuzz.oneOf("A", "B", "C"),
                                "properties",
                                fuzz.list(() -> fuzz.oneOf("a", "b", "c")),
                                "type",
                                fuzz.oneOf("UNIQUE", "NODE_KEY", "NODE_PROPERTY_EXISTS")))));
    }

    private Map<String, Object> state(boolean node, boolean extended) {
        return node
                ? map("labels", labels(), "properties", properties(extended))
                : map("properties", properties(extended));
    }

    private Object labels() {
        return fuzz.list(() -> fuzz.oneOf("A", "B", "C"));
    }

    private Object keysByLabel(boolean extended) {
        return switch (fuzz.below(6)) {
            case 0 -> null;
            case 1 -> map("A", properties(extended));
            case 4 -> map("A", new ArrayList<>(List.of(map("a", fuzz.number()))));
            case 5 -> map("C", map("b", fuzz.number(), "a", "text"), "B", new ArrayList<>(List.of(map("b", 1L))));
            case 2 -> map("A", fuzz.list(() -> properties(extended)), "B", null);
            default -> map("B", fuzz.list(() -> properties(extended)));
        };
    }

    private Map<String, Object> properties(boolean extended) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String name : List.of("a", "b", "c")) {
            if (fuzz.oneIn(2)) {
                properties.put(name, extended ? extendedValue() : value());
            }
        }
        return properties;
    }

    private Object value() {
        return switch (fuzz.below(6)) {
            case 0 -> "text";
            case 1 -> fuzz.number();
            case 2 -> 0.5;
            case 3 -> true;
            case 4 -> fuzz.list(fuzz::number);
            default -> null;
        };
    }

    private Object extendedValue() {
        return switch (fuzz.below(8)) {
            case 0 -> map("type", "S", "S", "text", "B", null, "I64", null);
            case 1 -> map("type", "TLD", "TLD", "2026-02-03");
            case 2 -> map("type", "TZDT", "TZDT", "2026-02-03T04:05:06+01:00");
            case 3 -> map("type", "LTLT", "LTLT", new ArrayList<>(List.of("04:05", "06:07")));
            case 4 -> map("type", "TD", "TD", map("months", 1L, "days", 2L, "seconds", 3L, "nanoseconds", 4L));
            case 5 -> map("type", "SP", "SP", map("dimension", 2L, "srid", 7203L, "x", 1.5, "y", 2.5));
            case 6 -> map("type", "BA", "BA", "AQID");
            default -> null;
        };
    }
}
