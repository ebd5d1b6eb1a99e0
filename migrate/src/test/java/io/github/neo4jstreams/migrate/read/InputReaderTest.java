package io.github.neo4jstreams.migrate.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.migrate.Configurations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputReaderTest {

    private static List<String> problems(String name, byte[] bytes) {
        return InputReader.read(name, bytes).problems().stream()
                .map(Note::toString)
                .toList();
    }

    private static List<String> problems(String name, String text) {
        return problems(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Setting> settings(String name, String text) {
        Input input = Configurations.read(name, text);
        assertThat(input.problems()).isEmpty();
        return input.sources().stream()
                .flatMap(source -> source.settings().stream())
                .toList();
    }

    @Test
    void anEmptyFileIsOneLine() {
        assertThat(problems("streams.conf", "")).containsExactly("streams.conf:1: is empty");
        assertThat(problems("a.json", " \n ")).containsExactly("a.json:1: is empty");
        assertThat(problems("streams.conf", "# only a comment\n"))
                .containsExactly("streams.conf:1: has no settings in it");
    }

    @Test
    void whatIsNotUtf8IsNamedWithItsLine() {
        assertThat(problems("streams.conf", "a=b\nc=\u00e9".getBytes(StandardCharsets.ISO_8859_1)))
                .singleElement()
                .asString()
                .startsWith("streams.conf:2: is not UTF-8");
    }

    @Test
    void wrongJsonIsNamedWithItsLineAndWithoutWhatItSays() {
        assertThat(problems("a.json", "{\n \"neo4j.authentication.basic.password\": hushhush }"))
                .singleElement()
                .asString()
                .startsWith("a.json:2: is no valid JSON")
                .doesNotContain("hushhush");
        assertThat(problems("a.json", "{\"a\": 1")).singleElement().asString().startsWith("a.json:1: is no valid JSON");
        assertThat(problems("a.json", "[\n\"orders\", \"people\"]"))
                .singleElement()
                .asString()
                .startsWith("a.json:2: is no list of JSON objects");
        assertThat(problems("a.json", "\"text\"")).singleElement().asString().startsWith("a.json:1: is no JSON object");
        assertThat(problems("a.json", "{}")).singleElement().asString().startsWith("a.json:1: is an empty object");
        assertThat(problems("a.json", "{\"a\": \"b\"} {\"c\": \"d\"}"))
                .singleElement()
                .asString()
                .contains("goes on behind");
        assertThat(problems("a.json", "{\"name\": \"a\",\n\"config\": {\"topics\": [\"a\"]}}"))
                .containsExactly("a.json:2: topics must be text, as all settings of a connector");
    }

    @Test
    void aScriptThatGivesNothingToAnybodyIsRefusedAndNotShown() {
        assertThat(problems("setup.sh", "#!/bin/sh\ncurl -u neo4j:hushhush localhost:7474\necho hushhush\n"))
                .singleElement()
                .asString()
                .startsWith("setup.sh:1: is no configuration that is known here")
                .doesNotContain("hushhush");
        assertThat(problems("sink.sql", "CREATE SINK CONNECTOR a WITH (\n 'topics' = 'b'\n);\n"))
                .singleElement()
                .asString()
                .contains("is no configuration that is known here");
    }

    @Test
    void lineEndsWithinATextAreReadAndSaid() {
        Input input = Configurations.read(
                "a.json", "{\"topics\": \"a\",\n \"neo4j.topic.cypher.a\": \"MERGE (a)\n SET a.b = 1\"}");
        assertThat(input.problems()).isEmpty();
        assertThat(input.notes())
                .extracting(Note::toString)
                .singleElement()
                .asString()
                .startsWith("a.json:2: has line ends");
        assertThat(input.sources().get(0).settings().get(1).value()).isEqualTo("MERGE (a)\n SET a.b = 1");
    }

    @Test
    void aListOfConnectorsIsOneConnectorEach() {
        Input input = Configurations.read("a.json", """
                [{"name": "a", "config": {"connector.class": "Neo4jSinkConnector", "topics": "x"}},
                 {"name": "b", "connector.class": "Neo4jSinkConnector", "topics": "y"}]""");
        assertThat(input.problems()).isEmpty();
        assertThat(input.sources()).extracting(Source::name).containsExactly("a", "b");
    }

    @Test
    void connectorsThatAScriptGivesToConnectAreReadWithTheirLines() {
        Input input = Configurations.read("register.sh", """
                #!/bin/bash
                curl -s localhost:8083/connectors
                curl -i -X PUT -H "Content-Type:application/json" \\
                    http://localhost:8083/connectors/orders%20sink/config \\
                    -d '{
                        "topics": "orders",
                        "neo4j.server.uri": "'"$NEO4J_URI"'",
                        "neo4j.topic.cypher.orders": "MERGE (o:Order {by: '\\''a'\\'', of: $OF})"
                    } '
                curl --data "{\\"name\\": \\"people\\", \\"config\\": {\\"topics\\": \\"p\\"}}" $CONNECT/connectors
                curl -X POST $CONNECT/connectors --data-binary @- <<EOF
                {"name": "third",
                 "config": {"topics": "t"}}
                EOF
                """);
        assertThat(input.problems()).isEmpty();
        assertThat(input.sources()).extracting(Source::name).containsExactly("orders sink", "people", "third");
        assertThat(input.sources().get(0).settings())
                .extracting(setting -> setting.place() + " " + setting.value())
                .containsExactly(
                        "register.sh:6 orders",
                        "register.sh:7 ${NEO4J_URI}",
                        "register.sh:8 MERGE (o:Order {by: 'a', of: $OF})");
        assertThat(input.sources().get(2).settings().get(1).place()).hasToString("register.sh:13");
    }

    @Test
    void whatAScriptReadsFromElsewhereIsNamed() {
        assertThat(problems("register.sh", "#!/bin/sh\ncurl -d @orders.json localhost:8083/connectors\n"))
                .containsExactly("register.sh:2: has its JSON in another file: give that one");
        assertThat(problems("register.sh", "curl -d '{ localhost:8083/connectors\n"))
                .containsExactly("register.sh:1: has a quote that nothing closes");
    }

    @Test
    void aContainerThatGivesAConnectorToConnectIsReadAsBoth() {
        Input input = Configurations.read("docker-compose.yml", """
                services:
                  connect:
                    environment:
                      CONNECT_BOOTSTRAP_SERVERS: broker:9092
                    command:
                      - bash
                      - -c
                      - |
                        curl -X PUT localhost:8083/connectors/people/config -d '{
                          "connector.class": "Neo4jSinkConnector",
                          "topics": "people"}'
                """);
        assertThat(input.problems()).isEmpty();
        assertThat(input.sources()).extracting(Source::kind).containsExactly(Source.Kind.WORKER, Source.Kind.CONNECTOR);
        assertThat(input.sources().get(1).settings().get(1).place()).hasToString("docker-compose.yml:11");
    }

    @Test
    void eachContainerThatAScriptStartsIsAMember() {
        Input input = Configurations.read("run.sh", """
                docker run -d --name core1 -p 7474:7474 \\
                  -e NEO4J_AUTH=neo4j/hushhush \\
                  --env "NEO4J_streams_sink_topic_cypher_people=MERGE (p:Person {id: event.id})" \\
                  -e NEO4JLABS_PLUGINS='["streams"]' neo4j:4.4
                docker run --name=core2 -e NEO4J_streams_sink_enabled=true -e NEO4J_kafka_group_id neo4j:4.4
                """);
        assertThat(input.problems()).isEmpty();
        assertThat(input.sources())
                .filteredOn(source -> source.kind() == Source.Kind.MEMBER)
                .extracting(Source::name)
                .containsExactly("core1", "core2");
        assertThat(input.sources().get(0).settings())
                .extracting(setting -> setting.place() + " " + setting.key() + " = " + setting.value())
                .containsExactly(
                        "run.sh:2 AUTH = neo4j/hushhush",
                        "run.sh:3 streams.sink.topic.cypher.people = MERGE (p:Person {id: event.id})");
        assertThat(input.notes())
                .extracting(Note::toString)
                .singleElement()
                .asString()
                .startsWith("run.sh:5: NEO4J_kafka_group_id");
        assertThat(problems("run.sh", "docker run -e 'NEO4J_kafka_group_id=a\n"))
                .containsExactly("run.sh:1: has a quote that nothing closes");
    }

    @Test
    void whatRunsInKubernetesIsReadFromItsResources() {
        Input input = Configurations.read("neo4j.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: neo4j-conf}
                data:
                  NEO4J_streams_sink_enabled: "true"
                  streams.conf: |
                    # of all members
                    streams.sink.topic.cud=ops
                ---
                apiVersion: v1
                kind: Secret
                stringData: {NEO4J_AUTH: neo4j/hushhush}
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: core}
                spec:
                  template:
                    spec:
                      containers:
                        - env:
                            - {name: NEO4J_kafka_group_id, value: graph}
                            - name: NEO4J_AUTH
                              valueFrom: {secretKeyRef: {name: a, key: b}}
                """);
        assertThat(input.problems()).isEmpty();
        assertThat(input.sources()).extracting(Source::name).containsExactly("core");
        assertThat(input.sources().get(0).settings())
                .extracting(setting -> setting.place() + " " + setting.key() + " = " + setting.value())
                .containsExactlyInAnyOrder(
                        "neo4j.yaml:5 streams.sink.enabled = true",
                        "neo4j.yaml:8 streams.sink.topic.cud = ops",
                        "neo4j.yaml:22 kafka.group.id = graph",
                        "neo4j.yaml:23 AUTH = ");
        assertThat(input.notes())
                .extracting(Note::toString)
                .satisfiesExactly(
                        secret -> assertThat(secret).startsWith("neo4j.yaml:10: is a Secret"),
                        missing -> assertThat(missing).startsWith("neo4j.yaml:23: NEO4J_AUTH has no value here"));
    }

    @Test
    void valuesOfAHelmChartAreAMember() {
        assertThat(settings("values.yaml", """
                neo4j: {name: graph}
                config:
                  streams.sink.enabled: "true"
                  server.memory.heap.max_size: 2G
                """))
                .extracting(Setting::key)
                .containsExactly("streams.sink.enabled", "server.memory.heap.max_size");
    }

    @Test
    void wrongYamlIsNamedWithItsLine() {
        assertThat(problems("docker-compose.yml", "services:\n  a: ["))
                .singleElement()
                .asString()
                .contains("is no valid YAML");
        assertThat(problems("docker-compose.yml", "- a"))
                .singleElement()
                .asString()
                .startsWith("docker-compose.yml:1: is no map");
        assertThat(problems("docker-compose.yml", "services:\n  a:\n    image: neo4j\n"))
                .singleElement()
                .asString()
                .contains("has no environment");
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreReadAndSaid() {
        Input input = Configurations.read("streams.conf", "\uFEFFstreams.sink.enabled=true\r\nkafka.group.id=a\r\n");
        assertThat(input.problems()).isEmpty();
        assertThat(input.notes())
                .extracting(Note::toString)
                .satisfiesExactly(
                        bom -> assertThat(bom).startsWith("streams.conf:1: begins with a byte order mark"),
                        crlf -> assertThat(crlf).startsWith("streams.conf:1: has Windows line ends"));
        assertThat(input.sources().get(0).settings()).extracting(Setting::value).containsExactly("true", "a");
    }

    @Test
    void propertiesAreReadAsJavaReadsThem() throws Exception {
        String text = "# c\n! c\na=b\nc : d \ne f\n  g\\:h=i\\\n   j\\\\\nk=\\u0041\\t!\nl\n";
        java.util.Properties expected = new java.util.Properties();
        expected.load(new java.io.StringReader(text));
        assertThat(settings("neo4j.conf", text))
                .allSatisfy(setting -> assertThat(setting.value())
                        .isEqualTo(expected.getProperty(setting.key()).strip()))
                .hasSize(expected.size())
                .extracting(setting -> setting.place().line())
                .containsExactly(3, 4, 5, 6, 8, 9);
    }

    @Test
    void variablesOfContainersHaveTheNamesOfTheirKeys() {
        assertThat(settings("a.env", "NEO4J_streams_sink_topic_cypher_my__topic=\"MERGE (n)\"\nNEO4J_AUTH=a/b"))
                .extracting(Setting::key, Setting::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("streams.sink.topic.cypher.my_topic", "MERGE (n)"),
                        org.assertj.core.groups.Tuple.tuple("AUTH", "a/b"));
        assertThat(
                        settings(
                                "c.yml",
                                "services:\n  connect:\n    environment:\n      CONNECT_VALUE_CONVERTER_SCHEMAS_ENABLE: 'false'\n"))
                .extracting(Setting::key)
                .containsExactly("value.converter.schemas.enable");
    }

    @Test
    void composeFilesMayHaveMapsListsAndWhatIsMergedIn() {
        Input input = InputReader.read(List.of(Configurations.of("docker/docker-compose.yml")));
        assertThat(input.problems()).isEmpty();
        assertThat(input.sources())
                .filteredOn(source -> source.kind() == Source.Kind.MEMBER)
                .extracting(Source::name)
                .containsExactly("core1", "core2");
        assertThat(input.sources().get(0).settings())
                .filteredOn(setting -> setting.key().equals("kafka.bootstrap.servers"))
                .singleElement()
                .satisfies(setting -> assertThat(setting.place().line()).isEqualTo(3));
    }

    @Test
    void bothFilesOfAFolderAreOneMember(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) throws Exception {
        java.nio.file.Path streams =
                java.nio.file.Files.writeString(folder.resolve("streams.conf"), "kafka.group.id=a");
        java.nio.file.Path neo4j =
                java.nio.file.Files.writeString(folder.resolve("neo4j.conf"), "dbms.default_database=b");
        assertThat(InputReader.read(List.of(streams, neo4j)).sources())
                .singleElement()
                .satisfies(member -> assertThat(member.settings()).hasSize(2));
    }

    @Test
    void whatConnectAnswersIsReadAsWell() {
        assertThat(Configurations.read(
                                "all.json",
                                "{\"a\": {\"info\": {\"name\": \"a\", \"config\": {\"topics\": \"t\"}, \"tasks\": []}}}")
                        .sources())
                .singleElement()
                .satisfies(source -> assertThat(source.name()).isEqualTo("a"));
    }
}
