package io.github.neo4jstreams.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;
import org.neo4j.driver.internal.InternalNode;
import org.neo4j.driver.internal.InternalPath;

class ParametersTest {

    /** What the server gets to see: the driver's own value, of the driver's own type. */
    private static Value sent(Object value) {
        return Values.value(Parameters.of(value));
    }

    static Stream<Arguments> everyType() {
        ZonedDateTime berlin = ZonedDateTime.of(2026, 3, 29, 1, 59, 59, 123_456_789, ZoneId.of("Europe/Berlin"));
        return Stream.of(
                Arguments.of(null, "NULL", null),
                Arguments.of("text", "STRING", "text"),
                Arguments.of(new StringBuilder("text"), "STRING", "text"),
                Arguments.of('c', "STRING", "c"),
                Arguments.of(
                        UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                        "STRING",
                        "123e4567-e89b-12d3-a456-426614174000"),
                Arguments.of(DayOfWeek.MONDAY, "STRING", "MONDAY"),
                Arguments.of(true, "BOOLEAN", true),
                Arguments.of(Long.MIN_VALUE, "INTEGER", Long.MIN_VALUE),
                Arguments.of(7, "INTEGER", 7L),
                Arguments.of((short) 7, "INTEGER", 7L),
                Arguments.of((byte) 7, "INTEGER", 7L),
                Arguments.of(new AtomicInteger(7), "INTEGER", 7L),
                Arguments.of(new AtomicLong(7), "INTEGER", 7L),
                Arguments.of(BigInteger.valueOf(Long.MAX_VALUE), "INTEGER", Long.MAX_VALUE),
                Arguments.of(BigInteger.valueOf(Long.MIN_VALUE), "INTEGER", Long.MIN_VALUE),
                Arguments.of(0.1, "FLOAT", 0.1),
                Arguments.of(Double.NaN, "FLOAT", Double.NaN),
                Arguments.of(Double.NEGATIVE_INFINITY, "FLOAT", Double.NEGATIVE_INFINITY),
                Arguments.of(Float.POSITIVE_INFINITY, "FLOAT", Double.POSITIVE_INFINITY),
                Arguments.of(0.1f, "FLOAT", 0.1),
                Arguments.of(new BigDecimal("12345678901234567890.10"), "STRING", "12345678901234567890.10"),
                Arguments.of(new BigDecimal("1E+3"), "STRING", "1000"),
                Arguments.of(new BigDecimal("1E+999999999"), "STRING", "1E+999999999"),
                Arguments.of(LocalDate.of(2026, 2, 28), "DATE", LocalDate.of(2026, 2, 28)),
                Arguments.of(LocalTime.of(1, 2, 3, 4), "LOCAL_TIME", LocalTime.of(1, 2, 3, 4)),
                Arguments.of(
                        LocalDateTime.of(2026, 2, 28, 1, 2, 3, 4),
                        "LOCAL_DATE_TIME",
                        LocalDateTime.of(2026, 2, 28, 1, 2, 3, 4)),
                Arguments.of(
                        OffsetTime.of(1, 2, 3, 4, ZoneOffset.ofHours(5)),
                        "TIME",
                        OffsetTime.of(1, 2, 3, 4, ZoneOffset.ofHours(5))),
                Arguments.of(berlin, "DATE_TIME", berlin),
                Arguments.of(
                        OffsetDateTime.of(2026, 2, 28, 1, 2, 3, 4, ZoneOffset.ofHours(5)),
                        "DATE_TIME",
                        ZonedDateTime.of(2026, 2, 28, 1, 2, 3, 4, ZoneOffset.ofHours(5))),
                Arguments.of(
                        Instant.parse("2026-01-01T00:00:00.123456789Z"),
                        "DATE_TIME",
                        ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 123_456_789, ZoneOffset.UTC)),
                Arguments.of(new Date(1), "DATE_TIME", Instant.ofEpochMilli(1).atZone(ZoneOffset.UTC)),
                Arguments.of(
                        java.sql.Timestamp.from(Instant.ofEpochSecond(1, 123_456_789)),
                        "DATE_TIME",
                        Instant.ofEpochSecond(1, 123_456_789).atZone(ZoneOffset.UTC)),
                Arguments.of(
                        new java.sql.Date(1),
                        "DATE_TIME",
                        Instant.ofEpochMilli(1).atZone(ZoneOffset.UTC)),
                Arguments.of(calendar(), "DATE_TIME", Instant.ofEpochMilli(1).atZone(ZoneId.of("Asia/Tokyo"))),
                Arguments.of(
                        Duration.ofSeconds(1, 2),
                        "DURATION",
                        Values.isoDuration(0, 0, 1, 2).asIsoDuration()),
                Arguments.of(
                        Period.of(1, 2, 3),
                        "DURATION",
                        Values.isoDuration(14, 3, 0, 0).asIsoDuration()),
                Arguments.of(
                        Values.isoDuration(1, 2, 3, 4).asIsoDuration(),
                        "DURATION",
                        Values.isoDuration(1, 2, 3, 4).asIsoDuration()),
                Arguments.of(
                        Values.point(4979, 1, 2, 3).asPoint(),
                        "POINT",
                        Values.point(4979, 1, 2, 3).asPoint()),
                Arguments.of(new byte[] {1, -1}, "BYTES", new byte[] {1, -1}));
    }

    private static GregorianCalendar calendar() {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"));
        calendar.setTimeInMillis(1);
        return calendar;
    }

    @ParameterizedTest
    @MethodSource
    void everyType(Object given, String type, Object seen) {
        assertThat(sent(given).type().name()).isEqualTo(type);
        assertThat(sent(given).asObject()).isEqualTo(seen);
    }

    @Nested
    class ListsAndMaps {

        @Test
        void keepTheirFormTheirOrderAndTheirNulls() {
            assertThat(sent(Arrays.asList(1, null, Arrays.asList("a", null), Map.of("b", 2.5f)))
                            .asObject())
                    .isEqualTo(Arrays.asList(1L, null, Arrays.asList("a", null), Map.of("b", 2.5)));
        }

        @Test
        void mayBeAnyCollectionOrArray() {
            assertThat(sent(Set.of(1)).asObject()).isEqualTo(List.of(1L));
            assertThat(sent(new Object[] {1, null, new String[] {"a"}}).asObject())
                    .isEqualTo(Arrays.asList(1L, null, List.of("a")));
            assertThat(sent(new BigDecimal[] {new BigDecimal("0.10")}).asObject())
                    .isEqualTo(List.of("0.10"));
        }

        @Test
        void mayBeArraysOfPrimitives() {
            assertThat(sent(new long[] {1}).asObject()).isEqualTo(List.of(1L));
            assertThat(sent(new int[] {1}).asObject()).isEqualTo(List.of(1L));
            assertThat(sent(new short[] {1}).asObject()).isEqualTo(List.of(1L));
            assertThat(sent(new double[] {0.1}).asObject()).isEqualTo(List.of(0.1));
            assertThat(sent(new boolean[] {true}).asObject()).isEqualTo(List.of(true));
            assertThat(sent(new char[] {'a'}).asObject()).isEqualTo(List.of("a"));
        }

        @Test
        void holdFloatsAsTheyPrintInArraysToo() {
            assertThat(sent(new Float[] {0.1f}).asObject()).isEqualTo(List.of(0.1));
            assertThat(sent(new float[] {0.1f}).asObject()).isEqualTo(List.of(0.1));
        }

        @Test
        void areCopiedSoThatALaterChangeDoesNoHarm() {
            Map<String, Object> map = new LinkedHashMap<>(Map.of("a", 1));
            Object parameter = Parameters.of(map);
            map.put("a", 2);

            assertThat(parameter).isEqualTo(Map.of("a", 1));
        }

        @Test
        void keepTheOrderOfAMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("z", 1);
            map.put("a", null);

            assertThat(Parameters.map(map)).containsExactly(Map.entry("z", 1), entry("a"));
        }

        private Map.Entry<String, Object> entry(String name) {
            return Collections.<String, Object>singletonMap(name, null)
                    .entrySet()
                    .iterator()
                    .next();
        }

        @Test
        void takeKeysOfOtherTypesByTheirText() {
            assertThat(Parameters.map(Map.of(1, "a"))).isEqualTo(Map.of("1", "a"));
        }
    }

    @Nested
    class Refusals {

        @ParameterizedTest
        @MethodSource("io.github.neo4jstreams.value.ParametersTest#beyond64Bits")
        void refusesAWholeNumberBeyond64Bits(BigInteger number) {
            assertRefused(number, "The number " + number + " is beyond the 64 bits of an INTEGER");
        }

        @Test
        void refusesANullKey() {
            assertRefused(Collections.singletonMap(null, 1), "A map with a null key has no form in Neo4j");
        }

        @Test
        void refusesEntitiesAndSaysWhatToPassInstead() {
            InternalNode node = new InternalNode(1);
            String advice = "A node, relationship or path can't be a parameter; pass its element id or its properties";

            assertRefused(node, advice);
            assertRefused(new InternalPath(node), advice);
        }

        @ParameterizedTest
        @MethodSource("io.github.neo4jstreams.value.ParametersTest#unknownTypes")
        void refusesWhatNeo4jHasNoTypeForByItsClass(Object value) {
            assertRefused(value, "Neo4j has no type for a " + value.getClass().getName());
        }

        @Test
        void refusesHalfACharacterThatTheDriverWouldWriteAsAQuestionMark() {
            for (Object value : List.of(
                    "\uD83E",
                    "x\uDD89",
                    "\uD83Ex",
                    new StringBuilder("\uD83E"),
                    '\uD83E',
                    new char[] {'\uD83E', '\uDD89'},
                    List.of("\uD83E"),
                    Map.of("a", "\uD83E"),
                    Map.of("\uD83E", 1))) {
                assertThatExceptionOfType(UnsupportedValueException.class)
                        .isThrownBy(() -> Parameters.of(value))
                        .withMessageStartingWith("A text with half a character (a lone surrogate) at position ");
            }
            assertThat(Parameters.of("🦉\uFFFF")).isEqualTo("🦉\uFFFF");
        }

        @Test
        void refusesWhatHoldsItself() {
            Map<String, Object> circle = new LinkedHashMap<>();
            circle.put("self", List.of(circle));

            assertRefused(circle, "A value nested deeper than 1000 levels, or one that holds itself");
        }

        @Test
        void refusesThemAtAnyDepth() {
            assertRefused(
                    Map.of("a", List.of(new Object[] {Optional.empty()})),
                    "Neo4j has no type for a java.util.Optional");
        }

        private void assertRefused(Object value, String message) {
            assertThatExceptionOfType(UnsupportedValueException.class)
                    .isThrownBy(() -> Parameters.of(value))
                    .withMessage(message);
        }
    }

    static Stream<BigInteger> beyond64Bits() {
        return Stream.of(
                BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE),
                BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE),
                BigInteger.TEN.pow(100));
    }

    static Stream<Object> unknownTypes() {
        return Stream.of(
                Optional.of(1),
                URI.create("a:b"),
                Year.of(2026),
                YearMonth.of(2026, 1),
                JapaneseDate.of(2026, 1, 1),
                new LongAdder(),
                new Object());
    }

    @Test
    void theDriversOwnValueIsWhatTheDriverWouldMake() {
        Map<String, Object> nested = new LinkedHashMap<>();
        nested.put("text", "Zoë");
        nested.put("numbers", List.of(1L, 2, 1.5));
        nested.put("nothing", null);
        nested.put("empty", List.of());
        nested.put("bytes", new byte[] {1, 2});
        nested.put("day", LocalDate.EPOCH);
        nested.put("maps", Arrays.asList(Map.of("a", true), null));

        assertThat(Parameters.value(nested)).isEqualTo(Values.value(nested));
        assertThat(Parameters.value(null)).isEqualTo(Values.NULL);
        assertThat(Parameters.value(Parameters.value(nested))).isEqualTo(Values.value(nested));
    }
}
