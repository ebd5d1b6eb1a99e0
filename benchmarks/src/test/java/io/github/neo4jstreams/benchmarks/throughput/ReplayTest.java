package io.github.neo4jstreams.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final TopicPartition PARTITION = new TopicPartition("events", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.NONE);
    private final Replay replay = new Replay(consumer);
    private long offset;

    ReplayTest() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.seek(PARTITION, 0);
    }

    private void event(String operation, int node, String properties) {
        String value = """
                {"event": {"elementId": "4:db:%d", "operation": "%s", "state": {"after": {"properties": %s}}}}""".formatted(node, operation, properties);
        consumer.addRecord(new ConsumerRecord<>("events", 0, offset++, null, value.getBytes(StandardCharsets.UTF_8)));
    }

    private void readUntil(Map<String, Object> last) throws Exception {
        replay.readUntil(() -> replay.cameLast(last), () -> {});
    }

    @Test
    void changesComeOverWhatWasRead() throws Exception {
        event("READ", 1, "{\"age\": 1}");
        event("READ", 2, "{\"age\": 2, \"score\": 0.5}");
        event("UPDATE", 1, "{\"age\": 11}");
        event("DELETE", 2, "null");
        event("CREATE", 3, "{\"active\": true}");
        readUntil(Map.of("active", true));

        assertThat(replay.entities()).isEqualTo(2);
        assertThat(replay.changes()).isEqualTo(3);
        // as the driver has numbers
        replay.refuseOtherThan(
                Map.of(1L, Replay.digest(Map.of("age", 11L)), 3L, Replay.digest(Map.of("active", true))));
    }

    @Test
    void anotherGraphIsRefused() throws Exception {
        event("READ", 1, "{\"age\": 1}");
        event("READ", 2, "{\"age\": 2}");
        readUntil(Map.of("age", 2));

        assertThatIllegalStateException()
                .isThrownBy(() -> replay.refuseOtherThan(
                        Map.of(2L, Replay.digest(Map.of("age", 3L)), 3L, Replay.digest(Map.of()))))
                .withMessage("what came isn't the graph; it lacks nodes [3], has nodes [1] too many, and others [2]");
    }

    @Test
    void whatIsReadAfterAChangeOrTwiceIsRefused() throws Exception {
        event("READ", 1, "{}");
        event("READ", 1, "{}");
        assertThatIllegalStateException()
                .isThrownBy(() -> readUntil(Map.of("age", 2)))
                .withMessage("node 1 was read twice");

        event("UPDATE", 1, "{}");
        event("READ", 2, "{}");
        assertThatIllegalStateException()
                .isThrownBy(() -> readUntil(Map.of("age", 2)))
                .withMessage("node 2 was read after the first change");
    }
}
