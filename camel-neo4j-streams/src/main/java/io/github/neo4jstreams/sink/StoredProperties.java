package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.value.PropertyValue;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.util.LinkedHashMap;
import java.util.Map;

/** From values and names in messages to what can be stored, or what is wrong with them. */
public final class StoredProperties {

    private StoredProperties() {}

    /**
     * Properties ready to be sent: the same map if they are.
     *
     * @param what how errors call their owner
     */
    @SuppressWarnings("unchecked") // its names are looked at
    public static Map<String, Object> of(String what, Map<?, ?> values) {
        Map<String, Object> properties = null;
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            String name = name(what, entry.getKey());
            Object value = value(name, entry.getValue());
            if (properties == null && (name != entry.getKey() || value != entry.getValue())) {
                properties = before(entry, values);
            }
            if (properties != null) {
                properties.put(name, value);
            }
        }
        return properties == null ? (Map<String, Object>) values : properties;
    }

    private static Map<String, Object> before(Map.Entry<?, ?> end, Map<?, ?> values) {
        Map<String, Object> before = new LinkedHashMap<>(values.size() * 4 / 3 + 1);
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            if (entry.getKey() == end.getKey()) {
                break;
            }
            before.put((String) entry.getKey(), entry.getValue());
        }
        return before;
    }

    /** Properties whose values were read already: their names are looked at. */
    public static Map<String, Object> named(String what, Map<String, Object> values) {
        for (String name : values.keySet()) {
            name(what, name);
        }
        return values;
    }

    /** Whether a map is one value in a wrapping that tells its type, and not a map of fields. */
    public static boolean isValue(Map<?, ?> map) {
        return PropertyValue.isWrapped(map);
    }

    /** One value, which may be null. */
    public static Object value(String name, Object value) {
        try {
            return PropertyValue.of(value);
        } catch (UnsupportedValueException e) {
            throw new InvalidMessageException("the property '" + name + "': " + e.getMessage(), e);
        }
    }

    /** One value by which something is found. */
    public static Object key(String name, Object value) {
        if (value == null) {
            throw new InvalidMessageException("the key '" + name + "' is null");
        }
        return value(name, value);
    }

    /** A label, type or property name: any text but those that no server takes, or only as another name. */
    public static String name(String what, Object name) {
        if (!(name instanceof CharSequence text)) {
            throw new InvalidMessageException("a name in " + what + " is not text but " + name);
        }
        if (text.isEmpty() || text.toString().indexOf('\0') >= 0) {
            throw new InvalidMessageException(
                    "a name in " + what + (text.isEmpty() ? " is empty" : " has a null byte"));
        }
        try {
            return (String) PropertyValue.of(text.toString());
        } catch (UnsupportedValueException e) {
            throw new InvalidMessageException("a name in " + what + " is no text: " + e.getMessage(), e);
        }
    }
}
