package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.message.Coordinates;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SinkLanesTest {

    private static Received at(Coordinates coordinates) {
        return Received.of(new Message(MessageFormat.DEFAULT, "{}", null, Map.of(), null, coordinates), "{}", Map.of());
    }

    /** Offsets count per partition. */
    private static List<Received> records(int... partitions) {
        long[] next = new long[10];
        List<Received> records = new ArrayList<>();
        for (int partition : partitions) {
            records.add(at(new Coordinates("people", partition, next[partition]++)));
        }
        return records;
    }

    private static List<List<String>> lanes(List<Received> messages, int most) {
        return SinkLanes.split(messages, most).stream()
                .map(lane -> lane.stream()
                        .map(received -> received.message().coordinates().orElseThrow())
                        .map(at -> at.partition() + "@" + at.offset())
                        .toList())
                .toList();
    }

    @Test
    void aPartitionIsInOneLaneAndInOrder() {
        assertThat(lanes(records(0, 1, 0, 1, 1), 4))
                .containsExactly(List.of("1@0", "1@1", "1@2"), List.of("0@0", "0@1"));
    }

    @Test
    void lanesHaveAboutTheSame() {
        assertThat(lanes(records(0, 0, 0, 1, 1, 2, 2, 3), 2))
                .containsExactly(List.of("0@0", "0@1", "0@2", "3@0"), List.of("1@0", "1@1", "2@0", "2@1"));
    }

    @Test
    void partitionsOfSeveralTopicsAreToldApart() {
        List<Received> records = List.of(at(new Coordinates("a", 0, 0)), at(new Coordinates("b", 0, 0)));
        assertThat(SinkLanes.split(records, 2)).hasSize(2);
    }

    @Test
    void thereIsOneLaneIfNothingElseIsWantedOrPossible() {
        List<Received> two = records(0, 1);
        assertThat(SinkLanes.split(two, 1)).containsExactly(two);
        List<Received> one = records(0, 0);
        assertThat(SinkLanes.split(one, 4)).containsExactly(one);
        List<Received> unknown = List.of(two.get(0), at(null), two.get(1));
        assertThat(SinkLanes.split(unknown, 4)).containsExactly(unknown);
        assertThat(SinkLanes.split(List.of(), 4)).containsExactly(List.of());
    }
}
