package io.github.neo4jstreams.event;

import static io.github.neo4jstreams.event.Changes.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.neo4jstreams.value.UnsupportedValueException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Broken events of all kinds: {@code -Dfuzz.inputs=…} for more of them, {@code -Dfuzz.seed=…} for others. */
class EventReaderFuzzTest {

    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 100_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20260203);

    private Random random;

    @Test
    void whateverComesIsReadOrRefusedAsBadData() {
        int read = 0;
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            random = new Random(SEED + i);
            Map<String, Object> event = event();
            int mutations = random.nextInt(4);
            for (int m = 0; m < mutations; m++) {
                mutate(event);
            }
            try {
                use(EventReader.read(event));
                read++;
            } catch (InvalidEventException | UnsupportedValueException e) {
                assertThat(e.getMessage()).isNotBlank();
                if (mutations == 0) {
                    fail("Refused although valid (fuzz.seed=" + (SEED + i) + "): " + event, e);
                }
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                fail("fuzz.seed=" + (SEED + i) + " " + event, e);
            }
        }
        assertThat(read).as("read").isGreaterThan(INPUTS / 4);
        assertThat(refused).as("refused").isGreaterThan(INPUTS / 20);
    }

    /** What was read can be used without surprises. */
    private static void use(ChangeEvent event) {
        Keys.of(event);
        if (event.entityType() == EntityType.NODE) {
            assertThat(event.labels()).isNotNull();
        } else {
            assertThat(event.relationshipType()).isNotEmpty();
            Keys.of(event.start());
            Keys.of(event.end());
        }
        if (event.operation() != Operation.DELETE) {
            assertThat(event.after().properties()).doesNotContainValue(null);
        }
        event.txMetadata();
        event.metadata("executingUser");
    }

    // the grammar

    private Map<String, Object> event() {
        return switch (random.nextInt(4)) {
            case 0 ->
                map(
                        "id",
                        "A" + number(),
                        "txId",
                        number(),
                        "seq",
                        number(),
                        "metadata",
                        map("executingUser", "app", "txMetadata", map("app", "orders")),
                        "event",
                        inner());
            case 1 -> inner();
            default -> streams();
        };
    }

    private Map<String, Object> inner() {
        boolean node = random.nextBoolean();
        boolean extended = random.nextBoolean();
        String operation = oneOf("c", "u", "d", "CREATE", "UPDATE", "DELETE", "Create");
        char kind = Character.toLowerCase(operation.charAt(0));
        Map<String, Object> event = map(
                "elementId",
                "4:x:" + number(),
                "eventType",
                node ? oneOf("n", "NODE") : oneOf("r", "RELATIONSHIP"),
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
            event.put("keys", random.nextInt(3) == 0 ? null : list(() -> properties(extended)));
        }
        return event;
    }

    private Map<String, Object> streams() {
        boolean node = random.nextBoolean();
        String operation = oneOf("created", "updated", "deleted");
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
                        random.nextBoolean() ? "txId" : "tx_id",
                        number(),
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
                        list(() -> map(
                                "label",
                                oneOf("A", "B", "C"),
                                "properties",
                                list(() -> oneOf("a", "b", "c")),
                                "type",
                                oneOf("UNIQUE", "NODE_KEY", "NODE_PROPERTY_EXISTS")))));
    }

    private Map<String, Object> state(boolean node, boolean extended) {
        return node
                ? map("labels", labels(), "properties", properties(extended))
                : map("properties", properties(extended));
    }

    private Object labels() {
        return list(() -> oneOf("A", "B", "C"));
    }

    private Object keysByLabel(boolean extended) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> map("A", properties(extended));
            case 2 -> map("A", list(() -> properties(extended)), "B", null);
            default -> map("B", list(() -> properties(extended)));
        };
    }

    private Map<String, Object> properties(boolean extended) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String name : List.of("a", "b", "c")) {
            if (random.nextBoolean()) {
                properties.put(name, extended ? extendedValue() : value());
            }
        }
        return properties;
    }

    private Object value() {
        return switch (random.nextInt(6)) {
            case 0 -> "text";
            case 1 -> number();
            case 2 -> 0.5;
            case 3 -> true;
            case 4 -> list(this::number);
            default -> null;
        };
    }

    private Object extendedValue() {
        return switch (random.nextInt(8)) {
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

    private long number() {
        return random.nextInt(1000);
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private List<Object> list(Supplier<Object> element) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    // what goes wrong

    private record Place(Object container, Object at) {

        @SuppressWarnings("unchecked")
        Object get() {
            return container instanceof List<?> list ? list.get((int) at) : ((Map<Object, Object>) container).get(at);
        }

        @SuppressWarnings("unchecked")
        void set(Object value) {
            if (container instanceof List) {
                ((List<Object>) container).set((int) at, value);
            } else {
                ((Map<Object, Object>) container).put(at, value);
            }
        }

        @SuppressWarnings("unchecked")
        void drop() {
            if (container instanceof List) {
                ((List<Object>) container).remove((int) at);
            } else {
                ((Map<Object, Object>) container).remove(at);
            }
        }
    }

    private void mutate(Map<String, Object> event) {
        List<Place> places = new ArrayList<>();
        collect(event, places);
        if (places.isEmpty()) {
            return;
        }
        Place place = places.get(random.nextInt(places.size()));
        switch (random.nextInt(6)) {
            case 0 -> place.drop();
            case 1 -> place.set(null);
            case 2 -> place.set(anything());
            case 3 -> {
                if (place.container() instanceof Map<?, ?> map) {
                    Object value = place.get();
                    place.drop();
                    rename(map, value);
                }
            }
            case 4 -> place.set(random.nextBoolean() ? map("in", place.get()) : new ArrayList<>(list(place::get)));
            default -> {
                Place other = places.get(random.nextInt(places.size()));
                Object mine = place.get();
                Object others = other.get();
                // not into itself: no message can say that
                if (!contains(mine, other.container()) && !contains(others, place.container())) {
                    place.set(others);
                    other.set(mine);
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private void rename(Map<?, ?> map, Object value) {
        ((Map<Object, Object>) map)
                .put(random.nextInt(8) == 0 ? (Object) number() : oneOf("", "x", "type", "S", "labels"), value);
    }

    private Object anything() {
        return switch (random.nextInt(18)) {
            case 0 -> "";
            case 1 -> "text";
            case 2 -> number();
            case 3 -> -0.5;
            case 4 -> Double.NaN;
            case 5 -> false;
            case 6 -> new ArrayList<>();
            case 7 -> new ArrayList<>(Collections.singletonList(null));
            case 8 -> new ArrayList<>(List.of(1L, "two"));
            case 9 -> map();
            case 10 -> map("type", oneOf("TLD", "SP", "TD", "BA", "LTLD", "LSP", "nobody", "S"), "TLD", "x");
            case 11 -> map("type", "SP", "SP", anything());
            case 12 -> map("type", "LTD", "LTD", anything());
            case 13 -> new HashMap<>(Collections.singletonMap(null, 1));
            case 14 -> new TreeMap<>(Map.of(1, 2));
            case 15 -> new Object();
            case 16 -> new byte[] {1, 2};
            default -> new BigInteger("18446744073709551616");
        };
    }

    private static void collect(Object container, List<Place> places) {
        if (container instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                places.add(new Place(container, name));
                collect(value, places);
            });
        } else if (container instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                places.add(new Place(container, i));
                collect(list.get(i), places);
            }
        }
    }

    private static boolean contains(Object whole, Object part) {
        if (whole == part) {
            return true;
        }
        if (whole instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(value -> contains(value, part));
        }
        return whole instanceof List<?> list && list.stream().anyMatch(value -> contains(value, part));
    }
}
