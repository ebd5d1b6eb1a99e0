package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.ServiceStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a route from Kafka promises holds through a Kamelet as well. */
@TestBed
class KameletSinksIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger rootLogger = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @TempDir
    Path folder;

    private String topic;

    @BeforeEach
    void begin() {
        neo4j.wipe();
        topic = Topics.create(kafka, "kamelet", 1);
        log.start();
        rootLogger.addAppender(log);
    }

    @AfterEach
    void detach() {
        rootLogger.detachAppender(log);
    }

    /** A route from a topic of that name, which is the group as well, to a Kamelet. */
    private Application run(String kamelet, String parameters) throws Exception {
        return run("", "", kamelet, parameters);
    }

    private Application run(String beans, String options, String kamelet, String parameters) throws Exception {
        String route = """
                - route:
                    id: in
                    routePolicy: atLeastOnce
                    from:
                      uri: kafka:TOPIC
                      parameters:
                        groupId: TOPIC
                        maxPollRecords: 10
                OPTIONS
                      steps:
                        - to:
                            uri: kamelet:KAMELET
                            parameters:
                PARAMETERS
                """.replace("KAMELET", kamelet)
                .replace("OPTIONS", options.indent(8))
                .replace("PARAMETERS", parameters.indent(14));
        Path yaml = Files.writeString(folder.resolve("route.yaml"), (beans + route).replace("TOPIC", topic));
        return Application.run(yaml, kafka, neo4j);
    }

    private void send(String... values) {
        for (String value : values) {
            kafka.send(topic, null, value);
        }
    }

    private void awaitCommitted(long end) {
        await().atMost(LONG).untilAsserted(() -> assertThat(kafka.committedOffset(topic, topic, 0))
                .hasValue(end));
    }

    private List<String> lines() {
        // which is what the appender does
        synchronized (log) {
            return List.copyOf(log.list).stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
        }
    }

    @Test
    void cypherIsAppliedAsItIsWritten() throws Exception {
        send("{\"id\": 1, \"name\": \"Ada\"}", "{\"id\": 2}", "{\"id\": 1, \"city\": \"Turin\"}");
        try (Application app = run("neo4j-streams-cypher-sink", """
                query: |
                  MERGE (p:Person {id: event.id})  // to the end of the line
                  SET p += event, p.rest = event.id % 100
                """)) {
            awaitCommitted(3);
        }
        assertThat(neo4j.execute("MATCH (p:Person) RETURN properties(p) AS p ORDER BY p.id"))
                .containsExactly(
                        Map.of("p", Map.of("id", 1L, "name", "Ada", "city", "Turin", "rest", 1L)),
                        Map.of("p", Map.of("id", 2L, "rest", 2L)));
    }

    @Test
    void recordsBecomeNodes() throws Exception {
        send("{\"id\": 1, \"name\": \"Ada\", \"born\": 1815}", "{\"id\": 1, \"name\": \"Ada L.\"}");
        try (Application app = run("neo4j-streams-pattern-sink", """
                pattern: "(:Person{!id, *})"
                mergeNodeProperties: false
                """)) {
            awaitCommitted(2);
        }
        assertThat(neo4j.execute("MATCH (p:Person) RETURN properties(p) AS p"))
                .containsExactly(Map.of("p", Map.of("id", 1L, "name", "Ada L.")));
    }

    /** A batch that fails is read again, from its first record, until it is written. */
    @Test
    void aBatchThatFailsIsNotLost() throws Exception {
        neo4j.execute("CREATE CONSTRAINT FOR (c:City) REQUIRE c.code IS UNIQUE");
        neo4j.execute("CREATE (:City {code: 2})");
        for (int code = 1; code <= 3; code++) {
            send(create("{\"code\": %d}".formatted(code)));
        }
        try (Application app = run("neo4j-streams-cud-sink", "batchSize: 10")) {
            await().atMost(LONG).until(() -> lines().stream()
                    .anyMatch(line -> line.matches(".*records were not written: reading again.*City.*")));
            assertThat(lines()).noneMatch(line -> line.contains("Error during processing exchange"));
            assertThat(kafka.committedOffset(topic, topic, 0)).isEmpty();
            assertThat(neo4j.execute("MATCH (c:City) RETURN c.code AS code")).containsExactly(Map.of("code", 2L));

            neo4j.execute("MATCH (c:City) DELETE c");
            awaitCommitted(3);
        }
        assertThat(neo4j.execute("MATCH (c:City) RETURN c.code AS code ORDER BY code"))
                .containsExactly(Map.of("code", 1L), Map.of("code", 2L), Map.of("code", 3L));
    }

    @Test
    void eachRecordIsWrittenOnceAndWhatCantBeAppliedIsPutAside() throws Exception {
        String dead = Topics.create(kafka, "kamelet-dead", 1);
        String beans = """
                - beans:
                    - name: offsets
                      type: io.github.neo4jstreams.camel.GraphOffsets
                      properties:
                        sinkName: TOPIC
                """;
        String parameters = "exactlyOnce: true\nsinkName: TOPIC\ndeadLetter: kafka:" + dead;
        send(create("{\"nr\": 0}"), "no json", create("{\"nr\": 2}"));
        try (Application app = run(beans, "offsetRepository: \"#offsets\"", "neo4j-streams-cud-sink", parameters)) {
            awaitCommitted(3);
        }
        commit(0);
        send(create("{\"nr\": 3}"));
        // without an offset repository it reads what it skips
        try (Application app = run("neo4j-streams-cud-sink", parameters)) {
            awaitCommitted(4);
        }

        assertThat(neo4j.execute("MATCH (c:City) RETURN c.nr AS nr ORDER BY nr"))
                .containsExactly(Map.of("nr", 0L), Map.of("nr", 2L), Map.of("nr", 3L));
        List<ConsumerRecord<byte[], byte[]>> letters = kafka.rawRecords(dead);
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).value()).asString(StandardCharsets.UTF_8).isEqualTo("no json");
        assertThat(letters.get(0)
                        .headers()
                        .lastHeader("__streams.errors.offset")
                        .value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("1");
    }

    @Test
    void changesOfAnotherGraphAreDoneAgainByTheirKeys() throws Exception {
        send(change("CREATE", "null", after("s1", "Door")), change("UPDATE", after("s1", "Door"), after("s1", "Gate")));
        try (Application app = run("neo4j-streams-cdc-schema-sink", "batchSize: 100")) {
            awaitCommitted(2);
        }
        assertThat(neo4j.execute("MATCH (s:Sensor) RETURN properties(s) AS s"))
                .containsExactly(Map.of("s", Map.of("tag", "s1", "name", "Gate")));
    }

    @Test
    void changesOfAnotherGraphAreDoneAgainByTheirIds() throws Exception {
        send(change("CREATE", "null", after("s1", "Door")), change("UPDATE", after("s1", "Door"), after("s2", "Gate")));
        try (Application app = run("neo4j-streams-cdc-source-id-sink", "labelName: Copy")) {
            awaitCommitted(2);
        }
        assertThat(neo4j.execute("MATCH (s:Sensor:Copy) RETURN properties(s) AS s"))
                .containsExactly(Map.of("s", Map.of("tag", "s2", "name", "Gate", "sourceId", "4:x:1")));
    }

    /** To stop the Kamelet's own would leave a route that goes on to read, and fails every batch after half a minute. */
    @Test
    void cypherThatDoesNotCompileStopsTheRouteThatCalls() throws Exception {
        try (Application app = run("neo4j-streams-cypher-sink", "query: MERGED (p:Person)")) {
            await().atMost(LONG).until(() -> status(app) == ServiceStatus.Stopped);
            assertThat(lines())
                    .anyMatch(line -> line.startsWith("Route in is stopped, neo4j-streams:cypher can't work: "));
            send("{\"id\": 1}");
            app.context().getRouteController().startRoute("in");
            await().atMost(LONG).until(() -> status(app) == ServiceStatus.Stopped);
            assertThat(kafka.committedOffset(topic, topic, 0)).isEmpty();
        }
    }

    @Test
    void aRouteStopsAlsoWhileItsKameletWaitsForTheServer() throws Exception {
        try (Application app = run("neo4j-streams-cud-sink", "batchSize: 10")) {
            send(create("{\"nr\": 0}"));
            awaitCommitted(1);
            neo4j.kill();
            try {
                send(create("{\"nr\": 1}"));
                await().atMost(LONG)
                        .until(() -> app.context().getInflightRepository().size("in") == 1);
                Instant begun = Instant.now();
                app.context().getRouteController().stopRoute("in");
                // not those of the shutdown strategy, after which Camel stops it by force
                assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(15));
            } finally {
                neo4j.start();
            }
            app.context().getRouteController().startRoute("in");
            awaitCommitted(2);
        }
        assertThat(neo4j.execute("MATCH (c:City) RETURN c.nr AS nr ORDER BY nr"))
                .containsExactly(Map.of("nr", 0L), Map.of("nr", 1L));
    }

    /** With what Camel says at its start, and when a route can't be made. */
    @Test
    void aPasswordArrivesAsItIsAndIsNotLogged() throws Exception {
        String password = "Fa+b %é)#1";
        neo4j.execute(
                "CREATE OR REPLACE USER kamelet SET PLAINTEXT PASSWORD $password CHANGE NOT REQUIRED",
                Map.of("password", password));
        String parameters = "query: CREATE (:Seen)\nusername: kamelet\npassword: \"" + password + "\"";
        send("{\"id\": 1}");
        try (Application app = run("neo4j-streams-cypher-sink", parameters)) {
            awaitCommitted(1);
        }
        assertThatThrownBy(() -> run("neo4j-streams-cypher-sink", parameters + "\nbatchSize: 0"))
                .satisfies(refused -> assertThat(Throwables.getStackTrace(refused))
                        .contains("batchSize")
                        .doesNotContain("Fa+b", "Fa*2Bb", "Fa%2Bb"));
        assertThat(lines())
                .isNotEmpty()
                .noneMatch(line -> line.contains("Fa+b") || line.contains("Fa*2Bb") || line.contains("Fa%2Bb"));
    }

    private static ServiceStatus status(Application app) {
        return app.context().getRouteController().getRouteStatus("in");
    }

    private void commit(long offset) throws Exception {
        kafka.admin()
                .alterConsumerGroupOffsets(topic, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    private static String create(String properties) {
        return "{\"type\": \"node\", \"op\": \"create\", \"labels\": [\"City\"], \"properties\": " + properties + "}";
    }

    private static String change(String operation, String before, String after) {
        return """
                {"id": "AAA41", "txId": 41, "seq": 0, "metadata": {"executingUser": "app", "captureMode": "FULL"},
                 "event": {"elementId": "4:x:1", "eventType": "NODE", "operation": "%s", "labels": ["Sensor"],
                           "keys": {"Sensor": [{"tag": "s1"}]}, "state": {"before": %s, "after": %s}}}""".formatted(operation, before, after);
    }

    private static String after(String tag, String name) {
        return "{\"labels\": [\"Sensor\"], \"properties\": {\"tag\": \"%s\", \"name\": \"%s\"}}".formatted(tag, name);
    }
}
