package io.github.neo4jstreams.value;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.neo4j.driver.types.Point;

/**
 * Properties in the transaction events of the Neo4j Streams plugin: JSON, with the simple name of each value's Java class in
 * the event's schema. Thread-safe.
 */
public final class StreamsValue {

    private static final String ARRAY = "[]";

    private StreamsValue() {}

    /**
     * The value as the driver takes it.
     *
     * @param raw        as it stands in the event
     * @param schemaType its class as the schema says, such as {@code PointValue} or {@code Long[]}; null or an unknown
     *                   name leaves it to {@link PropertyValue}
     * @throws UnsupportedValueException if the value isn't what its type says, or no property can hold it
     */
    public static Object of(Object raw, String schemaType) {
        try {
            return PropertyValue.of(raw == null || schemaType == null ? raw : typed(raw, schemaType));
        } catch (ClassCastException e) {
            throw new UnsupportedValueException(
                    "The schema says " + schemaType + ", but the value is a map whose names aren't text");
        }
    }

    private static Object typed(Object raw, String type) {
        if (type.equals("byte[]") && raw instanceof CharSequence text) {
            return known(Bytes.ofBase64(text), raw, type);
        }
        if (!type.endsWith(ARRAY)) {
            return one(raw, type);
        }
        if (!(raw instanceof Collection<?> elements)) {
            return known(raw instanceof byte[] || raw instanceof Object[] ? raw : null, raw, type);
        }
        String elementType = type.substring(0, type.length() - ARRAY.length());
        List<Object> list = new ArrayList<>(elements.size());
        elements.forEach(element -> list.add(element == null ? null : one(element, elementType)));
        return list;
    }

    private static Object one(Object raw, String type) {
        return switch (type) {
            case "Long", "Integer", "Short", "Byte", "long", "int", "short", "byte" ->
                known(Numbers.whole(raw), raw, type);
            case "Double", "Float", "double", "float" -> known(Numbers.real(raw), raw, type);
            case "Boolean", "boolean" -> known(raw instanceof Boolean ? raw : null, raw, type);
            case "String", "Character", "char" -> known(raw instanceof CharSequence ? raw.toString() : null, raw, type);
            case "LocalDate", "DateValue" -> temporal(raw, type, LocalDate::parse);
            case "LocalTime", "LocalTimeValue" -> temporal(raw, type, LocalTime::parse);
            case "OffsetTime", "TimeValue" -> temporal(raw, type, OffsetTime::parse);
            case "LocalDateTime", "LocalDateTimeValue" -> temporal(raw, type, LocalDateTime::parse);
            case "ZonedDateTime", "OffsetDateTime", "DateTimeValue" -> temporal(raw, type, ZonedDateTime::parse);
            case "DurationValue", "IsoDuration", "InternalIsoDuration", "Duration", "Period" -> duration(raw, type);
            case "PointValue", "Point", "InternalPoint2D", "InternalPoint3D" -> point(raw, type);
            default -> raw;
        };
    }

    private static Object temporal(Object raw, String type, Function<CharSequence, Temporal> parse) {
        if (raw instanceof Temporal) {
            return raw;
        }
        try {
            return known(raw instanceof CharSequence text ? parse.apply(text) : null, raw, type);
        } catch (DateTimeParseException e) {
            return known(null, raw, type);
        }
    }

    private static Object duration(Object raw, String type) {
        if (raw instanceof TemporalAmount) {
            return raw;
        }
        if (raw instanceof Map<?, ?> parts) {
            return Durations.of(parts);
        }
        return known(raw instanceof CharSequence text ? Durations.parse(text) : null, raw, type);
    }

    private static Object point(Object raw, String type) {
        if (raw instanceof Map<?, ?> parts) {
            return parts.containsKey("crs") ? Points.ofCrs(parts) : Points.of(parts);
        }
        return known(raw instanceof Point ? raw : null, raw, type);
    }

    private static Object known(Object read, Object raw, String type) {
        if (read == null) {
            throw new UnsupportedValueException("The schema says " + type + ", but the value is " + Described.of(raw));
        }
        return read;
    }
}
