package io.github.neo4jstreams.benchmarks.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stands in for the sink, and does it wrong. What the checker says of that, it says of real topics and a real graph. */
@TestBed
class SinkCheckerIT {

    private static final int PARTITIONS = 2;
    private static final int RECORDS = 5_000;
    private static int topics;

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    private final String topic = "checked-" + ++topics;
    private final String letters = topic + "-letters";
    private final List<Map<String, Object>> written = new ArrayList<>();

    @BeforeEach
    void aTopicWithPoison() throws Exception {
        neo4j.wipe();
        for (String[] key : new String[][] {{"Key", "id"}, {"Claim", "id"}}) {
            neo4j.execute("CREATE CONSTRAINT FOR (n:%s) REQUIRE n.%s IS UNIQUE".formatted((Object[]) key));
        }
        kafka.createTopic(topic, PARTITIONS);
        kafka.createTopic(letters, 1);
        try (SinkFeed producer = new SinkFeed(
                kafka.bootstrapServers(), topic, new SinkWorkload(new SinkWorkload.Shape(1, RECORDS, 50, 250)))) {
            producer.allow(RECORDS);
            producer.start();
            while (!producer.finished()) {
                Thread.onSpinWait();
            }
            assertThat(producer.acknowledged()).isEqualTo(RECORDS);
            assertThat(producer.poisoned()).isNotEmpty();
            producer.poisoned().forEach(poison -> deadLetter(poison.at().partition(), poison.offset()));
        }
        new SinkWorkload(new SinkWorkload.Shape(1, RECORDS, 50, 250)).forEachRemaining(item -> {
            if (item.poison() == null) {
                String number = item.value().replaceAll(".*\"seq\":(\\d+).*", "$1");
                written.add(Map.of("key", item.key(), "seq", Long.valueOf(number), "n", item.number()));
            }
        });
    }

    private void deadLetter(int partition, long offset) {
        kafka.rawRecords(topic).stream()
                .filter(record -> record.partition() == partition && record.offset() == offset)
                .forEach(record -> {
                    ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(letters, record.key(), record.value());
                    Map.of("topic", topic, "partition", "" + partition, "offset", "" + offset)
                            .forEach((name, value) -> letter.headers()
                                    .add("__streams.errors." + name, value.getBytes(StandardCharsets.UTF_8)));
                    kafka.send(letter);
                });
    }

    /** Position of the so-manieth record of a key that has several. */
    private int indexOf(String key, long seq) {
        return IntStream.range(0, written.size())
                .filter(i -> written.get(i).get("key").equals(key)
                        && written.get(i).get("seq").equals(seq))
                .findFirst()
                .orElseThrow();
    }

    private void write() throws IOException {
        String query;
        try (InputStream in = SinkCheckerIT.class.getResourceAsStream("/campaign/events.cypher")) {
            query = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        neo4j.execute("UNWIND $events AS event CALL (event) {\n" + query + "\n}", Map.of("events", written));
    }

    private void commit(Map<Integer, Long> less) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        new TopicReader(kafka.bootstrapServers()).ends(topic).forEach((partition, end) -> {
            long offset = end - less.getOrDefault(partition, 0L);
            offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset));
            neo4j.execute(
                    "CREATE (:Neo4jStreamsOffset {sink: 's', topic: $topic, partition: $partition, offset: $offset})",
                    Map.of("topic", topic, "partition", partition, "offset", offset - 1));
        });
        kafka.admin().alterConsumerGroupOffsets(topic, offsets).all().get();
    }

    private Verdict verdict() throws Exception {
        write();
        commit(Map.of());
        return check(letters);
    }

    private Verdict check(String letters) {
        return new SinkChecker(kafka.bootstrapServers(), kafka.admin(), neo4j.driver())
                .check(new SinkChecker.Subject(topic, topic, letters, true), null);
    }

    @Test
    void whatWasWrittenOnceAndInOrderIsClean() throws Exception {
        assertThat(verdict()).isEqualTo(new Verdict(RECORDS, 0, 0, 0, 0, Map.of(SinkTally.REPEATED, 0L), List.of()));
    }

    @Test
    void aLossADoubleAndASwapAreFound() throws Exception {
        written.remove(indexOf("k1", 7));
        written.add(indexOf("k2", 9), written.get(indexOf("k2", 8)));
        Collections.swap(written, indexOf("k3", 4), indexOf("k3", 5));

        assertThat(verdict()).isEqualTo(new Verdict(RECORDS, 1, 1, 1, 0, Map.of(SinkTally.REPEATED, 0L), List.of()));
    }

    @Test
    void aGoodRecordAmongTheDeadLettersIsFound() throws Exception {
        kafka.rawRecords(topic).stream()
                .filter(record -> record.headers().lastHeader(Poison.HEADER) == null)
                .findFirst()
                .ifPresent(record -> deadLetter(record.partition(), record.offset()));

        assertThat(verdict()).isEqualTo(new Verdict(RECORDS, 0, 0, 0, 1, Map.of(SinkTally.REPEATED, 0L), List.of()));
    }

    @Test
    void aMissingDeadLetterIsFound() throws Exception {
        String empty = letters + "-empty";
        kafka.createTopic(empty, 1);
        write();
        commit(Map.of());

        assertThat(check(empty).misdirected())
                .isEqualTo(kafka.rawRecords(letters).size());
    }

    @Test
    void offsetsBeforeTheEndAreFound() throws Exception {
        write();
        commit(Map.of(1, 3L));

        assertThat(check(letters).problems())
                .hasSize(2)
                .allMatch(problem -> problem.startsWith("partition 1: offset"))
                .anyMatch(problem -> problem.contains("of the group"))
                .anyMatch(problem -> problem.contains("in the graph"));
    }
}
