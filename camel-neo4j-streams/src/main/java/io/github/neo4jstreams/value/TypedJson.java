package io.github.neo4jstreams.value;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.neo4j.driver.types.IsoDuration;
import org.neo4j.driver.types.Point;

/**
 * Values in JSON that come back as what they were. What JSON has a type for stays plain; everything else is wrapped as the
 * Kafka Connect connector's extended payload wraps it: <code>{"type": "TLD", "TLD": "2026-01-31"}</code>, a list of them as
 * <code>{"type": "LTLD", "LTLD": […]}</code>. The connector itself wraps everything, and through a schema it writes a field
 * for every type, all but one null: both are read. Thread-safe.
 */
public final class TypedJson {

    private static final String TYPE = "type";

    /**
     * @param name     in the wrapper, of one
     * @param list     in the wrapper, of a list
     * @param javaType which values are of this type
     * @param form     what its JSON must be, for errors
     * @param write    to JSON
     * @param read     from JSON; null for what has another form
     */
    private record Type(
            String name,
            String list,
            Class<?> javaType,
            String form,
            Function<Object, Object> write,
            Function<Object, Object> read) {

        Type(
                String name,
                Class<?> javaType,
                String form,
                Function<Object, Object> write,
                Function<Object, Object> read) {
            this(name, "L" + name, javaType, form, write, read);
        }
    }

    private static final List<Type> TYPES = List.of(
            new Type("B", Boolean.class, "a boolean", value -> value, value -> null),
            new Type("I64", Long.class, "a whole number of 64 bits", value -> value, Numbers::whole),
            // NaN and the infinities have no number in JSON
            new Type("F64", Double.class, "a number that a FLOAT holds", TypedJson::realOrText, Numbers::real),
            new Type("S", String.class, "text", value -> value, TypedJson::string),
            new Type("BA", byte[].class, "base64 text", TypedJson::base64, TypedJson::bytes),
            new Type("TLD", LocalDate.class, "a date like 2026-01-31", Object::toString, text(LocalDate::parse)),
            new Type("TLT", LocalTime.class, "a time like 23:59:59.5", Object::toString, text(LocalTime::parse)),
            new Type(
                    "TLDT",
                    LocalDateTime.class,
                    "a date and time like 2026-01-31T23:59:59",
                    Object::toString,
                    text(LocalDateTime::parse)),
            new Type(
                    "TOT",
                    OffsetTime.class,
                    "a time with its offset like 23:59:59+01:00",
                    Object::toString,
                    text(OffsetTime::parse)),
            new Type(
                    "TZDT",
                    // the connector's own name for the list
                    "LZDT",
                    ZonedDateTime.class,
                    "a date and time with its zone like 2026-01-31T23:59:59+01:00[Europe/Berlin]",
                    Object::toString,
                    text(ZonedDateTime::parse)),
            new Type(
                    "TD",
                    IsoDuration.class,
                    "{months, days, seconds, nanoseconds}",
                    value -> Durations.parts((IsoDuration) value),
                    value -> value instanceof Map<?, ?> parts ? Durations.of(parts) : null),
            new Type(
                    "SP",
                    Point.class,
                    "{srid, x, y} or {srid, x, y, z}",
                    value -> Points.parts((Point) value),
                    value -> value instanceof Map<?, ?> parts ? Points.of(parts) : null));

    /** Every name that a wrapper may have as its type and as a field. */
    private static final Map<String, Type> BY_NAME = new HashMap<>();

    static {
        for (Type type : TYPES) {
            BY_NAME.put(type.name(), type);
            BY_NAME.put(type.list(), type);
            BY_NAME.put("L" + type.name(), type);
        }
    }

    private TypedJson() {}

    /** The value with all that JSON has no type for wrapped. */
    public static Object wrap(Object value) {
        if (value instanceof Map<?, ?> map) {
            return wrapAll(map);
        }
        if (value instanceof List<?> list) {
            return wrapList(list);
        }
        Type type = typeOf(value);
        return type == null ? value : wrapped(type.name(), type.write().apply(value));
    }

