package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class UnreadTest {

    private static final TopicPartition ZERO = new TopicPartition("t", 0);
    private static final TopicPartition ONE = new TopicPartition("t", 1);
    private static final TopicPartition TWO = new TopicPartition("t", 2);

    private final Unread<String, String> unread = new Unread<>();

    private void add(TopicPartition partition, long from, long to) {
        unread.add(new ConsumerRecords<>(Map.of(
                partition,
                LongStream.range(from, to)
                        .mapToObj(offset ->
                                new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "k", "v"))
                        .toList())));
    }

    private List<String> take(int most, TopicPartition... paused) {
        List<String> taken = new ArrayList<>();
        unread.take(most, Set.of(paused)).forEach(record -> taken.add(record.partition() + "@" + record.offset()));
        return taken;
    }

    @Test
    void allOfSeveralPartitionsAreTakenIfThereIsNoLimit() {
        add(ZERO, 0, 2);
        add(ONE, 0, 1);
        add(TWO, 5, 7);
        assertThat(take(Integer.MAX_VALUE)).containsExactlyInAnyOrder("0@0", "0@1", "1@0", "2@5", "2@6");
        assertThat(unread.isEmpty()).isTrue();
    }

    @Test
    void whatASmallPartitionDoesntNeedIsTheOthers() {
        add(ZERO, 0, 10);
        add(ONE, 0, 1);
        add(TWO, 0, 10);
        List<String> taken = take(7);
        assertThat(taken).contains("1@0");
        assertThat(taken.stream().filter(record -> record.startsWith("0@"))).containsExactly("0@0", "0@1", "0@2");
        assertThat(taken.stream().filter(record -> record.startsWith("2@"))).containsExactly("2@0", "2@1", "2@2");
        assertThat(unread.first()).isEqualTo(Map.of(ZERO, 3L, TWO, 3L));
    }

    @Test
    void aLimitBelowTheNumberOfPartitionsIsKept() {
        add(ZERO, 0, 2);
        add(ONE, 0, 2);
        assertThat(take(1)).hasSize(1);
        assertThat(take(1)).hasSize(1);
        assertThat(take(2)).hasSize(2);
        assertThat(unread.isEmpty()).isTrue();
    }

    @Test
    void whatComesLaterIsBehindWhatIsThere() {
        add(ZERO, 0, 2);
        add(ZERO, 2, 4);
        assertThat(take(3)).containsExactly("0@0", "0@1", "0@2");
    }

    @Test
    void whatIsPausedIsKept() {
        add(ZERO, 0, 2);
        assertThat(take(9, ZERO)).isEmpty();
        assertThat(take(9)).containsExactly("0@0", "0@1");
    }

    @Test
    void whatIsDroppedIsGone() {
        add(ZERO, 0, 2);
        add(ONE, 0, 2);
        unread.drop(List.of(ZERO, TWO));
        assertThat(take(9)).containsExactly("1@0", "1@1");
    }
}
