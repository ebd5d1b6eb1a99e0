package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ready routes of the strategies that need no Cypher. What they have in common is the business of {@link CypherSinkRouteIT}. */
@TestBed
class SinkRoutesIT {

    static final Duration LONG = Duration.ofSeconds(60);

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    private final Map<String, String> properties =
            new HashMap<>(Map.of("batch-size", "2", "camel.component.kafka.poll-timeout-ms", "100"));

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    @Test
    void recordsBecomeNodesAndRelationships() {
        properties.put(
                "pattern", "(:Person{!id, name}); (:Person{!id})-[:LIVES_IN{-name}]->(:City{!`home town`: city})");
        run(
                "pattern-sink",
                "{\"id\": 1, \"name\": \"Ada\", \"city\": \"Turin\", \"since\": 1835}",
                "{\"id\": 2, \"name\": \"Bo\", \"city\": \"Turin\"}",
                "{\"id\": 1, \"city\": \"Turin\"}");
        assertThat(neo4j.execute("MATCH (p:Person)-[l:LIVES_IN]->(c:City)"
                        + " RETURN p.id AS id, p.name AS name, l.since AS since, c.`home town` AS city ORDER BY id"))
                .containsExactly(
                        Map.of("id", 1L, "name", "Ada", "since", 1835L, "city", "Turin"),
                        row("id", 2L, "name", "Bo", "since", null, "city", "Turin"));
    }

    @Test
    void propertiesThatARecordDoesNotHaveAreLostOnRequest() {
        neo4j.execute(
                "CREATE (:Person {id: 1, name: 'Ada', city: 'Turin'})-[:KNOWS {since: 1, how: 'well'}]->(:Person {id: 2})");
        properties.put("pattern", "(:Person{!id, name})-[:KNOWS{since}]->(:Person{!id: other})");
        properties.put("merge-node-properties", "false");
        properties.put("merge-relationship-properties", "false");
        run("pattern-sink", "{\"id\": 1, \"name\": \"Ada\", \"other\": 2, \"since\": 2}");
        assertThat(neo4j.execute(
                        "MATCH (a)-[k]->(b) RETURN properties(a) AS a, properties(k) AS k, properties(b) AS b"))
                .containsExactly(
                        Map.of("a", Map.of("id", 1L, "name", "Ada"), "k", Map.of("since", 2L), "b", Map.of("id", 2L)));
    }

    @Test
    void recordsAreCommands() {
        run(
                "cud-sink",
                "{\"type\": \"node\", \"op\": \"create\", \"labels\": [\"City\"], \"properties\": {\"code\": 1}}",
                "{\"type\": \"node\", \"op\": \"merge\", \"labels\": [\"City\"], \"ids\": {\"code\": 1}, \"properties\": {\"name\": \"Rome\"}}",
                "{\"type\": \"node\", \"op\": \"create\", \"labels\": [\"City\"], \"properties\": {\"code\": 2}}",
                "{\"type\": \"node\", \"op\": \"delete\", \"labels\": [\"City\"], \"ids\": {\"code\": 2}}");
        assertThat(neo4j.execute("MATCH (c:City) RETURN c.code AS code, c.name AS name"))
                .containsExactly(Map.of("code", 1L, "name", "Rome"));
    }

    @Test
    void recordsAreChangesOfAnotherGraph() {
        String node =
                "{\"event\": {\"eventType\": \"NODE\", \"operation\": \"%s\", \"keys\": {\"Sensor\": [{\"tag\": \"%s\"}]},"
                        + " \"state\": {\"before\": %s, \"after\": %s}}}";
        String state = "{\"labels\": [\"Sensor\"], \"properties\": {\"tag\": \"%s\"}}";
        run(
                "cdc-schema-sink",
                node.formatted("CREATE", "s1", null, state.formatted("s1")),
                node.formatted("CREATE", "s2", null, state.formatted("s2")),
                node.formatted("DELETE", "s1", state.formatted("s1"), null));
        assertThat(neo4j.execute("MATCH (s:Sensor) RETURN s.tag AS tag")).containsExactly(Map.of("tag", "s2"));
    }

