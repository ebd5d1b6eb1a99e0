package io.github.neo4jstreams.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.types.Entity;
import org.neo4j.driver.types.Path;
import org.neo4j.driver.types.Point;

/**
 * From Java to Neo4j. Whole numbers become INTEGER, other numbers FLOAT, {@link BigDecimal} becomes STRING because a FLOAT
 * would round it; instants become ZONED DATETIME in UTC; maps and lists keep their form. Thread-safe.
 */
public final class Parameters {

    /** As deep as Jackson reads and writes; a map that holds itself ends here as well. */
    private static final int MAX_DEPTH = 1000;

    private static final int MAX_SCALE = 1000;

    private Parameters() {}

    /**
     * The value as the driver takes it.
     *
     * @throws UnsupportedValueException if Neo4j has nothing that holds it unchanged
     */
    public static Object of(Object value) {
        return of(value, 0);
    }

    /** A map of parameters, every value as {@link #of} makes it. */
    public static Map<String, Object> map(Map<?, ?> values) {
        return map(values, 0);
    }

    /**
     * The driver's own value of what {@link #of} or {@link #map} has made, so that whoever sends it needn't make it. The driver would
     * make the same, with a stream for each list.
     */
    public static Value value(Object ready) {
        if (ready instanceof String text) {
            return Values.value(text);
        }
        if (ready instanceof Long number) {
            return Values.value(number.longValue());
        }
        if (ready instanceof Map<?, ?> map) {
            Object[] members = new Object[2 * map.size()];
            int i = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                members[i++] = entry.getKey();
                members[i++] = value(entry.getValue());
            }
            return Values.parameters(members);
        }
        if (ready instanceof List<?> list) {
            return list(list, Parameters::value);
        }
        return Values.value(ready);
    }

    /**
     * A list as the driver makes its own: with one kind of list, one version of the code that writes them to the network is compiled, and
     * not three.
     */
    static Value list(Iterable<?> elements, Function<Object, Object> value) {
        Iterator<?> all = elements.iterator();
        return Values.value(new Iterator<Object>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public Object next() {
                return value.apply(all.next());
            }
        });
    }

    private static Object of(Object value, int depth) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value == null || value instanceof Long || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, deeper(depth));
        }
        if (value instanceof Collection<?> list) {
            return list(list, deeper(depth));
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Object[] array) {
            return list(Arrays.asList(array), deeper(depth));
        }
        return scalar(value);
    }

    private static Object scalar(Object value) {
        if (value instanceof byte[]
                || value instanceof Point
                || value instanceof LocalDate
                || value instanceof LocalTime
                || value instanceof LocalDateTime
                || value instanceof OffsetTime
                || value instanceof ZonedDateTime) {
            return value;
        }
        if (value instanceof Instant instant) {
            return instant.atZone(ZoneOffset.UTC);
        }
        if (value instanceof OffsetDateTime dateTime) {
            return dateTime.toZonedDateTime();
        }
        if (value instanceof TemporalAmount amount) {
            TemporalAmount duration = Durations.of(amount);
            return duration == null ? driverTakes(value) : duration;
        }
        if (value instanceof Date date) {
            return instant(date).atZone(ZoneOffset.UTC);
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant().atZone(calendar.getTimeZone().toZoneId());
        }
        if (value instanceof CharSequence || value instanceof Character || value instanceof UUID) {
            return text(value.toString());
        }
        if (value instanceof Enum<?> constant) {
            return text(constant.name());
        }
        if (value instanceof float[] array) {
            List<Object> numbers = new ArrayList<>(array.length);
            for (float element : array) {
                numbers.add(number(element));
            }
            return numbers;
        }
        if (value instanceof char[] array) {
            List<Object> texts = new ArrayList<>(array.length);
            for (char element : array) {
                texts.add(text(String.valueOf(element)));
            }
            return texts;
        }
        if (value instanceof Entity || value instanceof Path) {
            throw new UnsupportedValueException(
                    "A node, relationship or path can't be a parameter; pass its element id or its properties");
        }
        return driverTakes(value);
    }

    private static Map<String, Object> map(Map<?, ?> values, int depth) {
        Map<String, Object> result = new LinkedHashMap<>(values.size() * 4 / 3 + 1);
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            Object name = entry.getKey();
            if (name == null) {
                throw new UnsupportedValueException("A map with a null key has no form in Neo4j");
            }
            result.put(text(name.toString()), of(entry.getValue(), depth));
        }
        return result;
    }

    private static List<Object> list(Collection<?> values, int depth) {
        List<Object> result = new ArrayList<>(values.size());
        for (Object value : values) {
            result.add(of(value, depth));
        }
        return result;
    }

    private static int deeper(int depth) {
        if (depth == MAX_DEPTH) {
            throw new UnsupportedValueException(
                    "A value nested deeper than " + MAX_DEPTH + " levels, or one that holds itself");
        }
        return depth + 1;
    }

    /** Text as it is, if UTF-8 has a form for it: the driver would write half a character as a question mark. */
    private static String text(String text) {
        for (int i = 0, length = text.length(); i < length; i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                if (Character.isLowSurrogate(unit)
                        || i + 1 == length
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new UnsupportedValueException(
                            "A text with half a character (a lone surrogate) at position " + i);
                }
                i++;
            }
        }
        return text;
    }

    private static Object number(Number number) {
        if (number instanceof Double
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte) {
            return number;
        }
        if (number instanceof Float) {
            return Numbers.real(number);
        }
        if (number instanceof BigInteger) {
            Long whole = Numbers.whole(number);
            if (whole == null) {
                throw new UnsupportedValueException("The number " + number + " is beyond the 64 bits of an INTEGER");
            }
            return whole;
        }
        if (number instanceof BigDecimal decimal) {
            // 1E+999999999 without its exponent would be a gigabyte
            return Math.abs((long) decimal.scale()) > MAX_SCALE ? decimal.toString() : decimal.toPlainString();
        }
        if (number instanceof AtomicLong || number instanceof AtomicInteger) {
            return number.longValue();
        }
        throw new UnsupportedValueException(
                "Neo4j has no type for a " + number.getClass().getName());
    }

    private static Instant instant(Date date) {
        try {
            return date.toInstant();
        } catch (UnsupportedOperationException e) {
            // java.sql.Date and java.sql.Time refuse, although they know
            return Instant.ofEpochMilli(date.getTime());
        }
    }

    private static Value driverTakes(Object value) {
        try {
            return Values.value(value);
        } catch (ClientException e) {
            throw new UnsupportedValueException(
                    "Neo4j has no type for a " + value.getClass().getName());
        }
    }
}
