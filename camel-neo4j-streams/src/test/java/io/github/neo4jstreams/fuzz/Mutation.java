package io.github.neo4jstreams.fuzz;

import static io.github.neo4jstreams.event.Changes.map;

import io.github.neo4jstreams.value.Json;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** What goes wrong with messages on their way: parts of them are dropped, retyped, renamed, nested or swapped. */
public final class Mutation {

    private static final String[] NAMES = {"", "x", "type", "S", "labels", "op", "ids", "_id", "a.b", "nul\0", "\uD800"
    };

    private static final byte[][] SNIPPETS = bytes(
            "null",
            "{}",
            "[]",
            "\"\"",
            "1e400",
            "-0",
            "99999999999999999999",
            "NaN",
            "\\u0000",
            "\\uD800",
            "\\",
            "\"",
            "\n",
            "\uFEFF",
            "[".repeat(1200),
            "{\"a\":".repeat(30));

    private final Fuzz fuzz;

    public Mutation(Fuzz fuzz) {
        this.fuzz = fuzz;
    }

    private record Place(Object container, Object at) {

        Object get() {
            return container instanceof List<?> list ? list.get((int) at) : map().get(at);
        }

        @SuppressWarnings("unchecked")
        void set(Object value) {
            if (container instanceof List) {
                ((List<Object>) container).set((int) at, value);
            } else {
                map().put(at, value);
            }
        }

        void drop() {
            if (container instanceof List<?> list) {
                list.remove((int) at);
            } else {
                map().remove(at);
            }
        }

        @SuppressWarnings("unchecked")
        private Map<Object, Object> map() {
            return (Map<Object, Object>) container;
        }
    }

    /** One change somewhere inside of what can be changed. */
    public void of(Object container) {
        List<Place> places = new ArrayList<>();
        collect(container, places);
        if (places.isEmpty()) {
            return;
        }
        Place place = fuzz.oneOf(places);
        switch (fuzz.below(7)) {
            case 0 -> place.drop();
            case 1 -> place.set(null);
            case 2 -> place.set(anything());
            case 3 -> rename(place);
            case 4 ->
                place.set(fuzz.oneIn(2) ? map("in", place.get()) : new ArrayList<>(fuzz.<Object>list(place::get)));
            case 5 -> {
                if (place.get() instanceof String text) {
                    place.set(fuzz.oneOf(
                            text.toUpperCase(Locale.ROOT), text.toLowerCase(Locale.ROOT), text + " ", text + "\0"));
                }
            }
            default -> swap(place, fuzz.oneOf(places));
        }
    }

    private static void swap(Place place, Place other) {
        Object mine = place.get();
        Object others = other.get();
        // not into itself: no message can say that
        if (!contains(mine, other.container()) && !contains(others, place.container())) {
            place.set(others);
            other.set(mine);
        }
    }

    private void rename(Place place) {
        if (place.container() instanceof Map) {
            Object value = place.get();
            Object name = fuzz.oneIn(8) ? (Object) fuzz.number() : fuzz.oneOf(NAMES);
            if (place.at() instanceof String text && fuzz.oneIn(3)) {
                name = text.toUpperCase(Locale.ROOT);
            }
            place.drop();
            place.map().put(name, value);
        }
    }

    /** A value that is probably not what is expected. */
    public Object anything() {
        return switch (fuzz.below(22)) {
            case 0 -> "";
            case 1 -> "text";
            case 2 -> fuzz.number();
            case 3 -> -0.5;
            case 4 -> fuzz.oneOf(Double.NaN, Double.POSITIVE_INFINITY, 1e300);
            case 5 -> false;
            case 6 -> new ArrayList<>();
            case 7 -> new ArrayList<>(Collections.singletonList(null));
            case 8 -> new ArrayList<>(List.of(1L, "two"));
            case 9 -> map();
            case 10 -> map("type", fuzz.oneOf("TLD", "SP", "TD", "BA", "LTLD", "LSP", "nobody", "S"), "TLD", "x");
            case 11 -> map("type", "SP", "SP", anything());
            case 12 -> map("type", "LTD", "LTD", anything());
            case 13 -> new HashMap<>(Collections.singletonMap(null, 1));
            case 14 -> new TreeMap<>(Map.of(1, 2));
            case 15 -> new Object();
            case 16 -> new byte[] {1, 2};
            case 17 -> new BigInteger("18446744073709551616");
            case 18 -> fuzz.<Object>oneOf((short) 7, (byte) 7, BigInteger.TEN, new AtomicLong(7), 7.5f, BigDecimal.TEN);
            case 19 -> fuzz.oneOf("\uD800", "\0", "`", "\\u0060");
            case 20 -> new StringBuilder("text");
            default -> Thread.State.NEW;
        };
    }

    /** As JSON, perhaps with a few wrong bytes; what has no JSON stays what it is. */
    public Object json(Object value, int wrongBytes) {
        byte[] json;
        try {
            json = Json.writeBytes(value);
        } catch (UnsupportedValueException e) {
            return value;
        }
        for (int i = 0; i < wrongBytes; i++) {
            json = wrong(json);
        }
        return fuzz.oneIn(2) ? json : new String(json, StandardCharsets.UTF_8);
    }

    private byte[] wrong(byte[] json) {
        int at = fuzz.below(json.length + 1);
        int to = Math.min(json.length, at + fuzz.below(6));
        ByteArrayOutputStream changed = new ByteArrayOutputStream(json.length + 8);
        changed.write(json, 0, at);
        switch (fuzz.below(6)) {
            // some are lost
            case 0 -> changed.write(json, to, json.length - to);
            // the rest is lost
            case 1 -> {}
            case 2 -> {
                changed.write(fuzz.below(256));
                changed.write(json, to, json.length - to);
            }
            case 3 -> {
                changed.writeBytes(fuzz.oneOf(SNIPPETS));
                changed.write(json, to, json.length - to);
            }
            case 4 -> {
                changed.write(fuzz.oneOf('"', '{', '}', '[', ']', ',', ':', '\\', '0', ' '));
                changed.write(json, at, json.length - at);
            }
            // some come twice
            default -> {
                changed.write(json, at, to - at);
                changed.write(json, at, json.length - at);
            }
        }
        return changed.size() == 0 ? new byte[] {'0'} : changed.toByteArray();
    }

    private static void collect(Object container, List<Place> places) {
        if (container instanceof TreeMap) {
            // takes no other names than its own
            return;
        }
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

    private static byte[][] bytes(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }
}