    @Test
    void aRestartWritesNothingTwiceWhateverKafkaHasCommitted() throws Exception {
        String topic = Topics.create(kafka, "cud-sink", 1);
        properties.put("topic", topic);
        properties.put("group-id", topic);
        String create =
                "{\"type\": \"node\", \"op\": \"create\", \"labels\": [\"Visit\"], \"properties\": {\"nr\": %d}}";
        for (int nr = 0; nr < 10; nr++) {
            kafka.send(topic, null, create.formatted(nr));
        }
        untilWritten(topic, "cud-sink", 10);

        commit(topic, 3);
        kafka.send(topic, null, create.formatted(10));
        untilWritten(topic, "cud-sink", 11);
        commit(topic, 11);
        neo4j.execute("MATCH (f:Neo4jStreamsOffset) SET f.offset = 8");
        neo4j.execute("MATCH (v:Visit) WHERE v.nr > 8 DELETE v");
        kafka.send(topic, null, create.formatted(11));
        untilWritten(topic, "cud-sink", 12);

        assertThat(neo4j.execute("MATCH (v:Visit) RETURN v.nr AS nr ORDER BY nr"))
                .extracting(row -> row.get("nr"))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
    }

    private static void commit(String topic, long offset) throws Exception {
        kafka.admin()
                .alterConsumerGroupOffsets(topic, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    @Test
    void whatCantBeAppliedGoesToTheDeadLettersAlone() {
        String dead = Topics.create(kafka, "dead", 1);
        neo4j.execute("CREATE CONSTRAINT FOR (c:City) REQUIRE c.code IS UNIQUE");
        properties.put("dead-letter", "kafka:" + dead);
        run(
                "cud-sink",
                "{\"type\": \"node\", \"op\": \"create\", \"labels\": [\"City\"], \"properties\": {\"code\": 1}}",
                "no json",
                "{\"type\": \"node\", \"op\": \"create\", \"labels\": [\"City\"], \"properties\": {\"code\": 2}}",
                "{\"type\": \"node\", \"op\": \"create\", \"labels\": [\"City\"], \"properties\": {\"code\": 1}}",
                "{\"type\": \"node\", \"op\": \"create\", \"labels\": [\"City\"], \"properties\": {\"code\": 3}}");

        assertThat(neo4j.execute("MATCH (c:City) RETURN c.code AS code ORDER BY code"))
                .extracting(row -> row.get("code"))
                .containsExactly(1L, 2L, 3L);
        List<ConsumerRecord<byte[], byte[]>> letters = kafka.rawRecords(dead);
        assertThat(letters).hasSize(2);
        assertThat(letters.get(0).value()).asString(StandardCharsets.UTF_8).isEqualTo("no json");
        assertThat(text(letters.get(0), "__streams.errors.offset")).isEqualTo("1");
        assertThat(text(letters.get(0), "__streams.errors.exception.message")).contains("JSON");
        assertThat(text(letters.get(1), "__streams.errors.topic")).isEqualTo(properties.get("topic"));
        assertThat(text(letters.get(1), "__streams.errors.partition")).isEqualTo("0");
        assertThat(text(letters.get(1), "__streams.errors.offset")).isEqualTo("3");
        assertThat(text(letters.get(1), "__streams.errors.databaseName")).isEqualTo("neo4j");
        assertThat(text(letters.get(1), "__streams.errors.exception.message")).contains("already exists");
        assertThat(text(letters.get(1), "__streams.errors.exception.class.name"))
                .endsWith("ClientException");
        assertThat(text(letters.get(1), "__streams.errors.exception.stacktrace"))
                .contains("\tat ");
    }

    private static String text(ConsumerRecord<?, ?> letter, String header) {
        return new String(letter.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    /** Until the group has committed the values, which are all in one partition. */
    private void run(String route, String... values) {
        String topic = Topics.create(kafka, route, 1);
        properties.put("topic", topic);
        properties.put("group-id", topic);
        for (String value : values) {
            kafka.send(topic, null, value);
        }
        untilWritten(topic, route, values.length);
    }

    private void untilWritten(String topic, String route, long end) {
        try (Application app = Application.run(route, kafka, neo4j, properties)) {
            await().atMost(LONG).untilAsserted(() -> assertThat(kafka.committedOffset(topic, topic, 0))
                    .hasValue(end));
        }
    }

    private static Map<String, Object> row(Object... namesAndValues) {
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }
}
