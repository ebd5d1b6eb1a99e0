package io.github.neo4jstreams.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * What the name of a schema in Kafka Connect says of its values: Connect's own logical types, and those of Debezium, which
 * writes most dates and times with them. The types without a zone are local, as in the table that they come from.
 */
final class ConnectTypes {

    static final String DECIMAL = "org.apache.kafka.connect.data.Decimal";

    private static final long MILLIS_PER_SECOND = 1_000L;
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private ConnectTypes() {}

    /**
     * A whole number as what its schema's name says; the number itself if that is nothing known.
     *
     * @throws InvalidMessageException if there is no such date or time
     */
    static Object whole(String part, String name, long number) {
        if (name == null) {
            return number;
        }
        try {
            return switch (name) {
                case "org.apache.kafka.connect.data.Date", "io.debezium.time.Date" -> LocalDate.ofEpochDay(number);
                case "org.apache.kafka.connect.data.Time", "io.debezium.time.Time" -> time(number, MILLIS_PER_SECOND);
                case "io.debezium.time.MicroTime" -> time(number, MICROS_PER_SECOND);
                case "io.debezium.time.NanoTime" -> time(number, NANOS_PER_SECOND);
                case "org.apache.kafka.connect.data.Timestamp" ->
                    instant(number, MILLIS_PER_SECOND).atZone(ZoneOffset.UTC);
                case "io.debezium.time.Timestamp" -> local(number, MILLIS_PER_SECOND);
                case "io.debezium.time.MicroTimestamp" -> local(number, MICROS_PER_SECOND);
                case "io.debezium.time.NanoTimestamp" -> local(number, NANOS_PER_SECOND);
                default -> number;
            };
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidMessageException("The " + part + " has a " + name + " that is out of range: " + number, e);
        }
    }

    /**
     * Text as what its schema's name says; the text itself if that is nothing known.
     *
     * @throws InvalidMessageException if there is no such date or time
     */
    static Object text(String part, String name, String text) {
        if (name == null) {
            return text;
        }
        try {
            return switch (name) {
                case "io.debezium.time.ZonedTimestamp" -> ZonedDateTime.parse(text);
                case "io.debezium.time.ZonedTime" -> OffsetTime.parse(text);
                default -> text;
            };
        } catch (DateTimeException e) {
            throw new InvalidMessageException("The " + part + " has a " + name + " that can't be read", e);
        }
    }

    private static LocalTime time(long number, long perSecond) {
        return LocalTime.ofNanoOfDay(Math.multiplyExact(number, NANOS_PER_SECOND / perSecond));
    }

    private static Instant instant(long number, long perSecond) {
        return Instant.ofEpochSecond(
                Math.floorDiv(number, perSecond), Math.floorMod(number, perSecond) * (NANOS_PER_SECOND / perSecond));
    }

    private static LocalDateTime local(long number, long perSecond) {
        return LocalDateTime.ofInstant(instant(number, perSecond), ZoneOffset.UTC);
    }
}
