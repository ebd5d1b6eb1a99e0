package io.github.neo4jstreams.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;
import org.neo4j.driver.internal.InternalNode;
import org.neo4j.driver.internal.InternalPath;
import org.neo4j.driver.internal.InternalRelationship;

class StreamsJsonTest {

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("text", "\"text\"", "String"),
                arguments(36L, "36", "Long"),
                arguments(1.5, "1.5", "Double"),
                arguments(Double.NaN, "\"NaN\"", "Double"),
                arguments(Double.NEGATIVE_INFINITY, "\"-Infinity\"", "Double"),
                arguments(true, "true", "Boolean"),
                arguments(new byte[] {1, 2, 3}, "\"AQID\"", "byte[]"),
                arguments(LocalDate.parse("2026-02-03"), "\"2026-02-03\"", "LocalDate"),
                arguments(LocalTime.parse("04:05"), "\"04:05\"", "LocalTime"),
                arguments(OffsetTime.parse("04:05+01:00"), "\"04:05+01:00\"", "OffsetTime"),
                arguments(LocalDateTime.parse("2026-02-03T04:05"), "\"2026-02-03T04:05\"", "LocalDateTime"),
                arguments(
                        ZonedDateTime.parse("2026-02-03T04:05+01:00[Europe/Rome]"),
                        "\"2026-02-03T04:05+01:00[Europe/Rome]\"",
                        "ZonedDateTime"),
                arguments(Values.isoDuration(14, 3, 4, 500).asObject(), "\"P14M3DT4.000000500S\"", "DurationValue"),
                arguments(
                        Values.point(4326, 7.25, 45.5).asPoint(),
                        "{\"crs\":\"wgs-84\",\"longitude\":7.25,\"latitude\":45.5}",
                        "PointValue"),
                arguments(
                        Values.point(4979, 7.25, 45.5, 240).asPoint(),
                        "{\"crs\":\"wgs-84-3d\",\"longitude\":7.25,\"latitude\":45.5,\"height\":240.0}",
                        "PointValue"),
                arguments(
                        Values.point(7203, 1.5, 2.5).asPoint(),
                        "{\"crs\":\"cartesian\",\"x\":1.5,\"y\":2.5}",
                        "PointValue"),
                arguments(
                        Values.point(9157, 1.5, 2.5, 3.5).asPoint(),
                        "{\"crs\":\"cartesian-3d\",\"x\":1.5,\"y\":2.5,\"z\":3.5}",
                        "PointValue"),
                arguments(List.of("x", "y"), "[\"x\",\"y\"]", "String[]"),
                arguments(List.of(), "[]", "String[]"),
                arguments(List.of(1L, 2L), "[1,2]", "long[]"),
                arguments(List.of(1.5), "[1.5]", "double[]"),
                arguments(List.of(true), "[true]", "boolean[]"),
                arguments(List.of(LocalDate.parse("2026-02-03")), "[\"2026-02-03\"]", "LocalDate[]"),
                arguments(
                        List.of(Values.point(7203, 1, 2).asPoint()),
                        "[{\"crs\":\"cartesian\",\"x\":1.0,\"y\":2.0}]",
                        "PointValue[]"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyTypeIsAsThePluginWroteAndCalledIt(Object value, String json, String type) {
        assertThat(Json.write(StreamsJson.of(value))).isEqualTo(json);
        assertThat(StreamsJson.typeName(value)).isEqualTo(type);
    }

    private static final InternalNode ANN = new InternalNode(
            1, "4:db:1", List.of("Person", "Member"), Map.of("born", Values.value(LocalDate.parse("2001-02-03"))));
    private static final InternalNode CAR = new InternalNode(2, "4:db:2", List.of("Car"), Map.of());
    private static final InternalRelationship OWNS = new InternalRelationship(
            3, "5:db:3", 1, "4:db:1", 2, "4:db:2", "OWNS", Map.of("at", Values.point(7203, 1, 2)));

    private static final String ANN_AS_JSON = "{\"id\":\"4:db:1\",\"properties\":{\"born\":\"2001-02-03\"},"
            + "\"labels\":[\"Person\",\"Member\"],\"type\":\"node\"}";
    private static final String CAR_AS_JSON =
            "{\"id\":\"4:db:2\",\"properties\":{},\"labels\":[\"Car\"],\"type\":\"node\"}";

    private static String owns(String start, String end) {
        return "{\"id\":\"5:db:3\",\"properties\":{\"at\":{\"crs\":\"cartesian\",\"x\":1.0,\"y\":2.0}},"
                + "\"label\":\"OWNS\",\"start\":" + start + ",\"end\":" + end + ",\"type\":\"relationship\"}";
    }

    static Stream<Arguments> entities() {
        return Stream.of(
                arguments(ANN.asValue(), ANN_AS_JSON),
                // the server tells no more of its nodes
                arguments(
                        OWNS.asValue(),
                        owns("{\"id\":\"4:db:1\",\"type\":\"node\"}", "{\"id\":\"4:db:2\",\"type\":\"node\"}")),
                arguments(
                        new InternalPath(ANN, OWNS, CAR).asValue(),
                        "{\"length\":1,\"rels\":[" + owns(ANN_AS_JSON, CAR_AS_JSON) + "],\"nodes\":[" + ANN_AS_JSON
                                + "," + CAR_AS_JSON + "]}"),
                // against its direction a path is walked as well
                arguments(
                        new InternalPath(CAR, OWNS, ANN).asValue(),
                        "{\"length\":1,\"rels\":[" + owns(ANN_AS_JSON, CAR_AS_JSON) + "],\"nodes\":[" + CAR_AS_JSON
                                + "," + ANN_AS_JSON + "]}"),
                arguments(
                        new InternalPath(ANN).asValue(), "{\"length\":0,\"rels\":[],\"nodes\":[" + ANN_AS_JSON + "]}"),
                arguments(
                        Values.value(Map.of("all", List.of(List.of(ANN.asValue())))),
                        "{\"all\":[[" + ANN_AS_JSON + "]]}"),
                arguments(Values.NULL, "null"));
    }

    @ParameterizedTest
    @MethodSource("entities")
    void entitiesOfRowsAreAsTheProcedurePublishedThem(Value value, String json) {
        assertThat(Json.write(StreamsJson.of(Rows.of(value)))).isEqualTo(json);
    }

    @Test
    void aMapThatLooksLikeANodeIsAMap() {
        Value map = Values.value(Map.of("labels", List.of("Person")));
        assertThat(Json.write(StreamsJson.of(Rows.of(map)))).isEqualTo("{\"labels\":[\"Person\"]}");
    }

    @Test
    void aPointInAnotherCoordinateSystemIsRefused() {
        assertThatExceptionOfType(UnsupportedValueException.class)
                .isThrownBy(() -> StreamsJson.of(Values.point(1, 2, 3).asPoint()))
                .withMessage("The events of Streams have no name for the coordinate system 1");
    }
}
