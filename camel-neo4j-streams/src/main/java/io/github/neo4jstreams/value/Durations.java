package io.github.neo4jstreams.value;

import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neo4j.driver.Values;
import org.neo4j.driver.types.IsoDuration;

/** Durations as Neo4j has them: months, days, seconds and nanoseconds, none of which is made of another. */
public final class Durations {

    private static final Set<String> PARTS = Set.of("months", "days", "seconds", "nanoseconds");
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private static final Pattern ISO = Pattern.compile("(?<sign>[-+])?P"
            + number("years", "Y")
            + number("months", "M")
            + number("weeks", "W")
            + number("days", "D")
            + "(?:T"
            + number("hours", "H")
            + number("minutes", "M")
            + "(?:(?<seconds>[-+]?\\d+)(?:[.,](?<fraction>\\d{1,9}))?S)?)?");

    private Durations() {}

    /**
     * A duration that Neo4j takes with all its parts, which {@link Duration} and {@link Period} don't have both.
     *
     * @param nanoseconds in addition to the seconds
     */
    public static TemporalAmount of(long months, long days, long seconds, int nanoseconds) {
        return Values.isoDuration(months, days, seconds, nanoseconds).asIsoDuration();
    }

    /** The same as Neo4j's type, or null if it is of a kind that nobody knows. */
    static IsoDuration of(TemporalAmount amount) {
        if (amount instanceof IsoDuration duration) {
            return duration;
        }
        if (amount instanceof Duration duration) {
            return Values.isoDuration(0, 0, duration.getSeconds(), duration.getNano())
                    .asIsoDuration();
        }
        if (amount instanceof Period period) {
            return Values.isoDuration(period.toTotalMonths(), period.getDays(), 0, 0)
                    .asIsoDuration();
        }
        return null;
    }

    /** Whether the map has the form of {@link #parts}. */
    static boolean isDuration(Map<?, ?> map) {
        return map.keySet().equals(PARTS);
    }

    /** A duration as the Kafka Connect connector writes it. */
    static IsoDuration of(Map<?, ?> parts) {
        Long months = Numbers.whole(parts.get("months"));
        Long days = Numbers.whole(parts.get("days"));
        Long seconds = Numbers.whole(parts.get("seconds"));
        Integer nanoseconds = Numbers.small(parts.get("nanoseconds"));
        if (months == null || days == null || seconds == null || nanoseconds == null || !isDuration(parts)) {
            throw new UnsupportedValueException(
                    "A duration must be {months, days, seconds, nanoseconds}, with a whole number each");
        }
        return Values.isoDuration(months, days, seconds, nanoseconds).asIsoDuration();
    }

    static Map<String, Object> parts(IsoDuration duration) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("months", duration.months());
        parts.put("days", duration.days());
        parts.put("seconds", duration.seconds());
        parts.put("nanoseconds", duration.nanoseconds());
        return parts;
    }

    /** ISO 8601 text such as {@code P1Y2M3DT4H5M6.789S}, or null if it is none or too large. */
    static IsoDuration parse(CharSequence text) {
        Matcher iso = ISO.matcher(text);
        char last = text.length() == 0 ? 'P' : text.charAt(text.length() - 1);
        if (!iso.matches() || last == 'P' || last == 'T') {
            return null;
        }
        try {
            int sign = "-".equals(iso.group("sign")) ? -1 : 1;
            long months = Math.addExact(Math.multiplyExact(part(iso, "years"), 12L), part(iso, "months"));
            long days = Math.addExact(Math.multiplyExact(part(iso, "weeks"), 7L), part(iso, "days"));
            long seconds = Math.addExact(
                    Math.addExact(
                            Math.multiplyExact(part(iso, "hours"), 3600L),
                            Math.multiplyExact(part(iso, "minutes"), 60L)),
                    part(iso, "seconds"));
            long nanoseconds = sign * nanoseconds(iso);
            seconds = Math.addExact(Math.multiplyExact(seconds, sign), Math.floorDiv(nanoseconds, NANOS_PER_SECOND));
            return Values.isoDuration(Math.multiplyExact(months, sign), Math.multiplyExact(days, sign), seconds, (int)
                            Math.floorMod(nanoseconds, NANOS_PER_SECOND))
                    .asIsoDuration();
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static String number(String name, String unit) {
        return "(?:(?<" + name + ">[-+]?\\d+)" + unit + ")?";
    }

    private static long part(Matcher iso, String name) {
        String digits = iso.group(name);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** The fraction has the sign of the seconds before it, also where those are {@code -0}. */
    private static long nanoseconds(Matcher iso) {
        String fraction = iso.group("fraction");
        if (fraction == null) {
            return 0;
        }
        long nanoseconds = Long.parseLong((fraction + "00000000").substring(0, 9));
        return iso.group("seconds").startsWith("-") ? -nanoseconds : nanoseconds;
    }
}
