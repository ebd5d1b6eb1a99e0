package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import io.github.neo4jstreams.value.Json;
import io.github.neo4jstreams.value.PropertyValue;
import io.github.neo4jstreams.value.TypedJson;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.Values;
import org.neo4j.driver.exceptions.Neo4jException;

/** What we say can be a property is one, and what we refuse the server refuses, or would change. */
@TestBed
class PropertyValueIT {

    static Neo4jServer neo4j;

    static Stream<Object> everyType() {
        return Stream.of(
                true,
                Long.MIN_VALUE,
                0.1,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                "Zoë 🦉\u0000",
                new byte[] {0, -1},
                LocalDate.of(-1, 2, 28),
                LocalTime.of(1, 2, 3, 4),
                LocalDateTime.of(2026, 2, 28, 1, 2, 3, 4),
                OffsetTime.of(1, 2, 3, 4, ZoneOffset.ofHoursMinutes(-3, -30)),
                ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 1, ZoneId.of("Europe/Berlin"))
                        .withLaterOffsetAtOverlap(),
                ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 1, ZoneOffset.ofHours(1)),
                Values.isoDuration(-1, 2, -3, 999_999_999).asIsoDuration(),
                Values.point(4326, 1.5, 2).asPoint(),
                Values.point(4979, 1, 2, 3).asPoint(),
                Values.point(7203, -1, 2).asPoint(),
                Values.point(9157, 1, 2, -3).asPoint());
    }

    @ParameterizedTest
    @MethodSource
    void everyType(Object value) {
        Object property = PropertyValue.of(Json.read(Json.write(TypedJson.wrap(value))));

        assertThat(stored(property)).isEqualTo(value);
        if (!(value instanceof byte[])) {
            assertThat(stored(PropertyValue.of(List.of(value, value)))).isEqualTo(List.of(value, value));
        }
    }

    static Stream<List<Object>> lists() {
        return Stream.of(List.of(), List.of(1L, 2.5), List.of(2.5, 1L));
    }

    @ParameterizedTest
    @MethodSource
    void lists(List<Object> list) {
        assertThat(stored(PropertyValue.of(list))).isEqualTo(stored(list));
    }

    static Stream<Object> refused() {
        return Stream.of(
                Map.of("a", 1),
                Arrays.asList(1L, null),
                List.of(List.of(1L)),
                List.of(Map.of("a", 1)),
                List.of(1L, "a"),
                List.of(true, 1L),
                List.of(new byte[] {1}),
                List.of(LocalDate.EPOCH, LocalDateTime.MIN),
                List.of(
                        Values.point(4326, 1, 2).asPoint(),
                        Values.point(7203, 1, 2).asPoint()),
                Values.point(1, 1, 2).asPoint(),
                Values.point(4326, 1, 2, 3).asPoint(),
                Values.point(7203, 1, Double.POSITIVE_INFINITY).asPoint());
    }

    @ParameterizedTest
    @MethodSource
    void refused(Object value) {
        assertThatExceptionOfType(UnsupportedValueException.class).isThrownBy(() -> PropertyValue.of(value));
        assertThatExceptionOfType(Neo4jException.class).isThrownBy(() -> stored(value));
    }

    private static Object stored(Object value) {
        return neo4j.execute(
                        "CREATE (n:Property) SET n.p = $p WITH n RETURN n.p AS p", Collections.singletonMap("p", value))
                .get(0)
                .get("p");
    }
}
