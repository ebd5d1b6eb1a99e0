package io.github.neo4jstreams.value;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.neo4j.driver.Values;
import org.neo4j.driver.types.IsoDuration;
import org.neo4j.driver.types.Point;

/**
 * Values in JSON that come back as what they were. What JSON has a type for stays plain; everything else is wrapped as the
 * Kafka Connect connector's extended payload wraps it: <code>{"type": "TZDT", "TZDT": "2026-01-01T00:00:00Z"}</code>, a list
 * of them as <code>{"type": "LTZDT", "LTZDT": […]}</code>.
 */
public final class TypedJson {

    private record Type(
            String name, Class<?> javaType, Function<Object, Object> write, Function<Object, Object> read) {}

    private static final List<Type> TYPES = List.of(
            new Type("TLD", LocalDate.class, Object::toString, text -> LocalDate.parse((String) text)),
            new Type("TLT", LocalTime.class, Object::toString, text -> LocalTime.parse((String) text)),
            new Type("TLDT", LocalDateTime.class, Object::toString, text -> LocalDateTime.parse((String) text)),
            new Type("TOT", OffsetTime.class, Object::toString, text -> OffsetTime.parse((String) text)),
            new Type("TZDT", ZonedDateTime.class, Object::toString, text -> ZonedDateTime.parse((String) text)),
            new Type("TD", IsoDuration.class, TypedJson::durationParts, TypedJson::duration),
            new Type("SP", Point.class, TypedJson::pointParts, TypedJson::point),
            new Type(
                    "BA",
                    byte[].class,
                    bytes -> Base64.getEncoder().encodeToString((byte[]) bytes),
                    text -> Base64.getDecoder().decode((String) text)),
            // NaN and the infinities have no number in JSON
            new Type("F64", Double.class, Object::toString, text -> Double.valueOf(text.toString())));

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

    /** What {@link #wrap} was given. */
    public static Object unwrap(Object value) {
        if (value instanceof Map<?, ?> map) {
            Object name = map.get("type");
            if (name instanceof String text && map.size() == 2 && map.containsKey(text)) {
                for (Type type : TYPES) {
                    if (text.equals(type.name())) {
                        return type.read().apply(map.get(text));
                    }
                    if (text.equals("L" + type.name())) {
                        List<Object> list = new ArrayList<>();
                        ((List<?>) map.get(text))
                                .forEach(element -> list.add(type.read().apply(element)));
                        return list;
                    }
                }
            }
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put((String) key, unwrap(element)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(unwrap(element)));
            return copy;
        }
        return value;
    }

    private static Object wrapList(List<?> list) {
        Type type = list.isEmpty() ? null : typeOf(list.get(0));
        if (type != null && list.stream().allMatch(type.javaType()::isInstance)) {
            List<Object> written = new ArrayList<>(list.size());
            list.forEach(element -> written.add(type.write().apply(element)));
            return wrapped("L" + type.name(), written);
        }
        List<Object> copy = new ArrayList<>(list.size());
        list.forEach(element -> copy.add(wrap(element)));
        return copy;
    }

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
        map.put("type", type);
        map.put(type, value);
        return map;
    }

    private static Object durationParts(Object value) {
        IsoDuration duration = (IsoDuration) value;
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("months", duration.months());
        parts.put("days", duration.days());
        parts.put("seconds", duration.seconds());
        parts.put("nanoseconds", duration.nanoseconds());
        return parts;
    }

    private static Object duration(Object value) {
        Map<?, ?> parts = (Map<?, ?>) value;
        return Values.isoDuration(
                        whole(parts, "months"),
                        whole(parts, "days"),
                        whole(parts, "seconds"),
                        Math.toIntExact(whole(parts, "nanoseconds")))
                .asIsoDuration();
    }

    private static Object pointParts(Object value) {
        Point point = (Point) value;
        boolean flat = Double.isNaN(point.z());
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("dimension", flat ? 2 : 3);
        parts.put("srid", point.srid());
        parts.put("x", point.x());
        parts.put("y", point.y());
        if (!flat) {
            parts.put("z", point.z());
        }
        return parts;
    }

    private static Object point(Object value) {
        Map<?, ?> parts = (Map<?, ?>) value;
        int srid = Math.toIntExact(whole(parts, "srid"));
        return (parts.get("z") == null
                        ? Values.point(srid, real(parts, "x"), real(parts, "y"))
                        : Values.point(srid, real(parts, "x"), real(parts, "y"), real(parts, "z")))
                .asPoint();
    }

    private static long whole(Map<?, ?> parts, String name) {
        return ((Number) parts.get(name)).longValue();
    }

    private static double real(Map<?, ?> parts, String name) {
        return ((Number) parts.get(name)).doubleValue();
    }
}
