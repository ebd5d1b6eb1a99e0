package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Cypher that counts, while partitions move, are added, and are read by two. */
@TestBed
@Timeout(180)
class ExactlyOnceIT {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String RANGE = "org.apache.kafka.clients.consumer.RangeAssignor";
    private static final String COOPERATIVE = "org.apache.kafka.clients.consumer.CooperativeStickyAssignor";

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @TempDir
    Path folder;

    private long sent;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
        neo4j.execute("CREATE CONSTRAINT FOR (k:Key) REQUIRE k.id IS UNIQUE");
    }

    private Application run(String topic, String assignor) throws Exception {
        Path yaml = Files.writeString(
                folder.resolve("route.yaml"), """
                - beans:
                    - name: offsets
                      type: io.github.neo4jstreams.camel.GraphOffsets
                      properties:
                        sinkName: TOPIC
                - route:
                    id: count
                    routePolicy: atLeastOnce
                    from:
                      uri: kafka:TOPIC
                      parameters:
                        groupId: TOPIC
                        offsetRepository: "#offsets"
                        maxPollRecords: 10
                        partitionAssignor: ASSIGNOR
                        additionalProperties.metadata.max.age.ms: 500
                      steps:
                        - to:
                            uri: neo4j-streams:cypher
                            parameters:
                              exactlyOnce: true
                              sinkName: TOPIC
                              query: |
                                MERGE (k:Key {id: event.key}) ON CREATE SET k.seen = []
                                SET k.seen = k.seen + event.nr
                """.replace("TOPIC", topic).replace("ASSIGNOR", assignor));
        return Application.run(yaml, kafka, neo4j);
    }

    private void send(String topic, int partitions, int count) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long key = sent % 20;
            records.add(new ProducerRecord<>(
                    topic,
                    (int) key % partitions,
                    String.valueOf(key).getBytes(),
                    "{\"key\": %d, \"nr\": %d}".formatted(key, sent++).getBytes()));
        }
        kafka.send(records);
    }

    private void awaitAllOnce() {
        await().atMost(LONG)
                .until(
                        () -> neo4j.execute("MATCH (k:Key) RETURN sum(size(k.seen)) AS n")
                                .get(0)
                                .get("n"),
                        n -> (Long) n >= sent);
        assertThat(neo4j.execute(
                        "MATCH (k:Key) UNWIND k.seen AS nr RETURN count(nr) AS n, count(DISTINCT nr) AS different"))
                .containsExactly(Map.of("n", sent, "different", sent));
    }

    /** Only where no key changes its partition. */
    private static void assertInOrder() {
        assertThat(neo4j.execute(
                        "MATCH (k:Key) WHERE any(i IN range(1, size(k.seen) - 1) WHERE k.seen[i - 1] > k.seen[i])"
                                + " RETURN k.id, k.seen"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {RANGE, COOPERATIVE})
    void partitionsThatMoveLoseNothingAndDoubleNothing(String assignor) throws Exception {
        String topic = Topics.create(kafka, "moving", 4);
        send(topic, 4, 400);
        try (Application one = run(topic, assignor)) {
            await().atMost(LONG)
                    .until(() -> !neo4j.execute("MATCH (k:Key) RETURN k").isEmpty());
            try (Application two = run(topic, assignor)) {
                send(topic, 4, 400);
                await().atMost(LONG).until(() -> Topics.members(kafka, topic) == 2);
                send(topic, 4, 400);
                awaitAllOnce();
                send(topic, 4, 400);
            }
            send(topic, 4, 400);
            awaitAllOnce();
        }
        assertInOrder();
    }

    @Test
    void partitionsMayBeAdded() throws Exception {
        String topic = Topics.create(kafka, "growing", 1);
        send(topic, 1, 100);
        try (Application app = run(topic, RANGE)) {
            awaitAllOnce();
            kafka.admin()
                    .createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            send(topic, 3, 300);
            awaitAllOnce();
        }
        assertThat(neo4j.execute(
                        "MATCH (f:Neo4jStreamsOffset {sink: $sink}) RETURN f.partition AS p ORDER BY p",
                        Map.of("sink", topic)))
                .extracting(row -> row.get("p"))
                .containsExactly(0L, 1L, 2L);
    }

    /** As compaction and retention do while the graph is away. */
    @Test
    void recordsThatAreDeletedBeforeTheyCouldBeWrittenHoldNobodyUp() throws Exception {
        String topic = Topics.create(kafka, "deleted", 1);
        kafka.send(topic, null, "no json");
        send(topic, 1, 20);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(RereadingConsumer.class);
        log.start();
        logger.addAppender(log);
        try (Application app = run(topic, RANGE)) {
            await().atMost(LONG).until(() -> !log.list.isEmpty());
            kafka.admin()
                    .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            awaitAllOnce();
        } finally {
            logger.detachAppender(log);
        }
        assertInOrder();
    }
}
