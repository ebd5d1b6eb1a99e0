package io.github.neo4jstreams.value;

import java.util.Map;

/** A property's value in a change event, as the driver takes it. */
public final class PropertyValue {

    private PropertyValue() {}

    public static boolean isTyped(Map<?, ?> map) {
        return !(TypedJson.unwrap(map) instanceof Map);
    }

    /** @throws UnsupportedValueException if it is nothing that a property can hold */
    public static Object of(Object raw) {
        try {
            Object value = Parameters.of(TypedJson.unwrap(raw));
            if (value instanceof Map) {
                throw new UnsupportedValueException("a map can't be a property");
            }
            return value;
        } catch (UnsupportedValueException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnsupportedValueException("Not a value of the extended payload: " + e.getMessage());
        }
    }
}
