package io.github.neo4jstreams.migrate.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.migrate.Configurations;
import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Input;
import io.github.neo4jstreams.migrate.read.InputReader;
import io.github.neo4jstreams.migrate.write.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranslatorTest {

    private static final String ON = "streams.sink.enabled=true\nstreams.source.enabled=false\n";

    private static Route route(Migration migration, String id) {
        return migration.routes().stream()
                .filter(route -> route.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> said(Migration migration, Severity severity) {
        return migration.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(finding -> finding.places() + " " + finding.key() + ": " + finding.text())
                .toList();
    }

    static List<Path> configurations() {
        return Configurations.all();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void somethingIsSaidAboutEachSetting(Path file) {
        Input input = InputReader.read(List.of(file));
        assertThat(input.problems()).isEmpty();
        String report =
                Output.of(Configurations.translate(input), input.problems()).report();
        input.sources().forEach(source -> source.settings().forEach(setting -> assertThat(report)
                .contains("`" + Secrets.printable(setting.written()) + "`")
                .doesNotContain("was not translated")));
    }

    @Test
    void aSinkOfThePluginBecomesARouteForEachTopic() {
        Migration migration = Configurations.translate(Configurations.of("plugin/streams.conf"));
        assertThat(migration.routes()).allMatch(Route::started).allMatch(route -> route.group()
                .equals("shop"));
        assertThat(route(migration, "shop-people").options())
                .containsEntry("mergeNodeProperties", false)
                .containsEntry("deadLetter", "kafka:shop-dead")
                .containsEntry("deadLetterHeaderPrefix", "__shop.")
                .containsEntry("pattern", "(:Person{!id,name,city})");
        assertThat(route(migration, "shop-members").options())
                .containsEntry("pattern", "(:Person{!id})-[:MEMBER_OF{since}]->(:Club{!club})");
        assertThat(route(migration, "shop-mirror").options())
                .containsEntry("labelName", "Mirror")
                .containsEntry("propertyName", "origin");
        assertThat(route(migration, "cud").topics()).containsExactly("shop-commands", "shop-more-commands");
        assertThat(route(migration, "shop-people").kafka()).containsEntry("maxPollRecords", "200");
        assertThat(migration
                        .properties()
                        .all()
                        .get("camel.component.kafka.brokers")
                        .value())
                .isEqualTo("kafka1:9092,kafka2:9092");
    }

    @Test
    void membersThatDifferAreNamedLineByLine() {
        Migration migration = Configurations.translate(
                Configurations.of("cluster/core1/streams.conf"),
                Configurations.of("cluster/core2/streams.conf"),
                Configurations.of("cluster/core3/streams.conf"));
        List<String> drift = said(migration, Severity.DRIFT);
        assertThat(drift).hasSize(4);
        assertThat(drift).anySatisfy(text -> assertThat(text)
                .contains(
                        "core1/streams.conf:7  streams.sink.topic.cypher.people",
                        "core2/streams.conf:6",
                        "event.fullName"));
        assertThat(drift).anySatisfy(text -> assertThat(text).contains("kafka.acks", "core2/streams.conf  not there"));
        assertThat(drift)
                .anySatisfy(text ->
                        assertThat(text).contains("sasl.jaas.config", "secret").doesNotContain("hush"));
        assertThat(drift).anySatisfy(text -> assertThat(text)
                .contains("streams.sink.enabled = true", "streams.sink.enabled = false"));
    }

    @Test
    void databasesHaveTheirOwnGroupsAndRoutes() {
        Migration migration = Configurations.translate(Configurations.of("cluster/core1/streams.conf"));
        assertThat(route(migration, "people").group()).isEqualTo("neo4j");
        assertThat(route(migration, "sales-orders").group()).isEqualTo("neo4j-sales");
        assertThat(route(migration, "sales-orders").options()).containsEntry("database", "sales");
        assertThat(route(migration, "sales-orders").offsetsInGraph()).isFalse();
        assertThat(route(migration, "people").options().get("query").toString()).endsWith("p.name = event.name");
    }

    @Test
    void aSourceOfThePluginBecomesSelectorsAndAnyLabelWasEnough() {
        Migration migration = Configurations.translate(Configurations.of("cluster/core1/streams.conf"));
        assertThat(route(migration, "changes").options())
                .containsEntry("valueFormat", "STREAMS")
                .containsEntry("select.members", "(:Person{name, city}); (:Member{name, city}); (:Company)")
                .containsEntry("select.memberships", "()-[:WORKS_FOR{-salary}]->()")
                .containsEntry("select.memberships.topic", "memberships");
        // nobody said what becomes of the relationships of sales
        assertThat(route(migration, "sales-changes").options())
                .containsEntry("select.sold", "(:Order)")
                .containsEntry("select.sales", "()-[]->()");
        assertThat(said(migration, Severity.TRANSLATED))
                .anySatisfy(text -> assertThat(text).contains("any of the labels Person, Member"));
        assertThat(said(migration, Severity.TRAP))
                .anySatisfy(text -> assertThat(text).contains("to a topic of the database's name, 'sales'"));
    }

    @Test
    void theTopicOfTheDatabasesNameIsThereAlsoWhereNobodyAskedForASource() {
        Migration migration =
                Configurations.translate("streams.conf", "streams.sink.enabled=true\nstreams.sink.topic.cud=a\n");
        assertThat(route(migration, "changes").topics()).containsExactly("neo4j");
        assertThat(route(migration, "changes").started()).isFalse();
        assertThat(said(migration, Severity.HAND))
                .anySatisfy(text -> assertThat(text).contains("Does anybody read the topic neo4j?"));
    }

    @Test
    void whatWasOffIsNotStarted() {
        Migration migration = Configurations.translate(
                "streams.conf",
                "streams.source.enabled=false\nstreams.sink.topic.cud=a\nstreams.source.topic.nodes.b=Person\n");
        assertThat(migration.routes()).hasSize(2).noneMatch(Route::started);
        assertThat(Output.of(migration, List.of()).plan())
                .contains("Not started by the application")
                .doesNotContain("Stop what is there");
    }

    @Test
    void aTopicWithTwoStrategiesIsNotStarted() {
        Migration migration = Configurations.translate(
                "streams.conf", ON + "streams.sink.topic.cud=a;b\nstreams.sink.topic.cypher.a=CREATE (:A)\n");
        assertThat(migration.routes()).hasSize(2).noneMatch(Route::started);
        assertThat(said(migration, Severity.HAND)).anySatisfy(text -> assertThat(text)
                .contains("The topic a has 2 strategies", "streams.conf:3", "streams.conf:4"));
    }

    @Test
    void aKeyThatIsThereTwiceCountsTheLastTimeAndIsNamed() {
        Migration migration = Configurations.translate(
                "streams.conf", ON + "kafka.group.id=a\nstreams.sink.topic.cud=t\nkafka.group.id=b\n");
        assertThat(migration.routes()).extracting(Route::group).containsExactly("b");
        assertThat(said(migration, Severity.HAND)).anySatisfy(text -> assertThat(text)
                .contains("is there 2 times", "streams.conf:3  a", "streams.conf:5  b"));
    }

    @Test
    void anUnknownKeyIsNamedWithTheNearest() {
        Migration migration = Configurations.translate(
                "streams.conf", ON + "streams.sink.topic.cipher.a=x\nstream.sink.enabled=true\n");
        assertThat(said(migration, Severity.UNKNOWN))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("streams.conf:3", "the nearest is streams.sink.topic.cypher.a"),
                        second -> assertThat(second).contains("the nearest is streams.sink.enabled"));
    }

    @Test
    void deadLettersThatWereNeverUsedAreNotUsed() {
        Migration migration = Configurations.translate(
                "streams.conf", ON + "streams.sink.topic.cud=a\nstreams.sink.errors.deadletterqueue.topic.name=dead\n");
        assertThat(migration.routes().get(0).options()).doesNotContainKey("deadLetter");
        assertThat(said(migration, Severity.HAND))
                .anySatisfy(text -> assertThat(text).contains("was never used"));
    }

    @Test
    void aPatternThatCantBeReadHasNoRouteAndSaysWhere() {
        Migration migration =
                Configurations.translate("streams.conf", ON + "streams.sink.topic.pattern.node.a=(:Person{id})\n");
        assertThat(migration.routes()).isEmpty();
        assertThat(said(migration, Severity.HAND))
                .anySatisfy(text -> assertThat(text).contains("streams.conf:3", "Invalid pattern at 1:9"));
    }

    @Test
    void aQueryOfAnOldSinkLeavesOutTombstonesUnlessItKnowsThem() {
        Migration old = Configurations.translate(
                "streams.conf", ON + "streams.sink.topic.cypher.a=MERGE (p {id: event.id});\n");
        assertThat(old.routes().get(0).options())
                .containsEntry("query", "WITH event WHERE event IS NOT NULL\nMERGE (p {id: event.id})");
        Migration own =
                Configurations.translate("streams.conf", ON + "streams.sink.topic.cypher.a=MERGE (p {id: __key.id})\n");
        assertThat(own.routes().get(0).options()).containsEntry("query", "MERGE (p {id: __key.id})");
    }

    @Test
    void aSinkConnectorGoesOnInItsGroupWithItsDefaultsWrittenOut() {
        Migration migration = Configurations.translate(Configurations.of("connect/sink-5x.json"));
        assertThat(migration.routes()).hasSize(2).allSatisfy(route -> {
            assertThat(route.group()).isEqualTo("connect-graph-5x");
            assertThat(route.options()).containsEntry("batchSize", 1000L).containsEntry("readValueAs", "CONNECT_JSON");
            assertThat(route.kafka()).containsEntry("consumersCount", 2L).containsEntry("maxPollRecords", "400");
        });
        assertThat(route(migration, "graph-5x-c5-rooms").options())
                .containsEntry("mergeNodeProperties", false)
                .containsEntry("mergeRelationshipProperties", false);
        Map<String, Properties.Property> properties = migration.properties().all();
        assertThat(properties.get("camel.component.neo4j-streams.password").value())
                .isEqualTo("{{env:AURA_PASSWORD}}");
        assertThat(properties.get("camel.component.neo4j-streams.retry-timeout").value())
                .isEqualTo("45s");
        assertThat(properties.get("camel.component.neo4j-streams.server-uri").value())
                .isEqualTo("neo4j+s://abc.databases.neo4j.io");
    }

    @Test
    void aConnectorOfTheFourthGenerationIsKnownByItsKeys() {
        Migration migration = Configurations.translate(Configurations.of("connect/sink-4x.json"));
        assertThat(migration.routes()).hasSize(2).allSatisfy(route -> assertThat(route.options())
                .containsEntry("batchSize", 500L)
                .containsEntry("deadLetter", "kafka:c4-dead")
                .containsEntry("deadLetterHeaderPrefix", "__connect.errors."));
        assertThat(migration
                        .properties()
                        .all()
                        .get("camel.component.neo4j-streams.retry-timeout")
                        .value())
                .isEqualTo("10s");
    }

    @Test
    void topicsWithoutAStrategyAndStrategiesWithoutATopicAreNamed() {
        Migration migration = Configurations.translate("a.json", """
                {"name": "a", "config": {"connector.class": "org.neo4j.connectors.kafka.sink.Neo4jConnector", "topics": "x,y",
                 "neo4j.uri": "neo4j://a", "neo4j.cud.topics": "y,z"}}""");
        assertThat(said(migration, Severity.HAND))
                .anySatisfy(text -> assertThat(text).contains("topics without a strategy", "x"));
        assertThat(migration.routes()).singleElement().satisfies(route -> assertThat(route.started())
                .isFalse());
    }

    @Test
    void selectorsWithTheirOwnFormatOfKeysHaveTheirOwnRoute() {
        Migration migration = Configurations.translate(Configurations.of("connect/source-cdc-5x.json"));
        assertThat(migration.routes()).hasSize(2);
        assertThat(route(migration, "changes-5x").options())
                .containsEntry("keyFormat", "WHOLE_VALUE")
                .containsEntry("select.s5_people.operations", "create");
        assertThat(route(migration, "changes-5x-2").options())
                .containsEntry("keyFormat", "ELEMENT_ID")
                .containsEntry("select", "(:Person)-[:WORKS_FOR]->(:Company); (:Company)");
        assertThat(migration.properties().all().get("changes-5x.start-from").value())
                .isEqualTo("earliest");
        assertThat(migration
                        .properties()
                        .all()
                        .get("camel.component.neo4j-streams.server-uri")
                        .value())
                .isEqualTo("neo4j://core1:7687,neo4j://core2:7687");
    }

    @Test
    void aWorkerGivesBrokersAndConverters() {
        Migration migration = Configurations.translate(
                Configurations.of("connect/kubernetes.yaml"), Configurations.of("connect/worker.properties"));
        assertThat(migration
                        .properties()
                        .all()
                        .get("camel.component.kafka.brokers")
                        .value())
                .isEqualTo("broker1:9092");
        assertThat(migration
                        .properties()
                        .all()
                        .get("camel.component.kafka.security-protocol")
                        .value())
                .isEqualTo("SSL");
        assertThat(route(migration, "k8s-people-k8s-people").kafka()).containsEntry("maxPollRecords", "300");
        assertThat(migration
                        .properties()
                        .all()
                        .get("camel.component.neo4j-streams.password")
                        .value())
                .isEqualTo("{{env:GRAPH_PASSWORD}}");
        assertThat(said(migration, Severity.HAND)).isEmpty();
    }

    @Test
    void connectorsOfTwoClustersKeepTheirOwnConnections() {
        Migration migration = Configurations.translate(
                Configurations.of("connect/sink-5x.json"), Configurations.of("connect/kubernetes.yaml"));
        assertThat(route(migration, "k8s-people-k8s-people").options())
                .containsEntry("serverUri", "{{k8s-people.server-uri}}");
        assertThat(migration.properties().all().get("k8s-people.server-uri").value())
                .isEqualTo("neo4j://neo4j:7687");
    }

    @Test
    void whatNeedsStepsOrALibraryFirstIsNotStarted() {
        String connector = """
                {"name": "a", "config": {"connector.class": "org.neo4j.connectors.kafka.sink.Neo4jConnector", "topics": "x",
                 "neo4j.uri": "neo4j://a", "neo4j.cud.topics": "x", %s}}""";
        assertThat(Configurations.translate("a.json", connector.formatted("\"transforms\": \"unwrap\""))
                        .routes())
                .noneMatch(Route::started);
        assertThat(Configurations.translate(
                                "a.json",
                                connector.formatted("\"value.converter\": \"io.confluent.ProtobufConverter\""))
                        .routes())
                .noneMatch(Route::started);
    }

    @Test
    void twoFilesThatBothHaveAPasswordAreTwoSecrets() {
        Migration migration = Configurations.translate("people.json", """
                {"name": "people", "config": {"connector.class": "streams.kafka.connect.sink.Neo4jSinkConnector", "topics": "x",
                 "neo4j.topic.cud": "x", "neo4j.server.uri": "neo4j://a",
                 "neo4j.authentication.basic.username": "${file:/graph:username}",
                 "neo4j.authentication.basic.password": "${file:/graph:password}",
                 "consumer.override.security.protocol": "SSL",
                 "consumer.override.ssl.truststore.password": "${file:/kafka:password}"}}""");
        Map<String, Properties.Property> all = migration.properties().all();
        assertThat(all.get("camel.component.neo4j-streams.username").value()).isEqualTo("{{env:NEO4J_USERNAME}}");
        assertThat(all.get("camel.component.neo4j-streams.password").value()).isEqualTo("{{env:NEO4J_PASSWORD}}");
        assertThat(all.get("camel.component.kafka.ssl-truststore-password").value())
                .isEqualTo("{{env:KAFKA_SSL_TRUSTSTORE_PASSWORD}}");
        assertThat(Output.of(migration, List.of()).report())
                .contains("camel.component.neo4j-streams.password = {{env:NEO4J_PASSWORD}}");
    }

    @Test
    void aPasswordInAUriGoesIntoTheEnvironment() {
        Migration migration = Configurations.translate(
                "streams.conf",
                ON + "streams.sink.topic.cud=a\nkafka.schema.registry.url=https://me:hidden@registry\n");
        assertThat(migration.routes().get(0).kafka())
                .containsEntry("schemaRegistryURL", "{{env:KAFKA_SCHEMA_REGISTRY_URL}}");
    }

    @Test
    void ofTheWaysToLogInOneCounts() {
        Migration migration = Configurations.translate("a.json", """
                {"name": "a", "config": {"connector.class": "org.neo4j.connectors.kafka.sink.Neo4jConnector", "topics": "x",
                 "neo4j.uri": "neo4j://a", "neo4j.cud.topics": "x", "neo4j.authentication.type": "BEARER",
                 "neo4j.authentication.bearer.token": "hidden", "neo4j.authentication.basic.password": "hidden"}}""");
        assertThat(migration.properties().all())
                .containsKey("camel.component.neo4j-streams.token")
                .doesNotContainKey("camel.component.neo4j-streams.password");
        assertThat(said(migration, Severity.DROPPED))
                .anySatisfy(text -> assertThat(text).contains("basic.password", "did nothing"));
    }

    @Test
    void variablesStayVariables() {
        Migration migration = Configurations.translate("docker-compose.yml", """
                services:
                  core1:
                    environment:
                      NEO4J_AUTH: ${NEO4J_USER:-graph}/${NEO4J_PASSWORD}
                      NEO4J_streams_source_enabled: "false"
                      NEO4J_streams_sink_enabled: "${SINK:-true}"
                      NEO4J_kafka_bootstrap_servers: $BROKERS
                      NEO4J_kafka_group_id: ${GROUP_ID}
                      NEO4J_streams_sink_topic_cypher_people: ${QUERY}
                      NEO4J_streams_sink_topic_cud: ${CUD_TOPIC}
                """);
        Route route = route(migration, "people");
        assertThat(route.started()).isTrue();
        assertThat(route.group()).isEqualTo("{{env:GROUP_ID}}");
        assertThat(route.options().get("query").toString()).endsWith("{{env:QUERY}}");
        assertThat(property(migration, "camel.component.kafka.brokers")).isEqualTo("{{env:BROKERS}}");
        assertThat(property(migration, "camel.component.neo4j-streams.username"))
                .isEqualTo("{{env:NEO4J_USER:graph}}");
        Output output = Output.of(migration, List.of());
        assertThat(output.open()).contains("the name of its topic comes from a variable");
        assertThat(output.plan()).contains("BROKERS, GROUP_ID, NEO4J_PASSWORD, NEO4J_USER, QUERY", "--group $GROUP_ID");
    }

    private static String property(Migration migration, String name) {
        return migration.properties().all().get(name).value();
    }

    @Test
    void thePlanStopsEverythingBeforeTheApplicationStarts() {
        String plan = Configurations.output("all.json", """
                [{"name": "in", "config": {"connector.class": "streams.kafka.connect.sink.Neo4jSinkConnector", "topics": "a",
                  "neo4j.topic.cud": "a", "neo4j.server.uri": "neo4j://h"}},
                 {"name": "my out", "config": {"connector.class": "org.neo4j.connectors.kafka.source.Neo4jConnector",
                  "neo4j.uri": "neo4j://h", "neo4j.source-strategy": "CDC", "neo4j.cdc.topic.b.patterns": "(:B)"}}]""").plan();
        assertThat(plan)
                .containsOnlyOnce("Start the application")
                .containsSubsequence(
                        "/connectors/in/stop",
                        "/connectors/my%20out/stop",
                        "my-out.start-from = value",
                        "Start the application");
    }

    @Test
    void theLoginOfBrokersThatOnlyDeadLettersHadIsThatOfTheBrokers() {
        Migration migration = Configurations.translate("sink.json", """
                {"name": "s", "config": {"connector.class": "streams.kafka.connect.sink.Neo4jSinkConnector", "topics": "a",
                 "neo4j.topic.cud": "a", "neo4j.server.uri": "neo4j://h", "kafka.bootstrap.servers": "cloud:9092",
                 "kafka.security.protocol": "SASL_SSL", "kafka.sasl.mechanism": "PLAIN", "kafka.sasl.jaas.config": "hidden"}}""");
        assertThat(property(migration, "camel.component.kafka.brokers")).isEqualTo("cloud:9092");
        assertThat(property(migration, "camel.component.kafka.security-protocol"))
                .isEqualTo("SASL_SSL");
        assertThat(property(migration, "camel.component.kafka.sasl-jaas-config"))
                .isEqualTo("{{env:KAFKA_SASL_JAAS_CONFIG}}");
    }

    @Test
    void workersThatDifferAreNamedLineByLine() {
        Input input = Configurations.read("docker-compose.yml", """
                services:
                  one: {environment: {CONNECT_BOOTSTRAP_SERVERS: "b1:9092", CONNECT_REST_PORT: "1"}}
                  two: {environment: {CONNECT_BOOTSTRAP_SERVERS: "b2:9092", CONNECT_REST_PORT: "2"}}
                """);
        input.sources()
                .addAll(InputReader.read(List.of(Configurations.of("connect/sink-5x.json")))
                        .sources());
        Migration migration = Configurations.translate(input);
        assertThat(property(migration, "camel.component.kafka.brokers")).isEqualTo("b1:9092");
        assertThat(Output.of(migration, List.of()).report())
                .contains("CONNECT_BOOTSTRAP_SERVERS = b1:9092", "CONNECT_BOOTSTRAP_SERVERS = b2:9092")
                .doesNotContain("CONNECT_REST_PORT = 1");
    }

    @Test
    void aWorkerThatNoConnectorUsesDoesntDisturbThePlugin() {
        Migration migration = Configurations.translate("docker-compose.yml", """
                services:
                  connect: {environment: {CONNECT_BOOTSTRAP_SERVERS: "other:9092"}}
                  neo4j: {environment: {NEO4J_kafka_bootstrap_servers: "broker:9092", NEO4J_streams_sink_enabled: "true",
                                        NEO4J_streams_sink_topic_cud: a}}
                """);
        assertThat(property(migration, "camel.component.kafka.brokers")).isEqualTo("broker:9092");
    }

    @Test
    void aConnectorThatDidNotRunIsNotStarted() {
        Migration migration = Configurations.translate("sink.yaml", """
                kind: KafkaConnector
                metadata: {name: st}
                spec:
                  class: org.neo4j.connectors.kafka.sink.Neo4jConnector
                  state: stopped
                  autoRestart: {enabled: true}
                  config: {topics: a, neo4j.uri: neo4j://h, neo4j.cypher.topic.a: "CREATE (:A {cost: '$$5'})"}
                """);
        assertThat(route(migration, "st-a").started()).isFalse();
        assertThat(route(migration, "st-a").options()).containsEntry("query", "CREATE (:A {cost: '$$5'})");
        assertThat(Output.of(migration, List.of()).report())
                .contains("`state`", "autoRestart is not part of the config");
    }

    @Test
    void twoConnectorsThatShareATopicAndAGroupAreNotStarted() {
        Migration migration = Configurations.translate("sinks.json", """
                [{"name": "x", "connector.class": "org.neo4j.connectors.kafka.sink.Neo4jConnector", "topics": "a",
                  "neo4j.uri": "neo4j://h", "neo4j.cud.topics": "a", "consumer.override.group.id": "g"},
                 {"name": "y", "connector.class": "org.neo4j.connectors.kafka.sink.Neo4jConnector", "topics": "a",
                  "neo4j.uri": "neo4j://h", "neo4j.cypher.topic.a": "CREATE (:A)", "consumer.override.group.id": "g"}]""");
        assertThat(migration.routes()).hasSize(2).noneMatch(Route::started);
        assertThat(Output.of(migration, List.of()).open()).contains("the group g and the topic a in common");
    }

    @Test
    void whatASourceDidNothingWithIsNotCalledTranslated() {
        String report = Configurations.output("source.json", """
                {"name": "t", "config": {"connector.class": "org.neo4j.connectors.kafka.source.Neo4jConnector", "neo4j.uri": "neo4j://h",
                 "neo4j.source-strategy": "CDC", "neo4j.cdc.topic.a.patterns": "(:A)",
                 "neo4j.cdc.topic.b.key-strategy": "SKIP",
                 "neo4j.query": "MATCH (n) RETURN n", "neo4j.start-from.value": "7", "errors.tolerance": "all"}}""").report();
        String translated = report.substring(report.indexOf("## Translated"), report.indexOf("## Not needed"));
        assertThat(translated).doesNotContain("topic.b.", "neo4j.query", "start-from.value", "errors.tolerance");
        assertThat(report).contains("neo4j.query`: did nothing", "topic.b.key-strategy`: did nothing");
    }

    @Test
    void namesOfDatabasesAndTolerancesAreComparedAsThePluginDid() {
        Migration migration = Configurations.translate(
                "streams.conf",
                "streams.source.enabled=false\nstreams.sink.topic.cud.to.crm=a\nstreams.sink.enabled.to.Crm=true\n"
                        + "streams.sink.errors.tolerance=NONE\nstreams.sink.errors.deadletterqueue.topic.name=dead\n");
        Route route = migration.routes().get(0);
        assertThat(route.started()).isFalse();
        assertThat(route.options()).containsEntry("deadLetter", "kafka:dead");
        assertThat(Output.of(migration, List.of()).open()).contains("streams.sink.enabled.to.crm");
    }

    @Test
    void timesAreReadAsTheConnectorsReadThem() {
        Migration migration = Configurations.translate("sink.json", """
                {"name": "s", "config": {"connector.class": "org.neo4j.connectors.kafka.sink.Neo4jConnector", "topics": "a",
                 "neo4j.cud.topics": "a", "neo4j.uri": "neo4j://h", "neo4j.max-retry-time": "1m30s",
                 "neo4j.connection.liveness.check.timeout.msecs": "5"}}""");
        assertThat(property(migration, "camel.component.neo4j-streams.retry-timeout"))
                .isEqualTo("90s");
        assertThat(property(migration, "camel.component.neo4j-streams.liveness-check-timeout"))
                .isEqualTo("300s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3/cr3t", "s3@cr3t", "s3:cr3t"})
    void aPasswordInAUriIsLeftOutWhateverCharactersItHas(String password) {
        Output output = Configurations.output("sink.json", """
                {"name": "s", "config": {"connector.class": "org.neo4j.connectors.kafka.sink.Neo4jConnector", "topics": "a",
                 "neo4j.cud.topics": "a", "neo4j.uri": "neo4j://neo4j:%s@h:7687"}}""".formatted(password));
        assertThat(output.files().get("application.properties"))
                .contains("server-uri = neo4j://h\\:7687".replace("\\", ""));
        assertThat(output.files().values()).noneMatch(text -> text.contains("cr3t"));
    }

    @Test
    void aQueryThatDeclaresEventItselfIsNamed() {
        String open = Configurations.output("sink.json", """
                {"name": "ev", "config": {"connector.class": "org.neo4j.connectors.kafka.sink.Neo4jConnector", "topics": "a",
                 "neo4j.uri": "neo4j://h", "neo4j.cypher.bind-value-as-event": "false",
                 "neo4j.cypher.topic.a": "UNWIND __value.events AS event CREATE (:A {id: event.id})"}}""").open();
        assertThat(open).contains("the query of ev-a declares event itself");
    }

    @Test
    void onlyWhoCommitsByItselfOrToleratesLosesRecords() {
        String trap = "commits offsets also of records that it failed to write";
        String sink = ON + "streams.sink.topic.cud=a\n";
        assertThat(Configurations.output("streams.conf", sink).report()).contains(trap);
        assertThat(Configurations.output("streams.conf", sink + "kafka.enable.auto.commit=false\n")
                        .report())
                .doesNotContain(trap);
        assertThat(Configurations.output(
                                "streams.conf",
                                sink + "kafka.enable.auto.commit=false\nstreams.sink.errors.tolerance=all\n")
                        .report())
                .contains(trap);
    }

    @Test
    void whatBelongsToAPatternThatIsLeftOutIsNotSaidToHaveNone() {
        String report = Configurations.output("source.json", """
                {"name": "t", "config": {"connector.class": "org.neo4j.connectors.kafka.source.Neo4jConnector", "neo4j.uri": "neo4j://h",
                 "neo4j.source-strategy": "CDC", "neo4j.cdc.topic.a.patterns.0.pattern": "(:A{name,-ssn})",
                 "neo4j.cdc.topic.a.patterns.0.operation": "CREATE"}}""").report();
        assertThat(report)
                .contains("patterns.0.operation`: belongs to a pattern that is left out")
                .doesNotContain("there is no pattern of this place");
    }

    @ParameterizedTest
    @CsvSource({
        "neo4j.retry-backoff-ms, neo4j.retry.backoff.msecs",
        "neo4j.authentication.username, neo4j.authentication.basic.username"
    })
    void theNearestKeyIsOneThatThereIs(String key, String nearest) {
        String report = Configurations.output("sink.json", """
                {"name": "s", "config": {"connector.class": "org.neo4j.connectors.kafka.sink.Neo4jConnector", "topics": "a",
                 "neo4j.uri": "neo4j://h", "neo4j.cud.topics": "a", "%s": "1"}}""".formatted(key)).report();
        assertThat(report).contains("the nearest is " + nearest + ".");
    }

    @Test
    void anotherConnectorIsLeftAlone() {
        Migration migration = Configurations.translate(
                "es.json", "{\"name\": \"es\", \"connector.class\": \"io.confluent.Elastic\", \"topics\": \"a\"}");
        assertThat(migration.routes()).isEmpty();
        assertThat(said(migration, Severity.HAND))
                .anySatisfy(text -> assertThat(text).contains("is no connector of Neo4j"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Person | (:Person)",
                ":Person{*} | (:Person)",
                "Person{a, b} | (:Person{a, b})",
                "Person{-a} | (:Person{-a})",
                "Person{-a,*} | (:Person)",
                "`my label`:B | (:`my label`); (:B)",
                "* | ()",
                "A;B{x} | (:A); (:B{x})"
            })
    void patternsOfNodesBecomeSelectors(String pattern, String selector) {
        assertThat(StreamsPatterns.nodes(pattern).text()).isEqualTo(selector);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(:A{!id})-[:T]-(:B{!id}) | (:A{!id})-[:T]->(:B{!id})",
                "(:A{!id, *})-[:T{*}]->(:B{!id, *}) | (:A{!id})-[:T{*}]->(:B{!id})",
                "(:A{!id})<-[:T]-(:B{!id}) | (:A{!id})<-[:T]-(:B{!id})",
                "A{!id} T{x} B{!id} | A{!id} T{x} B{!id}"
            })
    void patternsOfSinksAreMendedWhereTheyMeanTheSame(String pattern, String mended) {
        assertThat(StreamsPatterns.sink(pattern).text()).isEqualTo(mended);
    }

    @Test
    void aSelectorWithoutADirectionSelectsBoth() {
        assertThat(StreamsPatterns.connector("(:A)-[:T]-(:B)").text()).isEqualTo("(:A)-[:T]->(:B); (:A)<-[:T]-(:B)");
        assertThat(StreamsPatterns.connector("(:A{a, b}),(:B)").text()).isEqualTo("(:A{a, b}); (:B)");
    }
}
