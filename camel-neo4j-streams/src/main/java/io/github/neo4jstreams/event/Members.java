package io.github.neo4jstreams.event;

import io.github.neo4jstreams.value.UnsupportedValueException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * One map of an event, read member by member, so that every complaint names the member. A member that is null is missing:
 * formats with a schema can't leave one out.
 */
final class Members {

    /** Makes the value of a property from what stands in the event. */
    @FunctionalInterface
    interface Decoder {
        Object decode(String property, Object raw);
    }

    private static final int LONGEST_QUOTE = 40;
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    /** Its text is only made for a complaint. */
    private record Path(Object parent, Object step) {

        @Override
        public String toString() {
            if (step instanceof Integer) {
                return parent + "[" + step + "]";
            }
            String before = parent.toString();
            return before.isEmpty() ? step.toString() : before + "." + step;
        }
    }

    private final Object path;
    private final Map<String, Object> members;

    private Members(Object path, Map<String, Object> members) {
        this.path = path;
        this.members = members;
    }

    /** @param path the map's own, as text or as {@link #path(String)} returns it; empty for the whole event */
    static Members of(Object raw, Object path) {
        if (!(raw instanceof Map<?, ?> map)) {
            throw mustBe(path, "a map", raw);
        }
        return new Members(path, isPlain(map) ? plain(map) : copy(map, path));
    }

