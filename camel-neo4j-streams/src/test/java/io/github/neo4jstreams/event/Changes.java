package io.github.neo4jstreams.event;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of {@code db.cdc.query} to test with. */
public final class Changes {

    public static final ZonedDateTime COMMITTED = ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneId.of("UTC"));

    private Changes() {}

    public static Map<String, Object> row(Map<String, Object> event) {
        return row(event, Map.of("app", "orders"));
    }

    public static Map<String, Object> row(Map<String, Object> event, Map<String, Object> txMetadata) {
        return map(
                "id",
                "A3V16ZaLlUmn",
                "txId",
                12L,
                "seq",
                3L,
                "metadata",
                map(
                        "executingUser",
                        "ann",
                        "authenticatedUser",
                        "bob",
                        "txCommitTime",
                        COMMITTED,
                        "txMetadata",
                        txMetadata),
                "event",
                event);
    }

    public static Map<String, Object> node(String operation, Object before, Object after, String... labels) {
        return map(
                "elementId",
                "4:db:1",
                "eventType",
                "n",
                "operation",
                operation,
                "labels",
                List.of(labels),
                "keys",
                Map.of("Person", List.of(map("name", "Ann", "born", COMMITTED.toLocalDate()))),
                "state",
                map("before", before, "after", after));
    }

    public static Map<String, Object> relationship(
            String operation, String type, String start, String end, Object before, Object after) {
        return map(
                "elementId",
                "5:db:3",
                "eventType",
                "r",
                "operation",
                operation,
                "type",
                type,
                "start",
                end("4:db:1", start),
                "end",
                end("4:db:2", end),
                "keys",
                List.of(Map.of("number", 7L)),
                "state",
                map("before", before, "after", after));
    }

    private static Map<String, Object> end(String elementId, String label) {
        return map("elementId", elementId, "labels", List.of(label), "keys", map(label, List.of(Map.of("id", 1L))));
    }

    public static Map<String, Object> state(Map<String, Object> properties, String... labels) {
        return labels.length == 0
                ? map("properties", properties)
                : map("labels", List.of(labels), "properties", properties);
    }

    /** Ordered, and with nulls where a server sends nulls. */
    public static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        if (map.size() != namesAndValues.length / 2) {
            throw new IllegalArgumentException("Names twice in " + Arrays.toString(namesAndValues));
        }
        return map;
    }
}
