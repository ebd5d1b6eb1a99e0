package io.github.neo4jstreams.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.Values;

class TypedJsonTest {

    /** All the way: wrapped, as text, read, unwrapped. */
    private static Object roundTrip(Object value) {
        return TypedJson.unwrap(Json.read(Json.write(TypedJson.wrap(value))));
    }

    static Stream<Arguments> wireForms() {
        return Stream.of(
                Arguments.of(null, "null"),
                Arguments.of("x", "\"x\""),
                Arguments.of(1L, "1"),
                Arguments.of(1.0, "1.0"),
                Arguments.of(true, "true"),
                Arguments.of(List.of(), "[]"),
                Arguments.of(List.of(1L, 2L), "[1,2]"),
                Arguments.of(LocalDate.of(2026, 1, 2), "{\"type\":\"TLD\",\"TLD\":\"2026-01-02\"}"),
                Arguments.of(LocalTime.of(1, 2, 3), "{\"type\":\"TLT\",\"TLT\":\"01:02:03\"}"),
                Arguments.of(LocalDateTime.of(2026, 1, 2, 3, 4), "{\"type\":\"TLDT\",\"TLDT\":\"2026-01-02T03:04\"}"),
                Arguments.of(
                        OffsetTime.of(1, 2, 3, 0, ZoneOffset.ofHours(1)),
                        "{\"type\":\"TOT\",\"TOT\":\"01:02:03+01:00\"}"),
                Arguments.of(
                        ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Berlin")),
                        "{\"type\":\"TZDT\",\"TZDT\":\"2026-01-02T03:04:05.000000006+01:00[Europe/Berlin]\"}"),
                Arguments.of(
                        Values.isoDuration(1, 2, 3, 4).asIsoDuration(),
                        "{\"type\":\"TD\",\"TD\":{\"months\":1,\"days\":2,\"seconds\":3,\"nanoseconds\":4}}"),
                Arguments.of(
                        Values.point(4326, 1.5, 2).asPoint(),
                        "{\"type\":\"SP\",\"SP\":{\"dimension\":2,\"srid\":4326,\"x\":1.5,\"y\":2.0}}"),
                Arguments.of(
                        Values.point(9157, 1, 2, 3).asPoint(),
                        "{\"type\":\"SP\",\"SP\":{\"dimension\":3,\"srid\":9157,\"x\":1.0,\"y\":2.0,\"z\":3.0}}"),
                Arguments.of(new byte[] {1, -1}, "{\"type\":\"BA\",\"BA\":\"Af8=\"}"),
                Arguments.of(Double.NaN, "{\"type\":\"F64\",\"F64\":\"NaN\"}"),
                Arguments.of(
                        List.of(LocalDate.of(2026, 1, 2), LocalDate.of(2026, 1, 3)),
                        "{\"type\":\"LTLD\",\"LTLD\":[\"2026-01-02\",\"2026-01-03\"]}"),
                Arguments.of(List.of(Double.NaN, 1.0), "{\"type\":\"LF64\",\"LF64\":[\"NaN\",1.0]}"),
                Arguments.of(
                        List.of(ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC)),
                        "{\"type\":\"LZDT\",\"LZDT\":[\"2026-01-02T03:04:05Z\"]}"));
    }

    @ParameterizedTest
    @MethodSource
    void wireForms(Object value, String json) {
        assertThat(Json.write(TypedJson.wrap(value))).isEqualTo(json);
        assertThat(roundTrip(value)).isEqualTo(value);
    }

    @Property
    void anyValueComesBackAsWhatItWas(@ForAll("values") Object value) {
        assertThat(comparable(roundTrip(value))).isEqualTo(comparable(value));
    }

    @Property
    void anyListOfOneTypeComesBackAsWhatItWas(@ForAll("lists") List<?> list) {
        assertThat(comparable(roundTrip(list))).isEqualTo(comparable(list));
    }

    @Property
    void mapsComeBackWithAllTheirValues(@ForAll("values") Object first, @ForAll("lists") List<?> second) {
        Map<String, Object> map = Map.of("first", first, "type", second, "nested", Map.of("again", first));

        assertThat(comparable(roundTrip(map))).isEqualTo(comparable(map));
    }

    @Nested
    class Lists {

        @Test
        void ofSeveralTypesAreWrappedOneByOne() {
            List<Object> mixed = Arrays.asList(LocalDate.of(2026, 1, 2), null, 1L, Double.NaN, "x");

            assertThat(roundTrip(mixed)).isEqualTo(mixed);
        }

        @Test
        void ofNumbersOfWhichSomeAreNotFiniteComeBack() {
            List<Double> first = List.of(Double.NaN, 1.0, Double.NEGATIVE_INFINITY);
            List<Double> later = List.of(1.0, Double.POSITIVE_INFINITY);

            assertThat(roundTrip(first)).isEqualTo(first);
            assertThat(roundTrip(later)).isEqualTo(later);
        }

        @Test
        void insideListsComeBack() {
            List<?> nested = List.of(List.of(LocalDate.of(2026, 1, 2)), List.of(), List.of(1L));

            assertThat(roundTrip(nested)).isEqualTo(nested);
        }
    }

    @Nested
    class Zones {

        @Test
        void areKeptAlsoWhenTheClockShowsAnHourTwice() {
            ZonedDateTime summer = ZonedDateTime.ofLocal(
                    LocalDateTime.of(2026, 10, 25, 2, 30), ZoneId.of("Europe/Berlin"), ZoneOffset.ofHours(2));
            ZonedDateTime winter = summer.withLaterOffsetAtOverlap();

            assertThat(roundTrip(summer)).isEqualTo(summer);
            assertThat(roundTrip(winter)).isEqualTo(winter);
            assertThat(roundTrip(summer)).isNotEqualTo(roundTrip(winter));
        }

        @Test
        void areToldFromOffsets() {
            ZonedDateTime utc = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneId.of("UTC"));
            ZonedDateTime offset = utc.withZoneSameInstant(ZoneOffset.UTC);

            assertThat(((ZonedDateTime) roundTrip(utc)).getZone()).isEqualTo(ZoneId.of("UTC"));
            assertThat(((ZonedDateTime) roundTrip(offset)).getZone()).isEqualTo(ZoneOffset.UTC);
        }
    }

    @Nested
    class TheConnectorsOwn {

        static Stream<Arguments> wrappers() {
            return Stream.of(
                    Arguments.of("B", "true", true),
                    Arguments.of("I64", "5", 5L),
                    Arguments.of("F64", "5", 5.0),
                    Arguments.of("F64", "5.5", 5.5),
                    Arguments.of("F64", "\"-Infinity\"", Double.NEGATIVE_INFINITY),
                    Arguments.of("S", "\"x\"", "x"),
                    Arguments.of("BA", "\"Af8=\"", new byte[] {1, -1}),
                    Arguments.of("TZDT", "\"2026-01-01T00:00:00Z\"", ZonedDateTime.parse("2026-01-01T00:00:00Z")),
                    Arguments.of(
                            "SP",
                            "{\"dimension\":2,\"srid\":4326,\"x\":1.0,\"y\":2.0,\"z\":null}",
                            Values.point(4326, 1, 2).asPoint()),
                    Arguments.of("LB", "[true,false]", List.of(true, false)),
                    Arguments.of("LI64", "[1,2]", List.of(1L, 2L)),
                    Arguments.of("LF64", "[1,2.5]", List.of(1.0, 2.5)),
                    Arguments.of("LS", "[\"a\"]", List.of("a")),
                    Arguments.of("LTLD", "[\"2026-01-02\"]", List.of(LocalDate.of(2026, 1, 2))),
                    Arguments.of("LTLT", "[\"01:02\"]", List.of(LocalTime.of(1, 2))),
                    Arguments.of("LTLDT", "[\"2026-01-02T03:04\"]", List.of(LocalDateTime.of(2026, 1, 2, 3, 4))),
                    Arguments.of("LTOT", "[\"01:02Z\"]", List.of(OffsetTime.of(1, 2, 0, 0, ZoneOffset.UTC))),
                    Arguments.of("LZDT", "[\"2026-01-01T00:00Z\"]", List.of(ZonedDateTime.parse("2026-01-01T00:00Z"))),
                    Arguments.of("LTZDT", "[\"2026-01-01T00:00Z\"]", List.of(ZonedDateTime.parse("2026-01-01T00:00Z"))),
                    Arguments.of(
                            "LTD",
                            "[{\"months\":1,\"days\":2,\"seconds\":3,\"nanoseconds\":4}]",
                            List.of(Values.isoDuration(1, 2, 3, 4).asIsoDuration())),
                    Arguments.of(
                            "LSP",
                            "[{\"dimension\":2,\"srid\":7203,\"x\":1.0,\"y\":2.0,\"z\":null}]",
                            List.of(Values.point(7203, 1, 2).asPoint())));
        }

        @ParameterizedTest
        @MethodSource
        void wrappers(String type, String json, Object value) {
            assertThat(TypedJson.unwrap(Json.read("{\"type\":\"%s\",\"%s\":%s}".formatted(type, type, json))))
                    .isEqualTo(value);
        }

        @Test
        void haveAFieldForEveryTypeThatIsNull() {
            assertThat(TypedJson.unwrap(Json.read("""
                    {"type": "I64", "B": null, "I64": 5, "F64": null, "S": null, "BA": null, "TLD": null, "TLDT": null,
                     "TLT": null, "TZDT": null, "TOT": null, "TD": null, "SP": null, "LB": null, "LI64": null,
                     "LF64": null, "LS": null, "LTLD": null, "LTLDT": null, "LTLT": null, "LZDT": null, "LTOT": null,
                     "LTD": null, "LSP": null}"""))).isEqualTo(5L);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "TLD  | 'nonsense'",
                    "TLD  | 20260131",
                    "TLD  | null",
                    "TLT  | '25:00'",
                    "TLDT | '2026-01-31T00:00Z'",
                    "TOT  | '01:02'",
                    "TZDT | '2026-01-31T00:00'",
                    "TZDT | '2026-01-31T00:00+01:00[Nowhere/Land]'",
                    "TD   | 'P1D'",
                    "TD   | {'months': 1}",
                    "TD   | {'months': 1, 'days': 2, 'seconds': 3, 'nanoseconds': 4, 'weeks': 5}",
                    "SP   | {'x': 1.0, 'y': 2.0}",
                    "SP   | [1.0, 2.0]",
                    "SP   | {'srid': 1, 'x': 1.0, 'y': 2.0}",
                    "BA   | '?'",
                    "BA   | [1]",
                    "B    | 'true'",
                    "I64  | 5.0",
                    "I64  | '5'",
                    "F64  | '5'",
                    "F64  | 9007199254740993",
                    "S    | 5",
                    "LI64 | null",
                    "LI64 | 5",
                    "LI64 | [null]",
                    "LTLD | ['2026-01-31', 'x']"
                })
        void thatHoldSomethingElseAreRefused(String type, String json) {
            Object wrapper = Json.read(
                    "{'type':'%s','%s':%s}".formatted(type, type, json).replace('\'', '"'));

            assertThatExceptionOfType(UnsupportedValueException.class).isThrownBy(() -> TypedJson.unwrap(wrapper));
        }

        @Test
        void errorsSayWhatTheTypeMustBe() {
            assertThatExceptionOfType(UnsupportedValueException.class)
                    .isThrownBy(() -> TypedJson.unwrap(Map.of("type", "TLD", "TLD", "nonsense")))
                    .withMessage("A value of type TLD must be a date like 2026-01-31, not \"nonsense\"");
            assertThatExceptionOfType(UnsupportedValueException.class)
                    .isThrownBy(() -> TypedJson.unwrap(Map.of("type", "TLD", "TLD", "x".repeat(41))))
                    .withMessageEndingWith("not a text of 41 characters");
        }
    }

    @Nested
    class WhatOnlyLooksWrapped {

        @Test
        void isAMapLikeAnyOther() {
            for (Map<String, ?> map : List.of(
                    Map.of("type", "house"),
                    Map.of("type", "TLD"),
                    Map.of("type", "TLD", "other", "x"),
                    Map.of("type", "TLD", "TLD", "2026-01-02", "more", 1L),
                    Map.of("type", "unknown", "unknown", "x"),
                    Map.of("type", "I64", "I64", 1L, "B", true),
                    Map.of("type", "I64", "B", true),
                    Map.of("type", 1L, "x", 2L))) {
                assertThat(TypedJson.unwrap(map)).isEqualTo(map);
            }
        }
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.of(types()).flatMap(type -> type);
    }

    @Provide
    Arbitrary<List<Object>> lists() {
        return Arbitraries.of(types()).flatMap(type -> type.list().ofMaxSize(4));
    }

    private static List<Arbitrary<Object>> types() {
        Arbitrary<LocalDate> dates = Arbitraries.longs()
                .between(LocalDate.MIN.toEpochDay() + 1, LocalDate.MAX.toEpochDay() - 1)
                .map(LocalDate::ofEpochDay);
        Arbitrary<LocalTime> times =
                Arbitraries.longs().between(0, LocalTime.MAX.toNanoOfDay()).map(LocalTime::ofNanoOfDay);
        Arbitrary<ZoneOffset> offsets =
                Arbitraries.integers().between(-64_800, 64_800).map(ZoneOffset::ofTotalSeconds);
        Arbitrary<ZoneId> zones = Arbitraries.oneOf(
                offsets.map(offset -> offset),
                Arbitraries.of("Europe/Berlin", "America/St_Johns", "UTC").map(ZoneId::of));
        Arbitrary<LocalDateTime> dateTimes = Combinators.combine(dates, times).as(LocalDateTime::of);
        Arbitrary<Double> reals = Arbitraries.doubles();
        return Stream.<Arbitrary<?>>of(
                        Arbitraries.strings().ofMaxLength(5),
                        Arbitraries.longs(),
                        Arbitraries.of(true, false),
                        Arbitraries.oneOf(
                                reals,
                                Arbitraries.of(
                                        Double.NaN,
                                        Double.NEGATIVE_INFINITY,
                                        -0.0,
                                        Double.MIN_VALUE,
                                        Double.MAX_VALUE)),
                        dates,
                        times,
                        dateTimes,
                        Combinators.combine(times, offsets).as(OffsetTime::of),
                        Combinators.combine(dateTimes, zones).as(ZonedDateTime::of),
                        Combinators.combine(
                                        Arbitraries.longs(),
                                        Arbitraries.longs(),
                                        Arbitraries.longs().between(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2),
                                        Arbitraries.integers().between(0, 999_999_999))
                                .as((months, days, seconds, nanos) -> Values.isoDuration(months, days, seconds, nanos)
                                        .asIsoDuration()),
                        Combinators.combine(Arbitraries.of(4326, 7203), reals, reals)
                                .as((srid, x, y) -> Values.point(srid, x, y).asPoint()),
                        Combinators.combine(Arbitraries.of(4979, 9157), reals, reals, reals)
                                .as((srid, x, y, z) ->
                                        Values.point(srid, x, y, z).asPoint()),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(5))
                .map(type -> type.map(value -> (Object) value))
                .toList();
    }

    /** The same with bytes that are equal when their content is. */
    private static Object comparable(Object value) {
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(TypedJsonTest::comparable).toList();
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> comparable(entry.getValue())));
        }
        return value;
    }
}
