package io.github.neo4jstreams.value;

import java.math.BigInteger;
import java.util.Objects;

/** Numbers exactly as Neo4j holds them; null for what it could only hold changed. */
public final class Numbers {

    private static final double TWO_TO_THE_63 = 0x1p63;

    private Numbers() {}

    /** A whole number as an INTEGER, or null if it is none or beyond 64 bits. */
    static Long whole(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return value instanceof BigInteger big && big.bitLength() < Long.SIZE ? big.longValue() : null;
    }

    /** A whole number as an {@code int}, or null if it is none or out of range. */
    static Integer small(Object value) {
        Long whole = whole(value);
        return whole != null && whole == whole.intValue() ? (Integer) whole.intValue() : null;
    }

    /**
     * A number as a FLOAT, or null if it is none, or if rounding would change it. What JSON has no number for is text:
     * {@code NaN}, {@code Infinity}, {@code -Infinity}.
     */
    public static Double real(Object value) {
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof Float) {
            // through the shortest text, so that 0.1f is 0.1 and not 0.10000000149011612
            return Double.valueOf(value.toString());
        }
        if (value instanceof CharSequence) {
            return switch (value.toString()) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> null;
            };
        }
        Long whole = whole(value);
        return whole != null && isExact(whole) ? (Double) whole.doubleValue() : null;
    }

    /** Whether two values are equal as the server compares them: 1 and 1.0 are. */
    public static boolean same(Object a, Object b) {
        if (a instanceof Long && b instanceof Double || a instanceof Double && b instanceof Long) {
            return real(a) != null && real(a).equals(real(b));
        }
        return Objects.deepEquals(a, b);
    }

    /** Whether a FLOAT holds this whole number unchanged. */
    static boolean isExact(long number) {
        double real = number;
        // the cast back ends at the largest long, which would make 2^63 look like it
        return real < TWO_TO_THE_63 && (long) real == number;
    }
}
