package io.github.neo4jstreams.vector;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A map of a case, taken apart field by field: what is left at the end is an error, for nobody looks at it. */
final class Fields {

    private final String where;
    private final Map<String, Object> rest = new LinkedHashMap<>();

    /** @param where for errors: the place of this map in the case */
    Fields(String where, Object map) {
        this.where = where;
        if (!(map instanceof Map<?, ?> fields)) {
            throw new IllegalArgumentException(where + " must be a map, not " + map);
        }
        fields.forEach((name, value) -> rest.put(String.valueOf(name), value));
    }

    boolean has(String name) {
        return rest.containsKey(name);
    }

    /** Also null, if it is there and null, or not there. */
    Object any(String name) {
        return rest.remove(name);
    }

    private Object required(String name) {
        Object value = rest.remove(name);
        if (value == null) {
            throw new IllegalArgumentException(where + " has no '" + name + "'");
        }
        return value;
    }

    /** A scalar as text, or null if there is none; a null that is written down is an error. */
    String text(String name) {
        return has(name) ? scalar(where + "." + name, required(name)) : null;
    }

    String requiredText(String name) {
        return scalar(where + "." + name, required(name));
    }

    /** A scalar as text, or null if there is none or nothing behind its name. */
    String textOrNothing(String name) {
        Object value = rest.remove(name);
        return value == null ? null : scalar(where + "." + name, value);
    }

    Long number(String name) {
        if (!has(name)) {
            return null;
        }
        if (required(name) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException(where + "." + name + " must be a whole number");
    }

    List<Integer> numbers(String name) {
        List<Integer> numbers = new ArrayList<>();
        for (Object element : list(name)) {
            if (!(element instanceof Long number)) {
                throw new IllegalArgumentException(where + "." + name + " must be whole numbers, not " + element);
            }
            numbers.add(Math.toIntExact(number));
        }
        return numbers;
    }

    List<?> list(String name) {
        if (required(name) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(where + "." + name + " must be a list");
    }

    Fields map(String name) {
        return new Fields(where + "." + name, required(name));
    }

    /** All that is left, as text. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        rest.forEach((name, value) -> texts.put(name, scalar(where + "." + name, value)));
        rest.clear();
        return texts;
    }

    /** All that is left, as maps. */
    Map<String, Fields> maps() {
        Map<String, Fields> maps = new LinkedHashMap<>();
        rest.forEach((name, value) -> maps.put(name, new Fields(where + "." + name, value)));
        rest.clear();
        return maps;
    }

    void end() {
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException(where + " has fields that mean nothing here: " + rest.keySet());
        }
    }

    private static String scalar(String where, Object value) {
        if (value instanceof String
                || value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof BigInteger
                || value instanceof BigDecimal) {
            return value.toString();
        }
        throw new IllegalArgumentException(where + " must be a scalar, not " + value);
    }
}
