package io.github.neo4jstreams.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

class PropertyValueTest {

    private static final ZonedDateTime BERLIN =
            ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 123_456_789, ZoneId.of("Europe/Berlin"));

    /** One of every type of property that Neo4j has, with what is easily lost. */
    static final List<Object> EVERY_TYPE = List.of(
            true,
            Long.MIN_VALUE,
            9_007_199_254_740_993L,
            0.1,
            5.0,
            -0.0,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            "Zoë 🦉",
            new byte[] {0, -1},
            LocalDate.of(-1, 2, 28),
            LocalTime.of(1, 2, 3, 4),
            LocalDateTime.of(2026, 2, 28, 1, 2, 3, 4),
            OffsetTime.of(1, 2, 3, 4, ZoneOffset.ofHoursMinutes(-3, -30)),
            BERLIN.withEarlierOffsetAtOverlap(),
            BERLIN.withLaterOffsetAtOverlap(),
            BERLIN.withFixedOffsetZone(),
            Values.isoDuration(-1, 2, -3, 999_999_999).asIsoDuration(),
            Values.point(4326, 1.5, 2).asPoint(),
            Values.point(4979, 1, 2, 3).asPoint(),
            Values.point(7203, -1, 2).asPoint(),
            Values.point(9157, 1, 2, -3).asPoint());

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void everyTypeComesBackThroughJson(Object value) {
        Object back = PropertyValue.of(Json.read(Json.write(TypedJson.wrap(value))));

        assertThat(back).isEqualTo(value);
        assertThat(Values.value(back).type()).isEqualTo(Values.value(value).type());
    }

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void everyTypeIsItself(Object value) {
        assertThat(PropertyValue.of(value)).isEqualTo(value);
        assertThat(PropertyValue.of(Values.value(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @FieldSource("EVERY_TYPE")
    void listsOfEveryTypeButBytesComeBackThroughJson(Object value) {
        if (value instanceof byte[]) {
            assertRefused(List.of(value), "A list of byte arrays can't be a property");
            return;
        }
        assertThat(PropertyValue.of(Json.read(Json.write(TypedJson.wrap(List.of(value, value))))))
                .isEqualTo(List.of(value, value));
    }

    static Stream<Arguments> scalars() {
        return Stream.of(
                Arguments.of(null, null),
                Arguments.of(7, 7),
                Arguments.of(0.1f, 0.1),
                Arguments.of(BigInteger.ONE, 1L),
                Arguments.of(new BigDecimal("0.10"), "0.10"),
                Arguments.of(Instant.EPOCH, Instant.EPOCH.atZone(ZoneOffset.UTC)),
                Arguments.of(Period.of(1, 2, 3), Values.isoDuration(14, 3, 0, 0).asIsoDuration()),
                Arguments.of(Values.NULL, null));
    }

    @ParameterizedTest
    @MethodSource
    void scalars(Object raw, Object property) {
        assertThat(PropertyValue.of(raw)).isEqualTo(property);
    }

    @Nested
    class Maps {

        @Test
        void ofTheConnectorArePointsAndDurations() {
            assertThat(of("{'srid': 4326, 'x': 1, 'y': 2.5}"))
                    .isEqualTo(Values.point(4326, 1, 2.5).asPoint());
            assertThat(of("{'dimension': 2, 'srid': 7203, 'x': 1.0, 'y': 2.0, 'z': null}"))
                    .isEqualTo(Values.point(7203, 1, 2).asPoint());
            assertThat(of("{'dimension': 3, 'srid': 9157, 'x': 1.0, 'y': 2.0, 'z': 3.0}"))
                    .isEqualTo(Values.point(9157, 1, 2, 3).asPoint());
            assertThat(of("{'months': 1, 'days': 2, 'seconds': 3, 'nanoseconds': 4}"))
                    .isEqualTo(Values.isoDuration(1, 2, 3, 4).asIsoDuration());
        }

        @Test
        void ofAnyOtherFormAreRefused() {
            for (String map : List.of(
                    "{}",
                    "{'a': 1}",
                    "{'type': 'house', 'house': 1}",
                    "{'type': 'I64', 'I64': 1, 'S': 'x'}",
                    "{'srid': 4326, 'x': 1, 'y': 2, 'name': 'here'}",
                    "{'months': 1, 'days': 2}")) {
                assertRefused(Json.read(map.replace('\'', '"')), "A map can't be a property");
            }
            Map<Object, Object> nullKey = new HashMap<>(Map.of("srid", 4326, "x", 1, "y", 2));
            nullKey.put(null, 1);
            assertRefused(nullKey, "A map can't be a property");
        }

        @Test
        void ofPointsThatNeo4jHasNotAreRefused() {
            assertThatExceptionOfType(UnsupportedValueException.class)
                    .isThrownBy(() -> of("{'srid': 3857, 'x': 1, 'y': 2}"))
                    .withMessage("Neo4j has no points with srid 3857, only with 4326, 4979, 7203 and 9157");
            assertThatExceptionOfType(UnsupportedValueException.class)
                    .isThrownBy(() -> PropertyValue.of(Values.point(1, 1, 2)))
                    .withMessageContaining("srid 1,");
            assertThatExceptionOfType(UnsupportedValueException.class)
                    .isThrownBy(() -> PropertyValue.of(Values.point(7203, 1, Double.NaN)))
                    .withMessageContaining("finite");
            for (String point : List.of(
                    "{'srid': 4326, 'x': 1, 'y': 2, 'z': 3}",
                    "{'srid': 4979, 'x': 1, 'y': 2}",
                    "{'srid': 4326, 'x': 1, 'y': 2, 'dimension': 3}",
                    "{'srid': 4326, 'x': 1, 'y': null}",
                    "{'srid': 4326, 'x': 1, 'y': '2'}",
                    "{'srid': 4326, 'x': 1, 'y': 9007199254740993}",
                    "{'srid': 4326.5, 'x': 1, 'y': 2}",
                    "{'srid': 4294971622, 'x': 1, 'y': 2}")) {
                assertThatExceptionOfType(UnsupportedValueException.class).isThrownBy(() -> of(point));
            }
        }

        @Test
        void ofDurationsWithOtherNumbersAreRefused() {
            for (String duration : List.of(
                    "{'months': 1.5, 'days': 2, 'seconds': 3, 'nanoseconds': 4}",
                    "{'months': 1, 'days': null, 'seconds': 3, 'nanoseconds': 4}",
                    "{'months': 1, 'days': 2, 'seconds': 3, 'nanoseconds': 3000000000}")) {
                assertThatExceptionOfType(UnsupportedValueException.class).isThrownBy(() -> of(duration));
            }
        }

        @Test
        void thatWrapAListAreTheList() {
            assertThat(of("{'type': 'LI64', 'LI64': [1, 2]}")).isEqualTo(List.of(1L, 2L));
            assertThat(of("{'type': 'LS', 'LS': []}")).isEqualTo(List.of());
        }
    }

    @Nested
    class Lists {

        @Test
        void mayBeEmpty() {
            assertThat(PropertyValue.of(List.of())).isEqualTo(List.of());
        }

        @Test
        void mayBeAnyCollectionOrArray() {
            assertThat(PropertyValue.of(Set.of(1L))).isEqualTo(List.of(1L));
            assertThat(PropertyValue.of(new String[] {"a"})).isEqualTo(List.of("a"));
            assertThat(Values.value(PropertyValue.of(new long[] {1})).asObject())
                    .isEqualTo(List.of(1L));
            assertThat(PropertyValue.of(new float[] {0.1f})).isEqualTo(List.of(0.1));
        }

        @Test
        void mayMixWhatBecomesOneType() {
            assertThat(PropertyValue.of(List.of(1, 2L, (short) 3, BigInteger.TEN)))
                    .isEqualTo(List.of(1, 2L, (short) 3, 10L));
            assertThat(PropertyValue.of(List.of("a", 'b', new BigDecimal("0.10"))))
                    .isEqualTo(List.of("a", "b", "0.10"));
            assertThat(PropertyValue.of(List.of(Duration.ofSeconds(1), Period.ofDays(1))))
                    .isEqualTo(List.of(
                            Values.isoDuration(0, 0, 1, 0).asIsoDuration(),
                            Values.isoDuration(0, 1, 0, 0).asIsoDuration()));
            assertThat(PropertyValue.of(
                            List.of(Instant.EPOCH, OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC), BERLIN)))
                    .isEqualTo(List.of(
                            Instant.EPOCH.atZone(ZoneOffset.UTC), Instant.EPOCH.atZone(ZoneOffset.UTC), BERLIN));
        }

        @Test
        void ofWholeAndOtherNumbersAreFloats() {
            assertThat(PropertyValue.of(List.of(1L, 2.5, 9_007_199_254_740_992L)))
                    .isEqualTo(List.of(1.0, 2.5, 9_007_199_254_740_992.0));
            assertThat(PropertyValue.of(List.of(2.5, 1))).isEqualTo(List.of(2.5, 1.0));
        }

        @Test
        void ofWholeNumbersThatNoFloatIsExactlyAreRefusedBesideOthers() {
            assertRefused(
                    List.of(0.5, 9_007_199_254_740_993L),
                    "A list of whole and other numbers becomes FLOAT, and no FLOAT is exactly 9007199254740993");
            assertRefused(
                    List.of(0.5, Long.MAX_VALUE),
                    "A list of whole and other numbers becomes FLOAT, and no FLOAT is exactly 9223372036854775807");
            assertThat(PropertyValue.of(List.of(0.5, Long.MIN_VALUE))).isEqualTo(List.of(0.5, -0x1p63));
        }

        @Test
        void mayHoldWrappedValues() {
            assertThat(of("[{'type': 'TLD', 'TLD': '2026-01-31'}, {'type': 'TLD', 'TLD': '2026-02-01'}]"))
                    .isEqualTo(List.of(LocalDate.of(2026, 1, 31), LocalDate.of(2026, 2, 1)));
            assertThat(of("[{'type': 'F64', 'F64': 'NaN'}, 1.5, 2]")).isEqualTo(List.of(Double.NaN, 1.5, 2.0));
        }

        @Test
        void ofSeveralTypesAreRefusedByTheirTypes() {
            assertRefused(
                    List.of(1L, "a"), "A list with elements of several types can't be a property: INTEGER and STRING");
            assertRefused(
                    List.of(LocalDate.EPOCH, LocalDateTime.MIN),
                    "A list with elements of several types can't be a property: DATE and LOCAL DATETIME");
            assertRefused(
                    List.of(
                            Values.point(4326, 1, 2).asPoint(),
                            Values.point(7203, 1, 2).asPoint()),
                    "A list with elements of several types can't be a property: POINT with srid 4326 and POINT with"
                            + " srid 7203");
        }

        @Test
        void withNullsListsOrMapsAreRefused() {
            assertRefused(Arrays.asList(1, null), "A list with a null in it can't be a property");
            assertRefused(List.of(List.of()), "A list of lists can't be a property");
            assertRefused(List.of(new long[] {1}), "A list of lists can't be a property");
            assertRefused(List.of(Map.of("type", "LI64", "LI64", List.of(1L))), "A list of lists can't be a property");
            assertRefused(List.of(Map.of("a", 1)), "A map can't be a property");
            Map<String, Object> nullElement = new LinkedHashMap<>();
            nullElement.put("type", "LI64");
            nullElement.put("LI64", Arrays.asList(1L, null));
            assertRefused(nullElement, "A value of type I64 must be a whole number of 64 bits, not null");
        }
    }

    @Test
    void textIsCheckedInEveryForm() {
        for (Object raw : List.of("\uD800", List.of("\uD800"), Map.of("type", "S", "S", "\uD800"))) {
            assertRefused(raw, "A text with half a character (a lone surrogate) at position 0");
        }
    }

    private static Object of(String json) {
        return PropertyValue.of(Json.read(json.replace('\'', '"')));
    }

    private static void assertRefused(Object raw, String message) {
        assertThatExceptionOfType(UnsupportedValueException.class)
                .isThrownBy(() -> PropertyValue.of(raw instanceof Value value ? value.asObject() : raw))
                .withMessage(message);
    }
}
