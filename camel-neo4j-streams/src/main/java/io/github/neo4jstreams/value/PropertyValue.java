package io.github.neo4jstreams.value;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.neo4j.driver.Value;
import org.neo4j.driver.types.Point;

/**
 * What a node or relationship can hold as a property: {@link Parameters} without maps, and with lists of one kind only. The
 * Kafka Connect connector's forms of values are read, both the wrapped ones (see {@link TypedJson}) and the plain maps that
 * it makes of points and durations. Thread-safe.
 */
public final class PropertyValue {

    private static final String INTEGER = "INTEGER";
    private static final String FLOAT = "FLOAT";

    private PropertyValue() {}

    /**
     * The value as the driver takes it; null stays null, which removes a property.
     *
     * @throws UnsupportedValueException if no property can hold it unchanged
     */
    public static Object of(Object raw) {
        if (raw instanceof Map<?, ?> map) {
            Object value = structure(map);
            return value instanceof Collection<?> list ? list(list) : Parameters.of(value);
        }
        if (raw instanceof Collection<?> list) {
            return list(list);
        }
        if (raw instanceof Object[] array) {
            return list(Arrays.asList(array));
        }
        if (raw instanceof Value value) {
            return of(value.asObject());
        }
        return raw instanceof Point point ? Points.checked(point) : Parameters.of(raw);
    }

    /** Whether a map is one value in a wrapper that tells its type, and not a map of fields. */
    public static boolean isWrapped(Map<?, ?> map) {
        return isNamed(map) && TypedJson.isWrapper(map);
    }

    /** A sorted map can't be asked for a name of another type than its own, not even whether it has it. */
    private static boolean isNamed(Map<?, ?> map) {
        return !(map instanceof SortedMap<?, ?> sorted) || sorted.isEmpty() || sorted.firstKey() instanceof String;
    }

    private static Object structure(Map<?, ?> map) {
        try {
            return wrappedOrPlain(map);
        } catch (ClassCastException e) {
            throw new UnsupportedValueException("A map can't be a property, and one whose names aren't text even less");
        }
    }

    private static Object wrappedOrPlain(Map<?, ?> map) {
        if (isWrapped(map)) {
            return TypedJson.unwrapped(map);
        }
        if (Points.isPoint(map)) {
            return Points.of(map);
        }
        if (Durations.isDuration(map)) {
            return Durations.of(map);
        }
        throw new UnsupportedValueException("A map can't be a property");
    }

    private static List<Object> list(Collection<?> raw) {
        List<Object> list = new ArrayList<>(raw.size());
        String kind = null;
        boolean mixed = false;
        for (Object element : raw) {
            if (element == null) {
                throw new UnsupportedValueException("A list with a null in it can't be a property");
            }
            Object value = of(element);
            String next = kind(value);
            if (kind == null) {
                kind = next;
            } else if (!kind.equals(next)) {
                if (!isNumber(kind) || !isNumber(next)) {
                    throw new UnsupportedValueException(
                            "A list with elements of several types can't be a property: " + kind + " and " + next);
                }
                mixed = true;
            }
            list.add(value);
        }
        if (mixed) {
            // as Neo4j would, but never rounded
            list.replaceAll(PropertyValue::real);
        }
        return list;
    }

    /** The type of an array that holds the value; points of two coordinate systems don't share one. */
    private static String kind(Object value) {
        if (value instanceof String) {
            return "STRING";
        }
        if (value instanceof Double) {
            return FLOAT;
        }
        if (value instanceof Number) {
            return INTEGER;
        }
        if (value instanceof Boolean) {
            return "BOOLEAN";
        }
        if (value instanceof LocalDate) {
            return "DATE";
        }
        if (value instanceof ZonedDateTime) {
            return "ZONED DATETIME";
        }
        if (value instanceof LocalDateTime) {
            return "LOCAL DATETIME";
        }
        if (value instanceof LocalTime) {
            return "LOCAL TIME";
        }
        if (value instanceof OffsetTime) {
            return "ZONED TIME";
        }
        if (value instanceof TemporalAmount) {
            return "DURATION";
        }
        if (value instanceof Point point) {
            return "POINT with srid " + point.srid();
        }
        throw new UnsupportedValueException(
                value instanceof byte[]
                        ? "A list of byte arrays can't be a property"
                        : "A list of lists can't be a property");
    }

    private static boolean isNumber(String kind) {
        return kind.equals(INTEGER) || kind.equals(FLOAT);
    }

    private static Object real(Object number) {
        Double real = Numbers.real(number);
        if (real == null) {
            throw new UnsupportedValueException(
                    "A list of whole and other numbers becomes FLOAT, and no FLOAT is exactly " + number);
        }
        return real;
    }
}
