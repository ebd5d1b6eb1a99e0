package io.github.neo4jstreams.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.migrate.Configurations.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateTest {

    private static final String FINE = """
            kafka.bootstrap.servers=broker:9092
            kafka.group.id=graph
            streams.source.enabled=false
            streams.procedures.enabled=false
            streams.sink.enabled=true
            streams.sink.topic.cypher.people=MERGE (p:Person {id: event.id})
            """;

    @TempDir
    Path folder;

    private Path out;

    @BeforeEach
    void output() {
        out = folder.resolve("out");
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void routesPropertiesReportAndPlanAreWritten() throws IOException {
        Said said = Configurations.run(file("streams.conf", FINE), "--output", out);
        assertThat(said.err()).isEmpty();
        assertThat(out.resolve("routes/people.yaml")).content().contains("groupId: graph", "routePolicy: atLeastOnce");
        assertThat(out.resolve("application.properties"))
                .content()
                .contains("camel.component.kafka.brokers = broker:9092");
        assertThat(out.resolve("report.md")).content().contains("streams.sink.topic.cypher.people");
        assertThat(out.resolve("cut-over.md")).content().contains("CALL streams.sink.stop()", "--group graph");
        assertThat(said.out()).contains("CALL streams.sink.stop()");
    }

    @Test
    void theCodeIsOneWhenThereAreThingsToDoAndZeroWhenThereAreNot() throws IOException {
        // where the servers are is the one thing that a streams.conf can't say
        assertThat(Configurations.run(file("streams.conf", FINE), "--check").code())
                .isEqualTo(1);
        String server = "dbms.connector.bolt.advertised_address=core1:7687\n";
        Said said = Configurations.run(file("streams.conf", FINE), file("neo4j.conf", server), "--check");
        assertThat(said.code()).as(said.out()).isZero();
    }

    @Test
    void theCodeIsTwoForBadInputAndForUsage() throws IOException {
        assertThat(Configurations.run().code()).isEqualTo(2);
        assertThat(Configurations.run("--no-such-option").code()).isEqualTo(2);
        assertThat(Configurations.run(folder.resolve("missing.conf"), "-o", out))
                .satisfies(said -> {
                    assertThat(said.code()).isEqualTo(2);
                    assertThat(said.err()).contains("missing.conf: doesn't exist", "Nothing was written");
                });
        assertThat(Configurations.run(folder, "-o", out).err()).contains("is a directory");
        assertThat(out).doesNotExist();
    }

    @Test
    void nothingIsOverwrittenUnlessItIsForced() throws IOException {
        Path conf = file("streams.conf", FINE);
        Configurations.run(conf, "-o", out);
        Files.writeString(out.resolve("application.properties"), "mine");
        Said refused = Configurations.run(conf, "-o", out);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("is there already", "--force");
        assertThat(out.resolve("application.properties")).hasContent("mine");
        Path routes = out.resolve("routes");
        Files.copy(routes.resolve("people.yaml"), routes.resolve("earlier.yaml"));
        Files.writeString(routes.resolve("mine.yaml"), "- route: {}");
        Said forced = Configurations.run(conf, "-o", out, "--force");
        assertThat(forced.code()).isEqualTo(1);
        assertThat(out.resolve("application.properties")).content().contains("broker:9092");
        assertThat(forced.out()).contains("deleted: ", "earlier.yaml");
        assertThat(routes.resolve("earlier.yaml")).doesNotExist();
        assertThat(routes.resolve("mine.yaml")).hasContent("- route: {}");
    }

    @Test
    void aRouteOfAnEarlierRunIsInTheWayToo() throws IOException {
        file("out/routes/old.yaml", "- route: {}");
        assertThat(Configurations.run(file("streams.conf", FINE), "-o", out).code())
                .isEqualTo(2);
    }

    @Test
    void aCheckWritesNothingAndPrintsReportAndPlan() throws IOException {
        Said said = Configurations.run(file("streams.conf", FINE), "--check", "-o", out);
        assertThat(said.out()).contains("# Migration report", "# Cut-over plan");
        assertThat(out).doesNotExist();
    }

    @Test
    void aCheckSaysWhatItCanWhenOneFileIsBad() throws IOException {
        Said said = Configurations.run(file("streams.conf", FINE), file("bad.json", "{"), "--check");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("bad.json:1").doesNotContain("Exception");
        assertThat(said.out()).contains("streams.sink.topic.cypher.people");
    }

    @Test
    void noSecretIsWrittenOrPrinted() throws IOException {
        Object[] args = Stream.concat(Configurations.all().stream(), Stream.of("-o", out))
                .toArray();
        Said said = Configurations.run(args);
        assertThat(said.err()).isEmpty();
        List<String> texts = new java.util.ArrayList<>(List.of(said.out(), said.err()));
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(Files.readString(file));
            }
        }
        assertThat(texts).hasSizeGreaterThan(10).allSatisfy(text -> assertThat(text)
                .doesNotContain("hush-hush", "another-secret", "connect-me", "=password\n"));
        assertThat(out.resolve("application.properties"))
                .content()
                .contains("camel.component.kafka.sasl-jaas-config = {{env:KAFKA_SASL_JAAS_CONFIG}}");
    }

    @Test
    void aKeyIsExplained() {
        assertThat(Configurations.run("--explain", "streams.sink.topic.cypher.people")
                        .out())
                .contains("Cypher for each record of a topic", "neo4j-streams:cypher");
        assertThat(Configurations.run("--explain", "NEO4J_streams_sink_enabled").out())
                .contains("Default: false");
        assertThat(Configurations.run("--explain", "kafka.max.poll.records").out())
                .contains("maxPollRecords");
        assertThat(Configurations.run("--explain", "CONNECT_VALUE_CONVERTER").out())
                .contains("value.converter (the Connect worker)");
        assertThat(Configurations.run("--explain", "streams.sink.topic").out())
                .contains("streams.sink.topic.cypher.<topic>", "streams.sink.topic.cud");
        Said unknown = Configurations.run("--explain", "streams.sink.enable");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("streams.sink.enabled");
    }

    @Test
    void helpNamesTheExitCodes() {
        assertThat(Configurations.run("--help")).satisfies(said -> {
            assertThat(said.code()).isZero();
            assertThat(said.out()).contains("--explain", "Exit codes:", "everything is translated");
        });
    }
}