    /** A map with its values wrapped. */
    public static Map<String, Object> wrapAll(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>(map.size() * 4 / 3 + 1);
        map.forEach((name, value) -> copy.put((String) name, wrap(value)));
        return copy;
    }

    /**
     * What {@link #wrap} was given, or what the connector wrapped, at any depth.
     *
     * @throws UnsupportedValueException if a wrapper holds something else than its type says
     */
    public static Object unwrap(Object value) {
        if (value instanceof Map<?, ?> map) {
            if (isWrapper(map)) {
                return unwrapped(map);
            }
            Map<Object, Object> copy = new LinkedHashMap<>(map.size() * 4 / 3 + 1);
            map.forEach((name, element) -> copy.put(name, unwrap(element)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(unwrap(element)));
            return copy;
        }
        return value;
    }

    /** Whether the map is the wrapper of one value: a known type, its field, and no other field that isn't null. */
    static boolean isWrapper(Map<?, ?> map) {
        Object type = map.get(TYPE);
        if (!(type instanceof String) || !BY_NAME.containsKey(type) || !map.containsKey(type)) {
            return false;
        }
        if (map.size() == 2) {
            return true;
        }
        for (Map.Entry<?, ?> field : map.entrySet()) {
            Object name = field.getKey();
            if (!type.equals(name) && !TYPE.equals(name) && (field.getValue() != null || !BY_NAME.containsKey(name))) {
                return false;
            }
        }
        return true;
    }

    /** The value of a map that {@link #isWrapper}. */
    static Object unwrapped(Map<?, ?> map) {
        String name = (String) map.get(TYPE);
        Object value = map.get(name);
        Type type = BY_NAME.get(name);
        if (name.equals(type.name())) {
            return read(type, value);
        }
        if (!(value instanceof Collection<?> elements)) {
            throw new UnsupportedValueException(
                    "A value of type " + name + " must be a list, not " + Described.of(value));
        }
        List<Object> list = new ArrayList<>(elements.size());
        elements.forEach(element -> list.add(read(type, element)));
        return list;
    }

    private static Object read(Type type, Object value) {
        Object read = type.javaType().isInstance(value) ? value : type.read().apply(value);
        if (read == null) {
            throw new UnsupportedValueException(
                    "A value of type " + type.name() + " must be " + type.form() + ", not " + Described.of(value));
        }
        return read;
    }

    private static Object wrapList(List<?> list) {
        Type type = list.isEmpty() ? null : typeOf(list.get(0));
        if (type != null && list.stream().allMatch(type.javaType()::isInstance)) {
            List<Object> written = new ArrayList<>(list.size());
            list.forEach(element -> written.add(type.write().apply(element)));
            return wrapped(type.list(), written);
        }
        List<Object> copy = new ArrayList<>(list.size());
        list.forEach(element -> copy.add(wrap(element)));
        return copy;
    }

    /** The type to wrap a value with; null if JSON has one. */
    private static Type typeOf(Object value) {
        if (value == null || value instanceof String || value instanceof Long || value instanceof Boolean) {
            return null;
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return null;
        }
        for (Type type : TYPES) {
            if (type.javaType().isInstance(value)) {
                return type;
            }
        }
        return null;
    }

    private static Map<String, Object> wrapped(String type, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(TYPE, type);
        map.put(type, value);
        return map;
    }

    private static Function<Object, Object> text(Function<CharSequence, Object> parse) {
        return value -> {
            if (!(value instanceof CharSequence text)) {
                return null;
            }
            try {
                return parse.apply(text);
            } catch (DateTimeParseException e) {
                return null;
            }
        };
    }

    private static Object string(Object value) {
        return value instanceof CharSequence ? value.toString() : null;
    }

    private static Object realOrText(Object value) {
        return Double.isFinite((Double) value) ? value : value.toString();
    }

    private static Object base64(Object value) {
        return Base64.getEncoder().encodeToString((byte[]) value);
    }

    private static Object bytes(Object value) {
        if (value instanceof ByteBuffer buffer) {
            return Bytes.of(buffer);
        }
        return value instanceof CharSequence text ? Bytes.ofBase64(text) : null;
    }
}