    /** Whether it is as our own readers make it. */
    private static boolean isPlain(Map<?, ?> map) {
        if (map.getClass() != LinkedHashMap.class) {
            return false;
        }
        for (Object name : map.keySet()) {
            if (!(name instanceof String)) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("unchecked") // all names are text
    private static Map<String, Object> plain(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    /** What comes from elsewhere may be sorted by something else or have its own kind of text. */
    private static Map<String, Object> copy(Map<?, ?> map, Object path) {
        Map<String, Object> members = new LinkedHashMap<>(map.size() * 4 / 3 + 1);
        map.forEach((name, value) -> {
            if (!(name instanceof CharSequence)) {
                throw new InvalidEventException(shown(path) + " has " + kind(name) + " as a name: expected text");
            }
            members.put(name.toString(), value);
        });
        return members;
    }

    static InvalidEventException mustBe(Object path, String expected, Object raw) {
        return new InvalidEventException(shown(path) + " is " + kind(raw) + ": expected " + expected);
    }

    /** The path of a member, as its text says. */
    Object path(String name) {
        return new Path(path, name);
    }

    Set<String> names() {
        return members.keySet();
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    /** Null if it is missing. */
    Object get(String name) {
        return members.get(name);
    }

    InvalidEventException missing(String name, String why) {
        return new InvalidEventException(path(name) + " is missing: " + why);
    }

    /** Null if it is missing. */
    Members map(String name) {
        return has(name) ? of(get(name), path(name)) : null;
    }

    Members map(String name, String why) {
        if (!has(name)) {
            throw missing(name, why);
        }
        return map(name);
    }

    /** Null if it is missing; never empty. */
    String text(String name) {
        return has(name) ? text(get(name), path(name)) : null;
    }

    String text(String name, String why) {
        if (!has(name)) {
            throw missing(name, why);
        }
        return text(name);
    }

    private static String text(Object raw, Object path) {
        if (raw instanceof CharSequence text && text.length() > 0) {
            return text.toString();
        }
        throw mustBe(path, "text that is not empty", raw);
    }

    /** Text, or a whole number as text; null if it is missing. */
    String textOrNumber(String name) {
        return get(name) instanceof Number ? Long.toString(whole(name, 0)) : text(name);
    }

    long whole(String name, long ifMissing) {
        Object raw = get(name);
        if (raw == null) {
            return ifMissing;
        }
        if (raw instanceof Long || raw instanceof Integer || raw instanceof Short || raw instanceof Byte) {
            return ((Number) raw).longValue();
        }
        if (raw instanceof BigInteger big && big.compareTo(MIN) >= 0 && big.compareTo(MAX) <= 0) {
            return big.longValue();
        }
        throw mustBe(path(name), "a whole number of 64 bits", raw);
    }

    /** A list of text, null if it is missing. */
    List<String> texts(String name) {
        if (!has(name)) {
            return null;
        }
        List<?> raw = list(get(name), path(name));
        List<String> texts = new ArrayList<>(raw.size());
        for (int i = 0; i < raw.size(); i++) {
            texts.add(text(raw.get(i), new Path(path(name), i)));
        }
        return texts;
    }

    /** A list of maps, empty if it is missing. */
    List<Members> maps(String name) {
        List<?> raw = has(name) ? list(get(name), path(name)) : List.of();
        List<Members> maps = new ArrayList<>(raw.size());
        for (int i = 0; i < raw.size(); i++) {
            maps.add(of(raw.get(i), new Path(path(name), i)));
        }
        return maps;
    }

    static List<?> list(Object raw, Object path) {
        if (raw instanceof Object[] array) {
            return Arrays.asList(array);
        }
        if (raw instanceof List<?> list) {
            return list;
        }
        if (raw instanceof Collection<?> list) {
            return new ArrayList<>(list);
        }
        throw mustBe(path, "a list", raw);
    }

    /** All members as properties. None of them is null: a property that is null is one that isn't there. */
    Map<String, Object> decoded(Decoder decoder) {
        Map<String, Object> properties = null;
        int same = 0;
        for (Map.Entry<String, Object> member : members.entrySet()) {
            Object raw = member.getValue();
            Object value = raw == null ? null : decoded(decoder, member.getKey(), raw);
            if (properties == null && value != null && value == raw) {
                same++;
                continue;
            }
            // most need no copy
            properties = properties == null ? first(same) : properties;
            if (value != null) {
                properties.put(member.getKey(), value);
            }
        }
        return properties == null ? members : properties;
    }

    private Map<String, Object> first(int count) {
        Map<String, Object> first = new LinkedHashMap<>(members.size() * 4 / 3 + 1);
        for (Map.Entry<String, Object> member : members.entrySet()) {
            if (first.size() == count) {
                break;
            }
            first.put(member.getKey(), member.getValue());
        }
        return first;
    }

    private Object decoded(Decoder decoder, String name, Object raw) {
        try {
            return decoder.decode(name, unsorted(raw));
        } catch (UnsupportedValueException e) {
            throw new UnsupportedValueException(path(name) + ": " + e.getMessage());
        }
    }

    /** A sorted map throws when it is asked for a name that it can't compare with its own. */
    private static Object unsorted(Object raw) {
        if (raw instanceof Map<?, ?> map) {
            boolean asIs = !(map instanceof SortedMap) && map.values().stream().noneMatch(Members::mayHoldMaps);
            if (asIs) {
                return map;
            }
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((name, value) -> copy.put(name, unsorted(value)));
            return copy;
        }
        if (raw instanceof Collection<?> list && list.stream().anyMatch(Members::mayHoldMaps)) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(unsorted(element)));
            return copy;
        }
        return raw;
    }

    private static boolean mayHoldMaps(Object value) {
        return value instanceof Map || value instanceof Collection;
    }

    /** The members as they are. */
    Map<String, Object> raw() {
        return members;
    }

    /** The path of an element of a list. */
    static Object path(Object list, int index) {
        return new Path(list, index);
    }

    private static String shown(Object path) {
        String text = path.toString();
        return text.isEmpty() ? "The event" : text;
    }

    private static String kind(Object raw) {
        if (raw == null) {
            return "null";
        }
        if (raw instanceof Map) {
            return "a map";
        }
        if (raw instanceof Collection || raw.getClass().isArray()) {
            return "a list";
        }
        if (raw instanceof CharSequence || raw instanceof Number || raw instanceof Boolean) {
            String text = raw.toString();
            return "'" + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text) + "'";
        }
        return "a " + raw.getClass().getName();
    }
}
