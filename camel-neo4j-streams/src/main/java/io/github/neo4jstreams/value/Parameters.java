package io.github.neo4jstreams.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.types.Entity;
import org.neo4j.driver.types.Path;
import org.neo4j.driver.types.Point;

/**
 * From Java to Neo4j. Whole numbers become INTEGER, other numbers FLOAT, {@link BigDecimal} becomes STRING because a FLOAT
 * would round it; instants become ZONED DATETIME in UTC; maps and lists keep their form.
 */
public final class Parameters {

    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private Parameters() {}

    /**
     * The value as the driver takes it.
     *
     * @throws UnsupportedValueException if Neo4j has nothing that holds it unchanged
     */
    public static Object of(Object value) {
        if (value == null || value instanceof String || value instanceof Long || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Collection<?> list) {
            return list(list);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof byte[] || value instanceof Point || value instanceof TemporalAmount) {
            return value;
        }
        if (value instanceof Instant instant) {
            return instant.atZone(ZoneOffset.UTC);
        }
        if (value instanceof Temporal) {
            return driverTakes(value);
        }
        if (value instanceof Date date) {
            return instant(date).atZone(ZoneOffset.UTC);
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant().atZone(calendar.getTimeZone().toZoneId());
        }
        if (value instanceof CharSequence || value instanceof Character || value instanceof UUID) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof float[] array) {
            List<Object> numbers = new ArrayList<>(array.length);
            for (float element : array) {
                numbers.add(number(element));
            }
            return numbers;
        }
        if (value instanceof Object[] array) {
            return list(Arrays.asList(array));
        }
        if (value instanceof Entity || value instanceof Path) {
            throw new UnsupportedValueException(
                    "A node, relationship or path can't be a parameter; pass its element id or its properties");
        }
        return driverTakes(value);
    }

    /** A map of parameters, every value as {@link #of} makes it. */
    public static Map<String, Object> map(Map<?, ?> values) {
        Map<String, Object> result = new LinkedHashMap<>(values.size() * 4 / 3 + 1);
        values.forEach((name, value) -> {
            if (name == null) {
                throw new UnsupportedValueException("A map with a null key has no form in Neo4j");
            }
            result.put(name.toString(), of(value));
        });
        return result;
    }

    private static List<Object> list(Collection<?> values) {
        List<Object> result = new ArrayList<>(values.size());
        values.forEach(value -> result.add(of(value)));
        return result;
    }

    private static Object number(Number number) {
        if (number instanceof Double
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte) {
            return number;
        }
        if (number instanceof Float) {
            // through the shortest text, so that 0.1f is 0.1 and not 0.10000000149011612
            return Double.valueOf(number.toString());
        }
        if (number instanceof BigInteger big) {
            if (big.compareTo(MIN) < 0 || big.compareTo(MAX) > 0) {
                throw new UnsupportedValueException("The number " + big + " is beyond the 64 bits of an INTEGER");
            }
            return big.longValue();
        }
        if (number instanceof BigDecimal decimal) {
            return decimal.toPlainString();
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
