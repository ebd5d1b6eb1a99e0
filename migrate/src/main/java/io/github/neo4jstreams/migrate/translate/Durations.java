package io.github.neo4jstreams.migrate.translate;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of other systems as times of Camel: {@code 30s}, or milliseconds. */
final class Durations {

    private static final Pattern SIMPLE = Pattern.compile("([0-9]{1,9})\\s*(ms|s|min|m|h|d)?");
    private static final Pattern COMPOUND = Pattern.compile("(?:[0-9]{1,9}(?:ms|s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|s|m|h|d)");
    private static final Map<String, Long> UNITS =
            Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private Durations() {}

    /** Milliseconds, if it is a time; without a unit it is of this one. */
    static Optional<Long> milliseconds(String text, String unit) {
        if (COMPOUND.matcher(text.strip()).matches()) {
            // 1m30s
            return Optional.of(PART.matcher(text)
                    .results()
                    .mapToLong(part -> Long.parseLong(part.group(1)) * UNITS.get(part.group(2)))
                    .sum());
        }
        Matcher matcher = SIMPLE.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unitMillis = UNITS.get(matcher.group(2) == null ? unit : matcher.group(2));
        return Optional.of(Long.parseLong(matcher.group(1)) * unitMillis);
    }

    static String print(long milliseconds) {
        return milliseconds > 0 && milliseconds % 1000 == 0 ? milliseconds / 1000 + "s" : Long.toString(milliseconds);
    }
}
