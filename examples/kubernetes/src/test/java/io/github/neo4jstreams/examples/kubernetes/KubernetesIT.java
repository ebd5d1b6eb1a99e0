package io.github.neo4jstreams.examples.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.Own;
import io.github.neo4jstreams.testbed.TestBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests' processes, files, environment and probes as a cluster would run them, against real servers. */
@TestBed
class KubernetesIT {

    private static final Path PAGE = Path.of("..", "..", "docs", "kubernetes.md");
    private static final Duration SOON = Duration.ofSeconds(60);

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @TempDir
    Path folder;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    /** Where servers and topics are here; each test has topics of its own. */
    private String here(Neo4jServer server, String topic, String text) {
        return text.replace("neo4j://neo4j:7687", server.uri())
                .replace("kafka:9092", kafka.bootstrapServers())
                .replace("kafka:people", "kafka:" + topic)
                .replace("people-to-graph", topic)
                .replace("port = 8080", "port = 0");
    }

    /** The Secret that the page's command makes, with this server's user. */
    private static Map<String, Map<String, String>> secrets(Neo4jServer server) throws IOException {
        Matcher command = Pattern.compile("kubectl create secret generic (\\S+)((?: \\\\\n +--from-literal=\\S+)+)")
                .matcher(Files.readString(PAGE));
        assertThat(command.find()).isTrue();
        Map<String, String> keys = new HashMap<>();
        Matcher literal = Pattern.compile("--from-literal=([^=]+)=(\\S+)").matcher(command.group(2));
        while (literal.find()) {
            keys.put(literal.group(1), literal.group(2).equals("neo4j") ? server.username() : server.password());
        }
        return Map.of(command.group(1), keys);
    }

    private Pod pod(String file, Neo4jServer server, String topic, String name) throws IOException {
        Path volumes = Files.createDirectory(folder.resolve(name));
        return new Pod(Manifests.of(Path.of(file)), secrets(server), text -> here(server, topic, text), volumes);
    }

    private static void send(String topic, int from, int to) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        IntStream.range(from, to)
                .forEach(id -> records.add(new ProducerRecord<>(
                        topic, id % 3, null, ("{\"id\": " + id + "}").getBytes(StandardCharsets.UTF_8))));
        kafka.send(records);
    }

    private static void awaitPeople(Neo4jServer server, int count) {
        await().atMost(SOON).until(() -> server.execute("MATCH (p:Person) RETURN count(DISTINCT p.id) AS people")
                .get(0)
                .get("people")
                .equals((long) count));
    }

    private static void awaitReady(Pod pod) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(pod.readiness()).as(pod.log()).matches(Pod.Answer::isYes));
    }

    @Test
    void readinessFollowsTheDatabaseAndLivenessDoesNot(@Own Neo4jServer mine) throws Exception {
        kafka.createTopic("people-probed", 3);
        try (Pod pod = pod("people-to-graph.yaml", mine, "people-probed", "probed")) {
            send("people-probed", 0, 3);
            awaitPeople(mine, 3);
            awaitReady(pod);
            assertThat(pod.liveness().isYes()).isTrue();

            mine.stop();
            send("people-probed", 3, 6);
            await().atMost(SOON).untilAsserted(() -> assertThat(pod.readiness())
                    .matches(ready -> !ready.isYes())
                    .as(pod.log())
                    .extracting(Pod.Answer::status)
                    .isEqualTo(503));
            assertThat(pod.liveness().isYes()).isTrue();

            mine.start();
            awaitPeople(mine, 6);
            awaitReady(pod);
            pod.stop();
            assertThat(pod.log()).contains("Route people commits").doesNotContain(mine.password());
        }
    }

    @Test
    void replicasShareATopicAndOneThatDiesLosesNothing() throws Exception {
        kafka.createTopic("people-shared", 3);
        try (Pod first = pod("people-to-graph.yaml", neo4j, "people-shared", "first");
                Pod second = pod("people-to-graph.yaml", neo4j, "people-shared", "second")) {
            awaitReady(first);
            awaitReady(second);
            send("people-shared", 0, 300);
            awaitPeople(neo4j, 300);
            first.kill();
            send("people-shared", 300, 600);
            awaitPeople(neo4j, 600);
            assertThat(second.liveness().isYes()).isTrue();
        }
    }

    @Test
    void oneReplicaPublishesAndTheOtherTakesOver() throws Exception {
        try (Pod first = pod("graph-to-topic.yaml", neo4j, "people-published", "one");
                Pod second = pod("graph-to-topic.yaml", neo4j, "people-published", "two")) {
            awaitReady(first);
            awaitReady(second);
            await().atMost(SOON)
                    .until(() -> neo4j.execute("MATCH (c:Neo4jStreamsCursor) WHERE c.cursor IS NOT NULL RETURN c")
                                    .size()
                            == 1);
            neo4j.execute("CREATE (:Person {id: 1})");
            awaitRecord("\"id\":1");
            first.kill();
            neo4j.execute("CREATE (:Person {id: 2})");
            awaitRecord("\"id\":2");
        }
    }

    private static void awaitRecord(String part) {
        await().atMost(SOON).until(() -> kafka.records("people-published-changes").stream()
                .anyMatch(record -> record.value().contains(part)));
    }

    @Test
    void theFlowsOfTheIntegrationOfCamelKRun() throws Exception {
        String flows = Manifests.yaml(Manifests.of(Path.of("camel-k-integration.yaml"))
                .documents()
                .get(0)
                .at("/spec/flows"));
        Main main = camel("flows.yaml", here(neo4j, "people-integrated", flows));
        try {
            kafka.send("people-integrated", null, "{\"id\": 7}");
            awaitPeople(neo4j, 1);
            assertThat(main.getCamelContext().getRoute("people-by-integration")).isNotNull();
        } finally {
            main.stop();
        }
    }

    @Test
    void thePipeOfCamelKRunsAsItIs() throws Exception {
        Main main = camel("pipe.yaml", here(neo4j, "people-piped", Files.readString(Path.of("camel-k-pipe.yaml"))));
        try {
            await().atMost(SOON)
                    .until(() -> neo4j.execute("MATCH (c:Neo4jStreamsCursor {name: 'graph-to-topic'})"
                                            + " WHERE c.cursor IS NOT NULL RETURN c")
                                    .size()
                            == 1);
            neo4j.execute("CREATE (:Person {id: 8})");
            await().atMost(SOON).until(() -> kafka.records("people-piped-changes").stream()
                    .anyMatch(record -> record.value().contains("\"id\":8")));
        } finally {
            main.stop();
        }
    }

    private Main camel(String file, String text) throws Exception {
        Path yaml = Files.writeString(folder.resolve(file), text);
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addInitialProperty(
                "camel.main.routes-include-pattern", yaml.toUri().toString());
        main.addInitialProperty("camel.component.neo4j-streams.server-uri", neo4j.uri());
        main.addInitialProperty("camel.component.neo4j-streams.username", neo4j.username());
        main.addInitialProperty("camel.component.neo4j-streams.password", neo4j.password());
        main.addInitialProperty("camel.component.kafka.brokers", kafka.bootstrapServers());
        main.start();
        return main;
    }
}
