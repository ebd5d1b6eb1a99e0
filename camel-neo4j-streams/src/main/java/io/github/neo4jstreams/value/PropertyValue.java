package io.github.neo4jstreams.value;

/** A property's value in a change event, as the driver takes it. */
public final class PropertyValue {

    private PropertyValue() {}

    /** @throws UnsupportedValueException if it is nothing that a property can hold */
    public static Object of(Object raw) {
        try {
            return Parameters.of(TypedJson.unwrap(raw));
        } catch (UnsupportedValueException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnsupportedValueException("Not a value of the extended payload: " + e.getMessage());
        }
    }
}
