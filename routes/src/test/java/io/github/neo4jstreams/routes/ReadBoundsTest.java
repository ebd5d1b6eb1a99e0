package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadBoundsTest {

    private static final ReadBounds BOUNDS = new ReadBounds(1000, 10, new TreeMap<>(), "earliest", true);

    @Test
    void aCallMayHaveOptionsOfItsOwnAsTheProcedureHad() {
        assertThat(BOUNDS.with(Map.of(
                        "timeout",
                        5000,
                        "maxRecords",
                        3L,
                        "from",
                        "latest",
                        "commit",
                        false,
                        "partitions",
                        List.of(Map.of("partition", 1, "offset", 30L), Map.of("partition", "0", "offset", 7)))))
                .isEqualTo(new ReadBounds(5000, 3, new TreeMap<>(Map.of(0, 7L, 1, 30L)), "latest", false));
        assertThat(BOUNDS.with(Map.of())).isEqualTo(BOUNDS);
    }

    @Test
    void whereItEndedCanBeGivenBack() {
        assertThat(ReadBounds.print(ReadBounds.partitions(" 1:200, 0:100 "))).isEqualTo("0:100,1:200");
        assertThat(ReadBounds.partitions(" ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0:", "0:-1", "a:1", "0:1,", "0:1;1:2", "0:1,0:2", "0:99999999999999999999"})
    void otherPartitionsAreRefusedByName(String partitions) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReadBounds.partitions(partitions))
                .withMessageContaining("partitions=" + partitions)
                .withMessageContaining("0:100,1:200");
    }

    static Stream<Map<String, Object>> refused() {
        return Stream.of(
                Map.of("timeout", 0),
                Map.of("timeout", "soon"),
                Map.of("maxRecords", 0),
                Map.of("maxRecords", 11),
                Map.of("maxRecords", 5_000_000_000L),
                Map.of("from", "now"),
                Map.of("commit", "no"),
                Map.of("partitions", 0),
                Map.of("partitions", List.of(Map.of("partition", 0))),
                Map.of("partitions", List.of(0)),
                Map.of("topic", "another"),
                Map.of("groupId", "another"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void otherOptionsAreRefusedByName(Map<String, Object> call) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BOUNDS.with(call))
                .withMessageContaining(call.keySet().iterator().next());
    }
}
