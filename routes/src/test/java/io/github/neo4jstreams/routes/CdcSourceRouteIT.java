package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@TestBed
class CdcSourceRouteIT {

    static final Duration LONG = Duration.ofSeconds(60);

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
        neo4j.execute("CREATE CONSTRAINT person IF NOT EXISTS FOR (p:Person) REQUIRE p.id IS UNIQUE");
    }

    @Test
    void everyChangeComesOnceAndInOrderAlsoWhenTheRouteStopsInBetween() throws Exception {
        String topic = Topics.create(kafka, "changes", 1);
        Map<String, String> properties =
                Map.of("topic", topic, "cursor-name", topic, "select", "(:Person{seq}); ()-[:KNOWS]->()");
        try (Application app = Application.run("cdc-source", kafka, neo4j, properties)) {
            awaitCursor(topic);
            create(0, 50);
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 20);
            app.context().getRouteController().stopRoute("neo4j-streams-cdc-source");
            create(50, 100);
            app.context().getRouteController().startRoute("neo4j-streams-cdc-source");
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 100);
        }
        create(100, 150);
        neo4j.execute("MATCH (a:Person {id: 'p0'}), (b:Person {id: 'p1'}) CREATE (a)-[:KNOWS]->(b), (a)-[:LIKES]->(b)");
        try (Application app = Application.run("cdc-source", kafka, neo4j, properties)) {
            create(150, 200);
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 201);
        }
        List<ConsumerRecord<String, String>> records = new ArrayList<>(kafka.records(topic));
        assertThat(records).hasSize(201);
        assertThat(records.remove(150).value()).contains("\"type\":\"KNOWS\"", "\"operation\":\"CREATE\"");
        assertThat(records).extracting(ConsumerRecord::key).containsExactlyElementsOf(keys(0, 200));
        assertThat(records.get(7).value()).contains("\"properties\":{\"seq\":7}", "\"operation\":\"CREATE\"");
    }

    @Test
    void everyChangeComesAlsoWhenTheDatabaseIsKilled() {
        String topic = Topics.create(kafka, "changes", 3);
        try (Application app = Application.run(
                "cdc-source",
                kafka,
                neo4j,
                Map.of("topic", topic, "cursor-name", topic, "start-from", "earliest", "select", "(:Killed)"))) {
            neo4j.execute("UNWIND range(0, 1999) AS i CALL (i) { CREATE (:Killed:Person {id: 'p' + i, seq: i}) } IN"
                    + " TRANSACTIONS OF 10 ROWS");
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 100);
            neo4j.kill();
            neo4j.start();
            neo4j.execute("UNWIND range(2000, 2099) AS i CREATE (:Killed:Person {id: 'p' + i, seq: i})");
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 2100);
        }
        assertThat(kafka.records(topic))
                .extracting(ConsumerRecord::key)
                .containsExactlyInAnyOrderElementsOf(keys(0, 2100));
    }

    @Test
    void cloudEventsAndTombstonesComeAsSuch() throws Exception {
        String topic = "changes-compacted";
        CompactedTopics.create(kafka, topic);
        Map<String, String> properties =
                Map.of("topic", topic, "cursor-name", topic, "tombstones", "true", "value-format", "cloudevents");
        try (Application app = Application.run("cdc-source", kafka, neo4j, properties)) {
            awaitCursor(topic);
            create(0, 1);
            neo4j.execute("MATCH (p:Person) DELETE p");
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 3);
        }
        CompactedTopics.areACreateADeleteAndATombstone(kafka.records(topic));
    }

    @Test
    void cloudEventsAndTombstonesComeAsSuchAlsoInAList(@TempDir Path folder) throws Exception {
        String topic = "changes-compacted-lists";
        CompactedTopics.create(kafka, topic);
        neo4j.execute("CREATE (:Listed:Person {id: 'p0'})");
        Path yaml = Files.writeString(folder.resolve("lists.yaml"), """
                - route:
                    from:
                      uri: neo4j-streams:cdc
                      parameters:
                        cursorName: changes-compacted-lists
                        select: "(:Listed)"
                        startFrom: earliest
                        groupBy: poll
                        tombstones: true
                        valueFormat: cloudevents
                        delay: 50
                      steps:
                        - to:
                            uri: kafka:changes-compacted-lists
                            parameters:
                              batchWithIndividualHeaders: true
                """);
        neo4j.execute("MATCH (p:Person) DELETE p");
        try (Application app = Application.run(yaml, kafka, neo4j)) {
            await().atMost(LONG).until(() -> !kafka.records(topic).isEmpty());
        }
        CompactedTopics.areACreateADeleteAndATombstone(kafka.records(topic));
    }

    private static List<String> keys(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj("{\"keys\":{\"Person\":[{\"id\":\"p%d\"}]}}"::formatted)
                .toList();
    }

    /** A transaction each. */
    private static void create(int from, int to) {
        for (int i = from; i < to; i++) {
            neo4j.execute("CREATE (:Person {id: 'p' + $i, seq: $i})", Map.of("i", i));
        }
    }

    /** What is committed from now on will be seen. */
    private static void awaitCursor(String name) {
        await().atMost(LONG).until(() -> !neo4j.execute(
                        "MATCH (c:Neo4jStreamsCursor {name: $name}) WHERE c.cursor IS NOT NULL RETURN c",
                        Map.of("name", name))
                .isEmpty());
    }
}
