package io.github.neo4jstreams.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.Values;

class StreamsValueTest {

    static Stream<Arguments> whatThePluginWrites() {
        return Stream.of(
                Arguments.of("null", "Long", null),
                Arguments.of("5", "Long", 5L),
                Arguments.of("5", "Double", 5.0),
                Arguments.of("5.5", "Double", 5.5),
                Arguments.of("'NaN'", "Double", Double.NaN),
                Arguments.of("5", "Float", 5.0),
                Arguments.of("5", "Integer", 5L),
                Arguments.of("true", "Boolean", true),
                Arguments.of("'2026-01-31'", "String", "2026-01-31"),
                Arguments.of("'2026-01-31'", "LocalDate", LocalDate.of(2026, 1, 31)),
                Arguments.of("'01:02:03'", "LocalTime", LocalTime.of(1, 2, 3)),
                Arguments.of("'01:02:03+01:00'", "OffsetTime", OffsetTime.parse("01:02:03+01:00")),
                Arguments.of("'2026-01-31T01:02'", "LocalDateTime", LocalDateTime.of(2026, 1, 31, 1, 2)),
                Arguments.of(
                        "'2026-01-31T01:02+01:00[Europe/Berlin]'",
                        "ZonedDateTime",
                        ZonedDateTime.parse("2026-01-31T01:02+01:00[Europe/Berlin]")),
                Arguments.of("'2026-01-31T01:02Z'", "DateTimeValue", ZonedDateTime.parse("2026-01-31T01:02Z")),
                Arguments.of(
                        "'P14M3DT4.5S'",
                        "DurationValue",
                        Values.isoDuration(14, 3, 4, 500_000_000).asIsoDuration()),
                Arguments.of(
                        "{'crs': 'wgs-84', 'latitude': 2, 'longitude': 1.5}",
                        "PointValue",
                        Values.point(4326, 1.5, 2).asPoint()),
                Arguments.of(
                        "{'crs': 'wgs-84', 'latitude': 2.0, 'longitude': 1.0, 'height': null}",
                        "PointValue",
                        Values.point(4326, 1, 2).asPoint()),
                Arguments.of(
                        "{'crs': 'wgs-84-3d', 'latitude': 2.0, 'longitude': 1.0, 'height': 3.0}",
                        "PointValue",
                        Values.point(4979, 1, 2, 3).asPoint()),
                Arguments.of(
                        "{'crs': 'cartesian', 'x': 1.0, 'y': 2.0}",
                        "PointValue",
                        Values.point(7203, 1, 2).asPoint()),
                Arguments.of(
                        "{'crs': 'cartesian-3d', 'x': 1.0, 'y': 2.0, 'z': 3.0}",
                        "PointValue",
                        Values.point(9157, 1, 2, 3).asPoint()),
                Arguments.of("'AP8='", "byte[]", new byte[] {0, -1}),
                Arguments.of("['a', 'b']", "String[]", List.of("a", "b")),
                Arguments.of("[1, 2]", "long[]", List.of(1L, 2L)),
                Arguments.of("[1, 2.5]", "double[]", List.of(1.0, 2.5)),
                Arguments.of("[]", "LocalDate[]", List.of()),
                Arguments.of("['2026-01-31']", "LocalDate[]", List.of(LocalDate.of(2026, 1, 31))),
                Arguments.of(
                        "[{'crs': 'cartesian', 'x': 1.0, 'y': 2.0}]",
                        "PointValue[]",
                        List.of(Values.point(7203, 1, 2).asPoint())));
    }

    @ParameterizedTest
    @MethodSource
    void whatThePluginWrites(String json, String type, Object value) {
        assertThat(StreamsValue.of(read(json), type)).isEqualTo(value);
    }

    @Test
    void typesThatNobodyKnowsAreLeftToTheirJson() {
        assertThat(StreamsValue.of(5L, null)).isEqualTo(5L);
        assertThat(StreamsValue.of(5L, "Quaternion")).isEqualTo(5L);
        assertThat(StreamsValue.of(List.of("a"), "Quaternion[]")).isEqualTo(List.of("a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5.5                                          | Long",
                "'5'                                          | Long",
                "9007199254740993                             | Double",
                "'2026-01-31T00:00'                           | LocalDate",
                "5                                            | LocalDate",
                "'P'                                          | DurationValue",
                "{'units': ['MONTHS']}                        | DurationValue",
                "{'crs': 'mars', 'x': 1.0, 'y': 2.0}          | PointValue",
                "{'crs': null, 'x': 1.0, 'y': 2.0}            | PointValue",
                "{'crs': 'cartesian', 'x': 1.0}               | PointValue",
                "{'crs': 'cartesian', 'x': 1, 'y': 2, 'q': 3} | PointValue",
                "{'crs': 'wgs-84-3d', 'x': 1.0, 'y': 2.0}     | PointValue",
                "'POINT(1 2)'                                 | PointValue",
                "'?'                                          | byte[]",
                "5                                            | Long[]",
                "[1, null]                                    | Long[]",
                "[[1]]                                        | Long[]",
                "true                                         | String",
                "'true'                                       | Boolean",
                "{'a': 1}                                     | Quaternion"
            })
    void whatContradictsItsTypeIsRefused(String json, String type) {
        assertThatExceptionOfType(UnsupportedValueException.class)
                .isThrownBy(() -> StreamsValue.of(read(json), type))
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank());
    }

    @Test
    void valuesThatAreJavaAlreadyStay() {
        for (Object value : Arrays.asList(
                LocalDate.EPOCH,
                Values.isoDuration(1, 2, 3, 4).asIsoDuration(),
                Values.point(7203, 1, 2).asPoint())) {
            assertThat(StreamsValue.of(
                            value,
                            value instanceof LocalDate
                                    ? "LocalDate"
                                    : value instanceof org.neo4j.driver.types.Point ? "PointValue" : "DurationValue"))
                    .isEqualTo(value);
        }
    }

    private static Object read(String json) {
        return Json.read(json.replace('\'', '"'));
    }
}
