package io.github.neo4jstreams.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole configurations of sources, translated and run. */
@TestBed
class MigratedSourcesIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @TempDir
    Path folder;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    private static void awaitCursor(String name) {
        await().atMost(LONG)
                .until(() -> neo4j.execute("MATCH (c:Neo4jStreamsCursor {name: '" + name
                                        + "'}) WHERE c.cursor IS NOT NULL RETURN c")
                                .size()
                        == 1);
    }

    private static List<String> values(String topic, int number) {
        await().atMost(LONG).until(() -> kafka.records(topic).size() >= number);
        return kafka.records(topic).stream().map(ConsumerRecord::value).toList();
    }

    @Test
    void aSourceOfThePluginGoesOnInItsFormatAndToItsTopics() throws IOException {
        Path conf = Files.writeString(folder.resolve("streams.conf"), """
                streams.source.enabled=true
                streams.source.topic.nodes.src-people=Person:Member{name}
                streams.source.topic.relationships.src-knows=KNOWS{since}
                """);
        try (MigratedApplication app = MigratedApplication.run(folder.resolve("out"), kafka, neo4j, conf)) {
            awaitCursor("changes");
            neo4j.execute(
                    "CREATE (:Person {name: 'Ada', ssn: 1})-[:KNOWS {since: 1, how: 2}]->(:Member {name: 'Bo'}), (:Dog)");
            assertThat(values("src-people", 2))
                    .hasSize(2)
                    .anySatisfy(value -> assertThat(value)
                            .contains("\"operation\":\"created\"", "\"name\":\"Ada\"")
                            .doesNotContain("ssn"))
                    .anySatisfy(value -> assertThat(value).contains("\"labels\":[\"Member\"]"));
            assertThat(values("src-knows", 1))
                    .singleElement()
                    .asString()
                    .contains("\"label\":\"KNOWS\"", "\"since\":1")
                    .doesNotContain("\"how\"");
        }
    }

    @Test
    void aSourceThatSentTransactionsIsAPublisher() throws IOException {
        Path conf = Files.writeString(folder.resolve("streams.conf"), """
                kafka.transactional.id=neo4j
                streams.source.topic.nodes.once-people=Person{*}
                streams.source.topic.relationships.once-people=KNOWS{*}
                streams.source.topic.relationships.once-likes=LIKES{*}
                """);
        try (MigratedApplication app = MigratedApplication.run(folder.resolve("out"), kafka, neo4j, conf)) {
            await().atMost(LONG).until(() -> kafka.records("neo4j-streams-cursors").stream()
                    .anyMatch(cursor -> cursor.key().equals("changes")));
            neo4j.execute("CREATE (:Person {name: 'Ada'})-[:LIKES]->(:Dog)");
            assertThat(values("once-people", 1)).singleElement().asString().contains("\"name\":\"Ada\"");
            assertThat(values("once-likes", 1)).singleElement().asString().contains("LIKES");
        }
    }

    @Test
    void aChangeSourceOfTheConnectorGoesOn() {
        try (MigratedApplication app =
                MigratedApplication.run(folder, kafka, neo4j, Configurations.of("connect/source-cdc-5x.json"))) {
            awaitCursor("changes-5x");
            awaitCursor("changes-5x-2");
            neo4j.execute("CREATE (:Person {name: 'Ada', ssn: 1})-[:WORKS_FOR]->(:Company {name: 'Acme'})");
            neo4j.execute("MATCH (p:Person) SET p.name = 'Eve'");
            assertThat(values("s5-people", 1))
                    .last()
                    .asString()
                    .contains("\"name\":\"Ada\"")
                    .doesNotContain("ssn");
            assertThat(values("s5-works", 2))
                    .anySatisfy(value -> assertThat(value).contains("Acme"));
        }
        assertThat(values("s5-people", 1))
                .noneSatisfy(value -> assertThat(value).contains("\"operation\":\"UPDATE\""));
    }

    @Test
    void aQueryOfTheConnectorGoesOn() {
        neo4j.execute("CREATE (:Reading {tag: 'a', timestamp: 1}), (:Reading {tag: 'b', timestamp: 2})");
        try (MigratedApplication app =
                MigratedApplication.run(folder, kafka, neo4j, Configurations.of("connect/source-query.properties"))) {
            assertThat(values("q5-readings", 2))
                    .containsExactly("{\"tag\":\"a\",\"timestamp\":1}", "{\"tag\":\"b\",\"timestamp\":2}");
        }
    }

    @Test
    void aQueryOfAnOldConnectorGoesOnWhereItStopped() throws IOException {
        neo4j.execute("CREATE (:TestSource {name: 'a', timestamp: 1}), (:TestSource {name: 'b', timestamp: 2})");
        Path out = folder.resolve("out");
        Configurations.run(Configurations.of("connect/source-4x.json"), "-o", out);
        // as the plan says
        Path properties = out.resolve("application.properties");
        assertThat(Files.readString(properties)).contains("rows-4x.start-from = earliest");
        assertThat(Files.readString(out.resolve("cut-over.md"))).contains("rows-4x.start-from-value = <offset.value>");
        try (MigratedApplication app = MigratedApplication.edited(
                out,
                kafka,
                neo4j,
                text -> text.replace(
                        "rows-4x.start-from = earliest", "rows-4x.start-from = value\nrows-4x.start-from-value = 1"))) {
            assertThat(values("q4-rows", 1)).containsExactly("{\"name\":\"b\",\"timestamp\":2}");
        }
    }
}
