package io.github.neo4jstreams.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.GraphDump;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole configurations, translated and run: the graph is what the old sinks would have made of the records. */
@TestBed
class MigratedSinksIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @TempDir
    Path folder;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    private void send(String topic, String key, String... values) {
        for (String value : values) {
            kafka.send(topic, key, value);
        }
    }

    private void untilCommitted(String group, String topic, long end) {
        await().atMost(LONG).untilAsserted(() -> assertThat(kafka.committedOffset(group, topic, 0))
                .hasValue(end));
    }

    /** The graph is now what this makes of an empty one. */
    private void assertGraph(String cypher) {
        GraphDump actual = GraphDump.of(neo4j);
        neo4j.wipe();
        neo4j.execute(cypher);
        assertThat(actual).isEqualTo(GraphDump.of(neo4j));
    }

    @Test
    void aSinkOfThePluginWithAllStrategiesGoesOn() {
        neo4j.execute("CREATE (:Person {id: 2, name: 'Bo'}), (:Person {id: 1, name: 'Ada', born: 1815})");
        for (String topic : new String[] {
            "shop-orders", "shop-people", "shop-members", "shop-commands", "shop-more-commands", "shop-mirror"
        }) {
            kafka.createTopic(topic, 1);
        }
        send(
                "shop-orders",
                null,
                "{\"customer\": \"Ada\", \"nr\": 1, \"facts\": {\"total\": 5}}",
                null,
                "{\"customer\": \"Ada\", \"nr\": 2, \"facts\": {}}");
        send(
                "shop-people",
                null,
                "{\"id\": 1, \"name\": \"Ada\", \"city\": \"Turin\", \"ssn\": 1}",
                "{\"name\": \"nobody\"}",
                "{\"id\": 1, \"name\": \"Ada\"}");
        send("shop-members", null, "{\"id\": 2, \"club\": \"chess\", \"since\": 1999, \"fee\": 3}");
        send(
                "shop-commands",
                null,
                "{\"op\": \"create\", \"type\": \"node\", \"labels\": [\"City\"], \"properties\": {\"code\": 1}}");
        send(
                "shop-more-commands",
                null,
                "{\"op\": \"merge\", \"type\": \"node\", \"labels\": [\"Town\"], \"ids\": {\"code\": 2}, \"properties\": {\"name\": \"Alba\"}}");
        send("shop-mirror", null, """
                {"meta": {"timestamp": 1, "username": "neo4j", "txId": 1, "txEventId": 0, "txEventsCount": 1, "operation": "created",
                 "source": {"hostname": "a"}}, "payload": {"id": "7", "type": "node", "before": null,
                 "after": {"labels": ["Book"], "properties": {"title": "Solaris"}}},
                 "schema": {"properties": {"title": "String"}, "constraints": []}}""");
        try (MigratedApplication app =
                MigratedApplication.run(folder, kafka, neo4j, Configurations.of("plugin/streams.conf"))) {
            untilCommitted("shop", "shop-orders", 3);
            untilCommitted("shop", "shop-people", 3);
            untilCommitted("shop", "shop-members", 1);
            untilCommitted("shop", "shop-commands", 1);
            untilCommitted("shop", "shop-more-commands", 1);
            untilCommitted("shop", "shop-mirror", 1);
        }
        assertThat(kafka.rawRecords("shop-dead")).singleElement().satisfies(letter -> {
            assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("{\"name\": \"nobody\"}");
            assertThat(new String(letter.headers().lastHeader("__shop.offset").value(), StandardCharsets.UTF_8))
                    .isEqualTo("1");
        });
        assertGraph(
                "CREATE (c:Customer {name: 'Ada'})-[:PLACED]->(:Order {nr: 1, total: 5}), (c)-[:PLACED]->(:Order {nr: 2}),"
                        + " (:Person {id: 1, name: 'Ada'}), (:Person {id: 2})-[:MEMBER_OF {since: 1999}]->(:Club {club: 'chess'}),"
                        + " (:City {code: 1}), (:Town {code: 2, name: 'Alba'}), (:Mirror:Book {origin: '7', title: 'Solaris'})");
    }

    @Test
    void theRoutesGoOnWhereTheGroupOfTheOldSinkIs() throws Exception {
        kafka.createTopic("cut-over", 1);
        for (int nr = 0; nr < 6; nr++) {
            send("cut-over", null, "{\"nr\": " + nr + "}");
        }
        // the old sink wrote four of them
        kafka.admin()
                .alterConsumerGroupOffsets(
                        "old-group", Map.of(new TopicPartition("cut-over", 0), new OffsetAndMetadata(4)))
                .all()
                .get();
        Path conf = Files.writeString(folder.resolve("streams.conf"), """
                kafka.group.id=old-group
                streams.source.enabled=false
                streams.sink.enabled=true
                streams.sink.topic.cypher.cut-over=CREATE (:Visit {nr: event.nr})
                """);
        try (MigratedApplication app = MigratedApplication.run(folder.resolve("out"), kafka, neo4j, conf)) {
            untilCommitted("old-group", "cut-over", 6);
        }
        send("cut-over", null, "{\"nr\": 6}");
        Path again = folder.resolve("again");
        try (MigratedApplication app = MigratedApplication.run(again, kafka, neo4j, conf)) {
            untilCommitted("old-group", "cut-over", 7);
        }
        assertGraph("UNWIND [4, 5, 6] AS nr CREATE (:Visit {nr: nr})");
    }

    @Test
    void containersOfAClusterBecomeOneApplication() {
        kafka.createTopic("compose.people", 1);
        send("compose.people", null, "{\"id\": 1, \"props\": {\"name\": \"Ada\"}}");
        try (MigratedApplication app =
                MigratedApplication.run(folder, kafka, neo4j, Configurations.of("docker/docker-compose.yml"))) {
            untilCommitted("neo4j", "compose.people", 1);
        }
        assertGraph("CREATE (:Person {id: 1, name: 'Ada'})");
    }

    @Test
    void variablesOfAFileBecomeAnApplication() {
        kafka.createTopic("env.people", 1);
        send(
                "env.people",
                "{\"id\": 1}",
                "{\"id\": 1, \"name\": \"Ada\", \"home\": {\"city\": \"Turin\"}}",
                "{\"id\": 2}");
        send("env.people", "{\"id\": 2}", (String) null);
        try (MigratedApplication app =
                MigratedApplication.run(folder, kafka, neo4j, Configurations.of("docker/members.env"))) {
            untilCommitted("env", "env.people", 3);
        }
        assertGraph("CREATE (:Person {id: 1, name: 'Ada', `home.city`: 'Turin'})");
    }

    @Test
    void aSinkConnectorOfTheFourthGenerationGoesOn() {
        kafka.createTopic("c4-people", 1);
        kafka.createTopic("c4-loans", 1);
        neo4j.execute(
                "CREATE (:Reader {card: 3, name: 'Ada'})-[:BORROWED {fee: 1}]->(:Book {isbn: 'x', title: 'Solaris'})");
        send("c4-people", null, "{\"name\": \"Ada\", \"surname\": \"Byron\", \"age\": 36}", "no json");
        send("c4-loans", null, "{\"card\": 3, \"isbn\": \"x\", \"weeks\": 2, \"desk\": 1}");
        try (MigratedApplication app =
                MigratedApplication.run(folder, kafka, neo4j, Configurations.of("connect/sink-4x.json"))) {
            untilCommitted("connect-people-4x", "c4-people", 2);
            untilCommitted("connect-people-4x", "c4-loans", 1);
        }
        assertThat(kafka.rawRecords("c4-dead")).singleElement().satisfies(letter -> assertThat(new String(
                        letter.headers().lastHeader("__connect.errors.topic").value(), StandardCharsets.UTF_8))
                .isEqualTo("c4-people"));
        assertGraph("CREATE (:Person {name: 'Ada', surname: 'Byron', age: 36}),"
                + " (:Reader {card: 3})-[:BORROWED {weeks: 2}]->(:Book {isbn: 'x'})");
    }

    @Test
    void aSinkConnectorOfTheFifthGenerationGoesOn() {
        kafka.createTopic("c5-people", 1);
        kafka.createTopic("c5-rooms", 1);
        neo4j.execute("CREATE (:Room {hotel: 'Astoria', number: 12, view: 'sea'})");
        send("c5-people", "ada", """
                {"schema": {"type": "struct", "fields": [{"field": "id", "type": "int64"}, {"field": "name", "type": "string"}]},
                 "payload": {"id": 1, "name": "Ada"}}""");
        send("c5-rooms", null, """
                {"schema": {"type": "struct", "fields": [{"field": "hotel", "type": "string"}, {"field": "number", "type": "int32"},
                 {"field": "beds", "type": "int32"}, {"field": "floor", "type": "int32"}]},
                 "payload": {"hotel": "Astoria", "number": 12, "beds": 2, "floor": 3}}""");
        try (MigratedApplication app =
                MigratedApplication.run(folder, kafka, neo4j, Configurations.of("connect/sink-5x.json"))) {
            untilCommitted("connect-graph-5x", "c5-people", 1);
            untilCommitted("connect-graph-5x", "c5-rooms", 1);
        }
        assertGraph("CREATE (:Person {id: 1, name: 'Ada'}), (:Room {hotel: 'Astoria', number: 12, beds: 2})");
    }

    @Test
    void commandsAndChangesOfASinkConnectorGoOn() {
        for (String topic : new String[] {"c5-commands", "c5-changes", "c5-mirror"}) {
            kafka.createTopic(topic, 1);
        }
        send(
                "c5-commands",
                null,
                "{\"op\": \"create\", \"type\": \"node\", \"labels\": [\"City\"], \"properties\": {\"code\": 1}}");
        String change =
                "{\"id\": \"a\", \"txId\": 1, \"seq\": 0, \"metadata\": {}, \"event\": {\"elementId\": \"4:a:1\","
                        + " \"eventType\": \"NODE\", \"operation\": \"CREATE\", \"labels\": [\"Sensor\"], \"keys\": {\"Sensor\": [{\"tag\": \"s1\"}]},"
                        + " \"state\": {\"before\": null, \"after\": {\"labels\": [\"Sensor\"], \"properties\": {\"tag\": \"s1\"}}}}}";
        send("c5-changes", null, change);
        send("c5-mirror", null, change);
        try (MigratedApplication app = MigratedApplication.run(
                folder, kafka, neo4j, Configurations.of("connect/sink-5x-commands.properties"))) {
            for (String topic : new String[] {"c5-commands", "c5-changes", "c5-mirror"}) {
                untilCommitted("graph-writers", topic, 1);
            }
        }
        assertGraph("CREATE (:City {code: 1}), (:Sensor {tag: 's1'}), (:Sensor:Mirror {tag: 's1', origin: '4:a:1'})");
    }

    @Test
    void aConnectorOfKubernetesAndItsWorkerBecomeAnApplication() {
        kafka.createTopic("k8s-people", 1);
        send("k8s-people", null, "{\"id\": 1, \"name\": \"Ada\"}", "{\"id\": 1, \"city\": \"Turin\"}");
        Path worker = Configurations.of("connect/worker-plain.properties");
        try (MigratedApplication app =
                MigratedApplication.run(folder, kafka, neo4j, Configurations.of("connect/kubernetes.yaml"), worker)) {
            untilCommitted("connect-k8s-people", "k8s-people", 2);
        }
        assertGraph("CREATE (:Person {id: 1, name: 'Ada', city: 'Turin'})");
    }
}
