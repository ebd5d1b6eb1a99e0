package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@TestBed
class CypherSinkRouteIT {

    static final int PARTITIONS = 3;
    static final Duration LONG = Duration.ofSeconds(60);

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    @Test
    void recordsBecomeNodesWhateverCharactersTheQueryHas() {
        String topic = Topics.create(kafka, "people", PARTITIONS);
        send(topic, 0, 2500);
        String query = """
                MERGE (p:Person {id: event.id}) // each & every one
                SET p += event, p.rate = '50%+' + '"?#&x=1' + {a: 'é%20'}.a""";
        try (Application app = Application.run(
                "cypher-sink", kafka, neo4j, Map.of("topic", topic, "group-id", topic, "query", query))) {
            awaitCommitted(topic, 2500);
        }
        assertThat(neo4j.execute(
                        "MATCH (p:Person) RETURN count(p) AS people, count(DISTINCT p.id) AS ids, max(p.seq) AS last,"
                                + " collect(DISTINCT p.rate) AS rates"))
                .containsExactly(
                        Map.of("people", 2500L, "ids", 2500L, "last", 2499L, "rates", List.of("50%+\"?#&x=1é%20")));
    }

    @Test
    void nothingIsLostWhenTheDatabaseIsKilledForLongerThanTheSinkIsPatient() {
        String topic = Topics.create(kafka, "people", PARTITIONS);
        neo4j.execute("CREATE CONSTRAINT person IF NOT EXISTS FOR (p:Person) REQUIRE p.id IS UNIQUE");
        send(topic, 0, 5000);
        try (Application app = Application.run(
                "cypher-sink",
                kafka,
                neo4j,
                Map.of(
                        "topic", topic,
                        "group-id", topic,
                        "query", "resource:classpath:person.cypher",
                        "batch-size", "20",
                        "consumers", "2",
                        "camel.component.neo4j-streams.retry-timeout", "1s"))) {
            await().atMost(LONG).until(() -> people() > 200);
            neo4j.kill();
            try {
                send(topic, 5000, 6000);
            } finally {
                neo4j.start();
            }
            awaitCommitted(topic, 6000);
        }
        // in the end each has what its last record said, and came at least once
        assertThat(neo4j.execute(
                        "MATCH (p:Person) RETURN count(p) AS people, sum(p.seq) AS sum, min(p.times) >= 1 AS all"))
                .containsExactly(Map.of("people", 6000L, "sum", 5999L * 6000 / 2, "all", true));
    }

    @Test
    void anotherRunGoesOnWhereTheFirstOneStopped() {
        String topic = Topics.create(kafka, "people", PARTITIONS);
        Map<String, String> properties =
                Map.of("topic", topic, "group-id", topic, "query", "CREATE (:Person {id: event.id, seq: event.seq})");
        send(topic, 0, 100);
        try (Application app = Application.run("cypher-sink", kafka, neo4j, properties)) {
            awaitCommitted(topic, 100);
        }
        send(topic, 100, 200);
        try (Application app = Application.run("cypher-sink", kafka, neo4j, properties)) {
            awaitCommitted(topic, 200);
        }
        assertThat(neo4j.execute("MATCH (p:Person) RETURN count(p) AS people, count(DISTINCT p.id) AS ids"))
                .containsExactly(Map.of("people", 200L, "ids", 200L));
    }

    private static void send(String topic, int from, int to) {
        kafka.send(IntStream.range(from, to)
                .mapToObj(i -> new ProducerRecord<>(
                        topic,
                        ("person " + i).getBytes(StandardCharsets.UTF_8),
                        "{\"id\": \"person %d\", \"seq\": %d}".formatted(i, i).getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    private static long people() {
        return (Long)
                neo4j.execute("MATCH (p:Person) RETURN count(p) AS n").get(0).get("n");
    }

    /** All there is has been committed by the group. */
    private static void awaitCommitted(String topic, long records) {
        await().atMost(LONG).untilAsserted(() -> assertThat(Topics.committed(kafka, topic, topic).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(records));
        assertThat(kafka.records(topic)).hasSize((int) records);
    }
}
