package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import io.github.neo4jstreams.value.Json;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code streams.publish} was called for. */
@TestBed
class PublishRouteIT {

    private static final String ROUTE = "publish";
    private static final String ENTRY = "direct:neo4j-streams-publish";

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    private static Application run(String topic, String query) {
        return Application.run(ROUTE, kafka, neo4j, Map.of("topic", topic, "query", query));
    }

    private static Object ask(Application app, Object body, Map<String, Object> headers) {
        return app.context().createProducerTemplate().requestBodyAndHeaders(ENTRY, body, headers);
    }

    private static Object ask(Application app, Object body) {
        return ask(app, body, Map.of());
    }

    private static List<Object> payloads(String topic) {
        return kafka.records(topic).stream()
                .map(record -> ((Map<?, ?>) Json.read(record.value())).get("payload"))
                .map(Object.class::cast)
                .toList();
    }

    @Test
    void rowsAreRecordsAsTheProcedureWroteThem() {
        String topic = Topics.create(kafka, "published", 2);
        neo4j.execute("""
                CREATE (:Person {id: 1, name: 'Ada', born: date('1815-12-10'), at: point({longitude: 7.5, latitude: 45.0})}),
                       (:Person {id: 2, name: 'Eve'})""");
        try (Application app = run(
                topic,
                "MATCH (p:Person) WHERE p.id >= $from RETURN p AS payload, toString(p.id) AS key, 1 AS partition"
                        + " ORDER BY p.id")) {
            assertThat(ask(app, Map.of("from", 1))).isEqualTo(2L);
        }
        List<ConsumerRecord<String, String>> records = kafka.records(topic);
        assertThat(records).extracting(ConsumerRecord::key).containsExactly("\"1\"", "\"2\"");
        assertThat(records).extracting(ConsumerRecord::partition).containsOnly(1);
        String id = (String) neo4j.execute("MATCH (p:Person {id: 1}) RETURN elementId(p) AS id")
                .get(0)
                .get("id");
        assertThat(payloads(topic).get(0))
                .isEqualTo(Map.of(
                        "id",
                        id,
                        "type",
                        "node",
                        "labels",
                        List.of("Person"),
                        "properties",
                        Map.of(
                                "id",
                                1L,
                                "name",
                                "Ada",
                                "born",
                                "1815-12-10",
                                "at",
                                Map.of("crs", "wgs-84", "longitude", 7.5, "latitude", 45.0))));
    }

    @Test
    void aRelationshipHasItsNodesInAPathAndInAMapThatNamesThem() {
        String topic = Topics.create(kafka, "published", 1);
        neo4j.execute("CREATE (:Person {name: 'Ada'})-[:KNOWS {since: 1840}]->(:Person {name: 'Eve'})");
        try (Application app = run(topic, """
                MATCH path = (a)-[r:KNOWS]->(b)
                UNWIND [path, {start: a, end: b, label: type(r), properties: properties(r), type: 'relationship'}, r] AS payload
                RETURN payload""")) {
            assertThat(ask(app, null)).isEqualTo(3L);
        }
        Map<?, ?> path = (Map<?, ?>) payloads(topic).get(0);
        assertThat(path.get("length")).isEqualTo(1L);
        assertRelationship(((List<?>) path.get("rels")).get(0), "Ada", "Eve");
        assertThat((List<?>) path.get("nodes")).hasSize(2);
        assertRelationship(payloads(topic).get(1), "Ada", "Eve");
        assertThat(((Map<?, ?>) ((Map<?, ?>) payloads(topic).get(2)).get("start")).keySet())
                .isEqualTo(Map.of("id", 0, "type", 0).keySet());
    }

    private static void assertRelationship(Object relationship, String start, String end) {
        assertThat(Json.write(relationship))
                .contains("\"label\":\"KNOWS\"", "\"since\":1840", "\"type\":\"relationship\"")
                .containsSubsequence("\"start\":", start, "\"end\":", end);
    }

    @Test
    void aLargeResultIsSentWhileItIsRead() {
        String topic = Topics.create(kafka, "published", 1);
        try (Application app = run(
                topic,
                "UNWIND range(1, 20000) AS n RETURN CASE n WHEN 20000 THEN 1 / (n - 20000) ELSE n END AS payload")) {
            assertThatExceptionOfType(CamelExecutionException.class)
                    .isThrownBy(() -> ask(app, null))
                    .withStackTraceContaining("/ by zero");
        }
        // a list would have been complete before the first record was sent
        List<Object> sent = payloads(topic);
        assertThat(sent.size()).isGreaterThanOrEqualTo(500);
        assertThat(sent).startsWith(1L, 2L, 3L).doesNotHaveDuplicates();
    }

    @Test
    void everyRowOfALargeResultComesInOrder() {
        String topic = Topics.create(kafka, "published", 1);
        try (Application app = run(topic, "UNWIND range(1, $n) AS payload RETURN payload")) {
            assertThat(ask(app, Map.of("n", 12_345))).isEqualTo(12_345L);
            assertThat(payloads(topic))
                    .hasSize(12_345)
                    .startsWith(1L)
                    .endsWith(12_345L)
                    .isSorted();
            assertThat(ask(app, Map.of("n", 0))).isEqualTo(0L);
            assertThat(ask(app, Map.of("n", 1))).isEqualTo(1L);
            assertThat(ask(app, Map.of("n", 1000))).isEqualTo(1000L);
        }
    }

    @Test
    void aRowNamesAnotherTopicAndWhoAsksNamesNone() {
        String topic = Topics.create(kafka, "published", 1);
        String other = Topics.create(kafka, "published", 1);
        try (Application app = run(
                topic,
                "UNWIND [{payload: 1}, {payload: 2, topic: '" + other
                        + "'}] AS row RETURN row.payload AS payload, row.topic AS topic")) {
            assertThat(ask(app, null, Map.of("kafka.OVERRIDE_TOPIC", "stolen", "kafka.KEY", "mine")))
                    .isEqualTo(2L);
        }
        assertThat(payloads(topic)).containsExactly(1L);
        assertThat(payloads(other)).containsExactly(2L);
        assertThat(kafka.records(topic).get(0).key()).isNull();
        assertThat(kafka.records("stolen")).isEmpty();
    }

    @Test
    void aQueryThatWritesIsRefusedAndSoIsOneWithoutAPayload() {
        String topic = Topics.create(kafka, "published", 1);
        try (Application app = run(topic, "CREATE (p:Person) RETURN p AS payload")) {
            assertThatExceptionOfType(CamelExecutionException.class).isThrownBy(() -> ask(app, null));
        }
        try (Application app = run(topic, "RETURN 1 AS pay")) {
            assertThatExceptionOfType(CamelExecutionException.class)
                    .isThrownBy(() -> ask(app, null))
                    .withStackTraceContaining("a column payload");
        }
        assertThat(neo4j.execute("MATCH (p:Person) RETURN p")).isEmpty();
        assertThat(kafka.records(topic)).isEmpty();
    }
}
