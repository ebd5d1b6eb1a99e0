package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@TestBed
class QuerySourceRouteIT {

    static final Duration LONG = Duration.ofSeconds(60);

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    @Test
    void everyRowComesOnceAndInOrderAlsoWhenTheRouteStopsInBetween() throws Exception {
        String topic = Topics.create(kafka, "rows", 1);
        Map<String, String> properties = Map.of(
                "topic", topic,
                "cursor-name", topic,
                "query", "MATCH (p:Person) WHERE p.seq > $lastCheck RETURN p.id AS id, p.seq AS seq, 50 % 7 + 1 AS one",
                "streaming-property", "seq",
                "start-from", "value",
                "start-from-value", "9",
                "key", "id");
        create(0, 50);
        try (Application app = Application.run("query-source", kafka, neo4j, properties)) {
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 20);
            app.context().getRouteController().stopRoute("neo4j-streams-query-source");
            create(50, 100);
            app.context().getRouteController().startRoute("neo4j-streams-query-source");
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 90);
        }
        create(100, 150);
        try (Application app = Application.run("query-source", kafka, neo4j, properties)) {
            create(150, 200);
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 190);
        }
        List<ConsumerRecord<String, String>> records = kafka.records(topic);
        assertThat(records).extracting(ConsumerRecord::key).containsExactlyElementsOf(keys(10, 200));
        assertThat(records.get(5).value()).contains("\"id\":\"p15\"", "\"seq\":15", "\"one\":2");
    }

    @Test
    void everyRowComesAlsoWhenTheDatabaseIsKilled() {
        String topic = Topics.create(kafka, "rows", 3);
        create(0, 1000);
        try (Application app = Application.run(
                "query-source",
                kafka,
                neo4j,
                Map.of(
                        "topic", topic,
                        "cursor-name", topic,
                        "query", "resource:classpath:rows.cypher",
                        "streaming-property", "seq",
                        "start-from", "earliest",
                        "key", "key"))) {
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 50);
            neo4j.kill();
            neo4j.start();
            create(1000, 1100);
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 1100);
        }
        assertThat(kafka.records(topic))
                .extracting(ConsumerRecord::key)
                .containsExactlyInAnyOrderElementsOf(keys(0, 1100));
    }

    private static List<String> keys(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "p" + i).toList();
    }

    private static void create(int from, int to) {
        neo4j.execute(
                "UNWIND range($from, $to - 1) AS i CREATE (:Person {id: 'p' + i, seq: i})",
                Map.of("from", from, "to", to));
    }
}
