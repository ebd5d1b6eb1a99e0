package io.github.neo4jstreams.message;

import io.github.neo4jstreams.value.Bytes;
import io.github.neo4jstreams.value.Numbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the {@code JsonConverter} of Kafka Connect writes unless it is told not to: {@code {"schema": …, "payload": …}}. The
 * payload is read as its schema says, which is where JSON hides dates, bytes and decimals.
 */
final class ConnectJson {

    private final String part;

    private ConnectJson(String part) {
        this.part = part;
    }

    /**
     * The payload in plain Java.
     *
     * @param part     what is read, for errors
     * @param envelope the whole JSON, its numbers as exact as they were written
     * @throws InvalidMessageException if it is no envelope, or if its payload isn't what its schema says
     */
    static Object payload(String part, Object envelope) {
        if (!(envelope instanceof Map<?, ?> map)
                || map.size() != 2
                || !map.containsKey("payload")
                || !(map.get("schema") instanceof Map<?, ?> schema)
                || !(schema.get("type") instanceof String)) {
            throw new InvalidMessageException("The " + part + " is not {\"schema\": {\"type\": …}, \"payload\": …}, as"
                    + " JsonConverter writes it with schemas.enable=true; read JSON without schemas as JSON");
        }
        Object payload = map.get("payload");
        if (payload == null) {
            throw new InvalidMessageException(
                    "The " + part + " has the payload null; only a null value is a tombstone");
        }
        return new ConnectJson(part).read(schema, payload, "payload", 0);
    }

    /** @param field the nearest field with a name, for errors */
    private Object read(Map<?, ?> schema, Object value, String field, int depth) {
        if (value == null) {
            return null;
        }
        String type = String.valueOf(schema.get("type"));
        Object read =
                switch (type) {
                    case "boolean" -> value instanceof Boolean ? value : null;
                    case "int8" -> whole(schema, value, 8);
                    case "int16" -> whole(schema, value, 16);
                    case "int32" -> whole(schema, value, 32);
                    case "int64" -> whole(schema, value, 64);
                    case "float", "double" -> real(value);
                    case "string" -> value instanceof String text ? ConnectTypes.text(part, name(schema), text) : null;
                    case "bytes" -> ConnectTypes.DECIMAL.equals(name(schema)) ? decimal(schema, value) : bytes(value);
                    case "array" ->
                        value instanceof List<?> elements
                                ? array(schema(schema, "items", field), elements, field, Depth.inside(part, depth))
                                : null;
                    case "map" -> map(schema, value, field, Depth.inside(part, depth));
                    case "struct" ->
                        value instanceof Map<?, ?> fields
                                ? struct(schema, fields, field, Depth.inside(part, depth))
                                : null;
                    default ->
                        throw new InvalidMessageException("The " + part
                                + " has a schema with a type that Connect hasn't, at " + field + ": " + type);
                };
        if (read == null) {
            throw new InvalidMessageException("The " + part + " has something else at " + field
                    + " than its schema says: " + type + (name(schema) == null ? "" : ", a " + name(schema)));
        }
        return read;
    }

    private Map<String, Object> struct(Map<?, ?> schema, Map<?, ?> values, String field, int depth) {
        if (!(schema.get("fields") instanceof List<?> fields)) {
            throw new InvalidMessageException("The " + part + " has a struct without fields in its schema at " + field);
        }
        Map<String, Object> struct = new LinkedHashMap<>();
        for (Object element : fields) {
            if (!(element instanceof Map<?, ?> fieldSchema) || !(fieldSchema.get("field") instanceof String name)) {
                throw new InvalidMessageException(
                        "The " + part + " has a field without a name in its schema at " + field);
            }
            if (values.containsKey(name)) {
                struct.put(name, read(fieldSchema, values.get(name), name, depth));
            }
        }
        if (struct.size() != values.size()) {
            throw new InvalidMessageException("The " + part + " has fields at " + field + " that its schema hasn't");
        }
        return struct;
    }

    private List<Object> array(Map<?, ?> schema, List<?> elements, String field, int depth) {
        List<Object> list = new ArrayList<>(elements.size());
        for (Object element : elements) {
            list.add(read(schema, element, field, depth));
        }
        return list;
    }

    /** An object, or a list of pairs if its keys aren't text. */
    private Map<Object, Object> map(Map<?, ?> schema, Object value, String field, int depth) {
        Map<?, ?> values = schema(schema, "values", field);
        Map<Object, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, element) -> map.put(key, read(values, element, field, depth)));
            return map;
        }
        if (!(value instanceof List<?> entries)) {
            return null;
        }
        Map<?, ?> keys = schema(schema, "keys", field);
        for (Object entry : entries) {
            if (!(entry instanceof List<?> pair) || pair.size() != 2 || pair.get(0) == null) {
                return null;
            }
            Object key = read(keys, pair.get(0), field, depth);
            map.put(key.toString(), read(values, pair.get(1), field, depth));
        }
        return map.size() == entries.size() ? map : null;
    }

    private Map<?, ?> schema(Map<?, ?> schema, String name, String field) {
        if (schema.get(name) instanceof Map<?, ?> inner) {
            return inner;
        }
        throw new InvalidMessageException("The " + part + " has a schema without " + name + " at " + field);
    }

    private static String name(Map<?, ?> schema) {
        return schema.get("name") instanceof String name ? name : null;
    }

    private Object whole(Map<?, ?> schema, Object value, int bits) {
        if (!(value instanceof Long) && !(value instanceof Integer)) {
            return null;
        }
        long number = ((Number) value).longValue();
        long sign = number >> (bits - 1);
        return sign == 0 || sign == -1 ? ConnectTypes.whole(part, name(schema), number) : null;
    }

    /** The nearest FLOAT; a whole number only if it is the same. */
    private static Object real(Object value) {
        if (!(value instanceof BigDecimal decimal)) {
            return Numbers.real(value);
        }
        double real = decimal.doubleValue();
        return Double.isInfinite(real) || real == 0 && decimal.signum() != 0 ? null : (Object) real;
    }

    private static Object bytes(Object value) {
        return value instanceof String text ? Bytes.ofBase64(text) : value instanceof byte[] ? value : null;
    }

    /** The unscaled number in base64, or with {@code decimal.format=NUMERIC} the number itself. */
    private static Object decimal(Map<?, ?> schema, Object value) {
        if (value instanceof BigDecimal) {
            return value;
        }
        if (value instanceof Number) {
            return new BigDecimal(value.toString());
        }
        if (!(bytes(value) instanceof byte[] unscaled)
                || unscaled.length == 0
                || !(schema.get("parameters") instanceof Map<?, ?> parameters)
                || !(parameters.get("scale") instanceof String scale)) {
            return null;
        }
        try {
            return new BigDecimal(new BigInteger(unscaled), Integer.parseInt(scale));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
