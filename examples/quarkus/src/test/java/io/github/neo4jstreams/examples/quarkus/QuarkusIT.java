package io.github.neo4jstreams.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.JavaProcess;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application as the build has packaged it, in a process of its own. */
@TestBed
class QuarkusIT {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration SOON = Duration.ofSeconds(60);

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    /** @param properties on top of the application's own, each {@code name=value} */
    private static JavaProcess run(String... properties) {
        JavaProcess.Builder builder = JavaProcess.builder("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
                .classPath(JAR.toAbsolutePath().toString())
                .jvmFlag("-Xmx256m")
                .jvmFlag("-Dcamel.component.kafka.brokers=" + kafka.bootstrapServers())
                .environment("NEO4J_PASSWORD", neo4j.password());
        for (String property : properties) {
            builder.jvmFlag("-D" + property);
        }
        return builder.start();
    }

    private static void awaitLog(JavaProcess application, String text) {
        await().atMost(SOON).until(() -> log(application).contains(text));
    }

    private static String log(JavaProcess application) throws IOException {
        return Files.readString(application.log());
    }

    private static void awaitPerson(int id, String name) {
        await().atMost(SOON)
                .until(() -> neo4j.execute("MATCH (p:Person {id: %d, name: '%s'}) RETURN p".formatted(id, name))
                                .size()
                        == 1);
    }

    @Test
    void theRouteOfThePageWritesWhatATopicHasWithTheDriverOfQuarkus() throws Exception {
        try (JavaProcess application = run("quarkus.neo4j.uri=" + neo4j.uri())) {
            kafka.send("quarkus-people", null, "{\"id\": 1, \"name\": \"Ada\"}");
            awaitPerson(1, "Ada");
            awaitLog(application, "Installed features");
            assertThat(log(application).lines().filter(line -> line.contains("Installed features")))
                    .singleElement()
                    .asString()
                    .contains("camel-neo4j-streams", "camel-kafka", "neo4j,");
            application.stop();
            assertThat(log(application))
                    .contains("Route quarkus-people commits what it has written")
                    .doesNotContain("ERROR")
                    .doesNotContain(neo4j.password());
        }
        assertThat(kafka.committedOffset("graph", "quarkus-people", 0)).isPresent();
    }

    @Test
    void theServerOfTheComponentWinsOverTheOneOfQuarkus() {
        try (JavaProcess application = run(
                "quarkus.neo4j.uri=neo4j://localhost:1",
                "camel.component.neo4j-streams.server-uri=" + neo4j.uri(),
                "camel.component.neo4j-streams.username=" + neo4j.username(),
                "camel.component.neo4j-streams.password={{env:NEO4J_PASSWORD}}")) {
            kafka.send("quarkus-people", null, "{\"id\": 2, \"name\": \"Eve\"}");
            awaitPerson(2, "Eve");
            assertThat(application.isRunning()).isTrue();
        }
    }

    @Test
    void aReadyRouteAndAKameletRunToo(@TempDir Path folder) throws Exception {
        Path kamelet = Files.writeString(folder.resolve("kamelet.yaml"), """
                - route:
                    id: quarkus-kamelet
                    routePolicy: atLeastOnce
                    from:
                      uri: kafka:quarkus-kamelet
                      parameters:
                        groupId: quarkus-kamelet
                      steps:
                        - to:
                            uri: kamelet:neo4j-streams-cypher-sink
                            parameters:
                              query: "MERGE (p:Person {id: event.id}) SET p += event"
                """);
        try (JavaProcess application = run(
                "quarkus.neo4j.uri=" + neo4j.uri(),
                "camel.main.routes-include-pattern=classpath:neo4j-streams/routes/cypher-sink.yaml," + kamelet.toUri(),
                "neo4j-streams.cypher-sink.topic=quarkus-ready",
                "neo4j-streams.cypher-sink.group-id=quarkus-ready",
                "neo4j-streams.cypher-sink.query=MERGE (p:Person {id: event.id}) SET p += event")) {
            kafka.send("quarkus-ready", null, "{\"id\": 3, \"name\": \"Kay\"}");
            kafka.send("quarkus-kamelet", null, "{\"id\": 4, \"name\": \"Lee\"}");
            awaitPerson(3, "Kay");
            awaitPerson(4, "Lee");
            assertThat(application.isRunning()).isTrue();
        }
    }
}
