package io.github.neo4jstreams.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Values;

class JsonTest {

    static Stream<Arguments> valuesOfNeo4j() {
        return Stream.of(
                Arguments.of(null, "null"),
                Arguments.of("Zoë \"🦉\"", "\"Zoë \\\"🦉\\\"\""),
                Arguments.of(Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of(0.1, "0.1"),
                Arguments.of(LocalDate.of(2026, 1, 2), "\"2026-01-02\""),
                Arguments.of(LocalTime.of(1, 2, 3, 4), "\"01:02:03.000000004\""),
                Arguments.of(LocalDateTime.of(2026, 1, 2, 3, 4), "\"2026-01-02T03:04\""),
                Arguments.of(OffsetTime.of(1, 2, 3, 0, ZoneOffset.ofHours(-5)), "\"01:02:03-05:00\""),
                Arguments.of(
                        ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneId.of("Europe/Berlin")),
                        "\"2026-01-02T03:04:05+01:00[Europe/Berlin]\""),
                Arguments.of(Values.isoDuration(14, 3, 4, 500_000_000).asIsoDuration(), "\"P14M3DT4.500000000S\""),
                Arguments.of(Values.point(7203, 1.5, 2).asPoint(), "{\"srid\":7203,\"x\":1.5,\"y\":2.0}"),
                Arguments.of(Values.point(4979, 1, 2, 3).asPoint(), "{\"srid\":4979,\"x\":1.0,\"y\":2.0,\"z\":3.0}"),
                Arguments.of(new byte[] {1, -1}, "\"Af8=\""),
                Arguments.of(Arrays.asList(1L, null, LocalDate.of(2026, 1, 2)), "[1,null,\"2026-01-02\"]"));
    }

    @ParameterizedTest
    @MethodSource
    void valuesOfNeo4j(Object value, String text) {
        assertThat(Json.write(value)).isEqualTo(text);
        // bytes may spell a character in another way
        assertThat(Json.read(new String(Json.writeBytes(value), StandardCharsets.UTF_8)))
                .isEqualTo(Json.read(text));
    }

    @Test
    void refusesWhatHasNoJson() {
        Map<String, Object> circle = new LinkedHashMap<>();
        circle.put("self", circle);

        assertThatExceptionOfType(UnsupportedValueException.class)
                .isThrownBy(() -> Json.write(Map.of("a", new Object())))
                .withMessageStartingWith("No JSON for this value: ");
        assertThatExceptionOfType(UnsupportedValueException.class).isThrownBy(() -> Json.write(circle));
    }

    @Nested
    class Canonical {

        @Test
        void isTheSameForEqualMapsInWhateverOrder() {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("b", List.of(ordered("y", "x")));
            one.put("a", ordered("n", "m"));
            Map<String, Object> other = new LinkedHashMap<>();
            other.put("a", ordered("m", "n"));
            other.put("b", List.of(ordered("x", "y")));

            assertThat(Json.canonical(one))
                    .isEqualTo(Json.canonical(other))
                    .isEqualTo("{\"a\":{\"m\":1,\"n\":1},\"b\":[{\"x\":1,\"y\":1}]}");
        }

        @Test
        void keepsTheOrderOfLists() {
            assertThat(Json.canonical(List.of(2L, 1L))).isEqualTo("[2,1]");
        }

        private Map<String, Object> ordered(String first, String second) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put(first, 1L);
            map.put(second, 1L);
            return map;
        }
    }

    @Nested
    class Reading {

        @Test
        void givesPlainJava() {
            assertThat(Json.read("{\"a\": [1, 1.5, null]}")).isEqualTo(Map.of("a", Arrays.asList(1L, 1.5, null)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{} {}", "x", "[1"})
        void refusesAnythingElse(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Json.read(text))
                    .withMessageStartingWith("Not one JSON value: ");
        }
    }

    @Nested
    class Objects {

        @Test
        void printAsJson() {
            JsonObject object = new JsonObject(Map.of("when", LocalDate.of(2026, 1, 2)));

            assertThat(object).hasToString("{\"when\":\"2026-01-02\"}");
            assertThat(new JsonObject()).hasToString("{}");
        }

        @Test
        void printAsAnyOtherMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("text", "a \"b\" \u00e9 \n");
            map.put("numbers", Arrays.asList(1L, -1.5, Double.NaN, 1e300, 7, new BigDecimal("1.10")));
            map.put("others", Arrays.asList(true, null, new byte[] {1, 2}, new String[] {"x"}, Set.of('c')));
            map.put("time", List.of(LocalDate.of(2026, 1, 2), Map.of("at", LocalTime.NOON)));
            map.put("empty", List.of(Map.of(), List.of()));
            map.put("byNumber", Map.of(1, Map.of("b", 1L)));
            map.put("inner", new JsonObject(Map.of("z", new JsonObject())));
            map.put("b", new LinkedHashMap<>(Map.of("y", 1L, "x", 2L)));

            assertThat(new JsonObject(map)).hasToString(Json.write(map));
            assertThat(Json.canonical(new JsonObject(map))).isEqualTo(Json.canonical(map));
        }

        @Test
        void areMapsInTheOrderOfTheirEntries() {
            JsonObject object = new JsonObject();
            object.put("z", 1L);
            object.put("a", null);

            assertThat(object).hasToString("{\"z\":1,\"a\":null}");
            assertThat(object.get("z")).isEqualTo(1L);
        }
    }
}
