package io.github.neo4jstreams.source;

import io.github.neo4jstreams.graph.ConfigurationException;
import io.github.neo4jstreams.value.Json;
import io.github.neo4jstreams.value.JsonObject;
import io.github.neo4jstreams.value.TypedJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How far the rows of a query were read. The next poll asks for a little less than the last value, so that rows with that
 * value which were committed meanwhile come too; the rows that were handed over are remembered by their digests, as
 * often as they came, until the value moves on.
 *
 * <p>"A little less" is one step of the value's type: 1, a nanosecond, a day. Text has no such step; a query over text must
 * say {@code >=}. Immutable.
 */
final class RowCursor {

    static final Comparator<Object> ORDER = RowCursor::compare;

    /** A row that was handed over and would be asked for again. */
    private record Seen(Object value, String digest) {}

    private final Object lastCheck;
    private final List<Seen> seen;

    private RowCursor(Object lastCheck, List<Seen> seen) {
        this.lastCheck = lastCheck;
        this.seen = seen;
    }

    /** Nothing was read yet; the first poll passes exactly this value. */
    static RowCursor startingAfter(Object value) {
        return new RowCursor(value, List.of());
    }

    /** The value for {@code $lastCheck}. */
    Object lastCheck() {
        return lastCheck;
    }

    /** How many rows the next poll may return that were handed over before. */
    int remembered() {
        return seen.size();
    }

    Progress progress() {
        return new Progress(this);
    }

    /** Tells new rows from those that were handed over. Rows must come in ascending order. Not thread-safe. */
    static final class Progress {
        private final RowCursor from;
        private final Map<String, Integer> known = new HashMap<>();
        private final List<Seen> accepted = new ArrayList<>();

        private Progress(RowCursor from) {
            this.from = from;
            from.seen.forEach(row -> known.merge(row.digest(), 1, Integer::sum));
        }

        /** Whether this row is to be handed over. */
        boolean isNew(Object value, JsonObject row) {
            String digest = digest(row);
            if (!known.containsKey(digest)) {
                accepted.add(new Seen(value, digest));
                return true;
            }
            known.computeIfPresent(digest, (same, times) -> times == 1 ? null : times - 1);
            return false;
        }

        /** The cursor after so many of the new rows. */
        RowCursor cursorAfter(int count) {
            if (count == 0) {
                return from;
            }
            Object check = from.checkAfter(accepted.get(count - 1).value());
            List<Seen> kept = new ArrayList<>();
            Stream.concat(from.seen.stream(), accepted.stream().limit(count))
                    .filter(row -> compare(row.value(), check) >= 0)
                    .forEach(kept::add);
            return new RowCursor(check, kept);
        }
    }

    private Object checkAfter(Object value) {
        Object next = oneStepBefore(value);
        // never back: a late row may be below what was asked for, and nothing before the start is wanted
        boolean comparable =
                next.getClass() == lastCheck.getClass() || next instanceof Number && lastCheck instanceof Number;
        return comparable && compare(next, lastCheck) < 0 ? lastCheck : next;
    }

    private static Object oneStepBefore(Object value) {
        if (value instanceof Long number) {
            return number == Long.MIN_VALUE ? number : number - 1;
        }
        if (value instanceof Double number) {
            return Math.nextDown(number);
        }
        if (value instanceof ZonedDateTime time) {
            return time.minusNanos(1);
        }
        if (value instanceof LocalDateTime time) {
            return time.minusNanos(1);
        }
        if (value instanceof LocalDate date) {
            return date.minusDays(1);
        }
        if (value instanceof LocalTime time) {
            return time.equals(LocalTime.MIN) ? time : time.minusNanos(1);
        }
        if (value instanceof OffsetTime time) {
            return time.toLocalTime().equals(LocalTime.MIN) ? time : time.minusNanos(1);
        }
        if (value instanceof String) {
            return value;
        }
        throw new ConfigurationException("streamingProperty is a "
                + value.getClass().getSimpleName() + "; it must be a number, a date or time, or text");
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(Object a, Object b) {
        if (a instanceof Number first && b instanceof Number second) {
            return a instanceof Long && b instanceof Long
                    ? Long.compare(first.longValue(), second.longValue())
                    : Double.compare(first.doubleValue(), second.doubleValue());
        }
        if (a instanceof ZonedDateTime first && b instanceof ZonedDateTime second) {
            // the instant decides; two zones of one instant are the same place in the order
            return first.toInstant().compareTo(second.toInstant());
        }
        if (a.getClass() != b.getClass()) {
            throw new ConfigurationException(
                    "streamingProperty holds a " + a.getClass().getSimpleName() + " after a "
                            + b.getClass().getSimpleName() + "; its values must be of one type to have an order");
        }
        return ((Comparable) a).compareTo(b);
    }

    private static String digest(JsonObject row) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(Json.canonical(row).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 15));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    String print() {
        JsonObject json = new JsonObject();
        json.put("lastCheck", TypedJson.wrap(lastCheck));
        json.put(
                "seen",
                seen.stream()
                        .map(row -> List.of(TypedJson.wrap(row.value()), row.digest()))
                        .toList());
        return json.toString();
    }

    /** @throws ConfigurationException if the text is no cursor of a query */
    static RowCursor parse(String text) {
        try {
            Map<?, ?> json = (Map<?, ?>) Json.read(text);
            List<Seen> seen = new ArrayList<>();
            for (Object row : (List<?>) json.get("seen")) {
                List<?> parts = (List<?>) row;
                seen.add(new Seen(TypedJson.unwrap(parts.get(0)), (String) parts.get(1)));
            }
            return new RowCursor(Objects.requireNonNull(TypedJson.unwrap(json.get("lastCheck"))), seen);
        } catch (RuntimeException e) {
            throw new ConfigurationException(
                    "The saved cursor is not one of a query source: " + text + ". Use another cursorName", e);
        }
    }
}
