package io.github.neo4jstreams.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;
import org.neo4j.driver.internal.InternalNode;
import org.neo4j.driver.internal.InternalPath;
import org.neo4j.driver.internal.InternalRecord;
import org.neo4j.driver.internal.InternalRelationship;

class RowsTest {

    private static final InternalNode ANN =
            new InternalNode(1, "4:db:1", List.of("Person", "Member"), Map.of("name", Values.value("Ann")));
    private static final InternalNode CAR = new InternalNode(2, "4:db:2", List.of("Car"), Map.of());
    private static final InternalRelationship OWNS = new InternalRelationship(
            3, "5:db:3", 1, "4:db:1", 2, "4:db:2", "OWNS", Map.of("since", Values.value(2020)));

    private static final Map<String, Object> ANN_AS_MAP =
            Map.of("elementId", "4:db:1", "labels", List.of("Person", "Member"), "properties", Map.of("name", "Ann"));
    private static final Map<String, Object> CAR_AS_MAP =
            Map.of("elementId", "4:db:2", "labels", List.of("Car"), "properties", Map.of());
    private static final Map<String, Object> OWNS_AS_MAP = Map.of(
            "elementId",
            "5:db:3",
            "type",
            "OWNS",
            "startElementId",
            "4:db:1",
            "endElementId",
            "4:db:2",
            "properties",
            Map.of("since", 2020L));

    @Test
    void aRowIsAMapOfItsColumnsInTheirOrder() {
        JsonObject row = Rows.of(
                new InternalRecord(List.of("z", "a", "n"), List.of(Values.value(1), Values.value("x"), Values.NULL)));

        assertThat(row).hasToString("{\"z\":1,\"a\":\"x\",\"n\":null}");
    }

    @Nested
    class Entities {

        @Test
        void areMapsWithElementIds() {
            assertThat(Rows.of(ANN.asValue())).isEqualTo(ANN_AS_MAP);
            assertThat(Rows.of(OWNS.asValue())).isEqualTo(OWNS_AS_MAP);
        }

        @Test
        void arePlainAtAnyDepth() {
            assertThat(Rows.of(Values.value(Map.of("all", List.of(ANN.asValue(), List.of(OWNS.asValue()))))))
                    .isEqualTo(Map.of("all", List.of(ANN_AS_MAP, List.of(OWNS_AS_MAP))));
        }

        @Test
        void pathsAreTheirNodesAndRelationships() {
            assertThat(Rows.of(new InternalPath(ANN, OWNS, CAR).asValue()))
                    .isEqualTo(Map.of("nodes", List.of(ANN_AS_MAP, CAR_AS_MAP), "relationships", List.of(OWNS_AS_MAP)));
        }
    }

    @Nested
    class OtherValues {

        @Test
        void canBePassedBackUnchanged() {
            List<Value> values = Arrays.asList(
                    Values.value(ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Berlin"))),
                    Values.isoDuration(1, 2, 3, 4),
                    Values.point(4979, 1, 2, 3),
                    Values.value(new byte[] {1, -1}),
                    Values.value(Double.NaN),
                    Values.value(List.of(1, 2)),
                    Values.NULL);

            assertThat(values).allSatisfy(value -> assertThat(Values.value(Parameters.of(Rows.of(value))))
                    .isEqualTo(value));
        }
    }
}
