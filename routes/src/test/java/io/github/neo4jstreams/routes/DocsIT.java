package io.github.neo4jstreams.routes;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every route that the README and the user docs tell people to copy does what its page says. */
@TestBed
class DocsIT {

    private static final Path TOP = Path.of("..");
    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n((?:#[^\n]*\n)?- (?:route|beans):.*?)```");
    private static final Pattern PROPERTIES = Pattern.compile("(?s)```properties\n(.*?)```");
    private static final String WITH_PROPERTIES = "# with the properties above";
    private static final Pattern ID = Pattern.compile("(?m)^    id: (\\S+)$");
    private static final Duration SOON = Duration.ofSeconds(30);

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    /** What is done to a running example, until what it says it does has happened. */
    private interface Probe {
        void check(CamelContext context) throws Exception;
    }

    private static final Map<String, Probe> PROBES = Map.ofEntries(
            entry("purchases", context -> {
                kafka.send("purchases", null, "{\"customer\": 1}");
                kafka.send("purchases", null, "no json");
                kafka.send("purchases", null, "{\"customer\": 1}");
                awaitGraph("MATCH (c:Customer {id: 1, purchases: 2}) RETURN c");
                awaitRecord("purchases-dead", "no json");
                awaitGraph("MATCH (f:Neo4jStreamsOffset {id: 'purchases/purchases/0', offset: 2}) RETURN f");
            }),
            entry("payments", context -> {
                for (int i = 0; i < 2; i++) {
                    context.createProducerTemplate().sendBodyAndHeader("direct:payments", Map.of("id", 7), "id", "7");
                }
                awaitGraph("MATCH (p:Payment) RETURN p");
                awaitGraph("MATCH (k:Neo4jStreamsKey {id: 'payments/7'}) WHERE k.confirmedAt > 0 RETURN k");
            }),
            entry("people", context -> {
                kafka.send("people", null, "{\"id\": 1, \"name\": \"Ada\"}");
                awaitGraph("MATCH (p:Person {id: 1, name: 'Ada'}) RETURN p");
            }),
            entry("fast-people", context -> {
                kafka.send("fast-people", null, "{\"id\": 1, \"name\": \"Ada\"}");
                awaitGraph("MATCH (p:Person {id: 1, name: 'Ada'}) RETURN p");
            }),
            entry("spring-people", context -> {
                kafka.send("spring-people", null, "{\"id\": 1, \"name\": \"Ada\"}");
                awaitGraph("MATCH (p:Person {id: 1, name: 'Ada'}) RETURN p");
            }),
            entry("quarkus-people", context -> {
                kafka.send("quarkus-people", null, "{\"id\": 1, \"name\": \"Ada\"}");
                awaitGraph("MATCH (p:Person {id: 1, name: 'Ada'}) RETURN p");
            }),
            entry("readings-to-topic", context -> {
                neo4j.execute("CREATE (:Reading {tag: 'a', at: 1})");
                awaitRecord("readings", "{\"tag\":\"a\",\"at\":1}");
            }),
            entry("top-people", context -> {
                NotifyBuilder done = new NotifyBuilder(context).whenCompleted(1).create();
                await().atMost(SOON).until(done::matches);
            }),
            entry("accounts", context -> {
                neo4j.execute("CREATE (:Account {id: 1, owner: 'Ada'})");
                context.createProducerTemplate().sendBody("direct:accounts", Map.of("id", 1, "amount", 250));
                awaitGraph("MATCH (a:Account {id: 1, owner: 'Ada', amount: 250, rest: 50, note: 'R&D #1?'}) RETURN a");
            }),
            entry("people-once", context -> {
                await().atMost(SOON).until(() -> kafka.records("neo4j-streams-cursors").stream()
                        .anyMatch(cursor -> cursor.key().equals("people-once")));
                neo4j.execute("CREATE (:Person {name: 'Ada'}), (:Person {name: 'Eve'})");
                awaitRecord("people-once", "\"name\":\"Ada\"");
                awaitRecord("people-once", "\"name\":\"Eve\"");
            }),
            entry("people-one-publisher", context -> {
                awaitGraph("MATCH (l:Neo4jStreamsLease {name: 'people-one-publisher'})"
                        + " WHERE l.expiresAt - l.renewedAt = 10000 RETURN l");
                awaitCursor("people-one-publisher");
                neo4j.execute("CREATE (:Person {name: 'Ada'})");
                awaitRecord("people-one-publisher", "\"name\":\"Ada\"");
            }),
            entry("changes-by-name", context -> {
                awaitCursor("changes-by-name");
                neo4j.execute("CREATE (:Person {name: 'Ada', ssn: 1})-[:KNOWS]->(:Person {name: 'Eve'})");
                awaitRecord("changes-of-people", "\"name\":\"Ada\"");
                awaitRecord("changes-of-friends", "\"type\":\"KNOWS\"");
                assertThat(kafka.records("changes-of-people"))
                        .allSatisfy(record -> assertThat(record.value()).doesNotContain("ssn", "KNOWS"));
            }),
            entry("next-change", context -> {
                // takes its starting point, and there is nothing behind it yet
                context.createProducerTemplate().sendBody("direct:next-change", null);
                neo4j.execute("CREATE (:Person {name: 'Ada'}), (:Person {name: 'Eve'})");
                await().atMost(SOON).untilAsserted(() -> {
                    context.createProducerTemplate().sendBody("direct:next-change", null);
                    assertThat(kafka.records("next-change"))
                            .anyMatch(record -> record.value().contains("Eve"));
                });
            }),
            entry("rome-to-milan", context -> {
                // one database is both cities here, and the sink's own write would come back from it
                NotifyBuilder done = new NotifyBuilder(context).whenCompleted(1).create();
                awaitCursor("rome-to-milan");
                neo4j.execute("CREATE CONSTRAINT FOR (p:Person) REQUIRE p.name IS UNIQUE");
                neo4j.execute("CREATE (:Person {name: 'Ada'})");
                await().atMost(SOON).until(done::matches);
            }),
            entry("people-changes", context -> {
                awaitCursor("people-changes");
                neo4j.execute("CREATE (:Person {name: 'Ada', city: 'Turin', ssn: 1})");
                awaitRecord("people-changes", "\"name\":\"Ada\"");
                assertThat(kafka.records("people-changes"))
                        .allSatisfy(record ->
                                assertThat(record.value()).contains("Turin").doesNotContain("ssn"));
            }),
            entry("people-cloudevents", context -> {
                awaitCursor("people-cloudevents");
                neo4j.execute("CREATE (:Person {name: 'Ada'})");
                awaitRecord("people-cloudevents", "\"name\":\"Ada\"");
                ConsumerRecord<String, String> record =
                        kafka.records("people-cloudevents").get(0);
                assertThat(record.headers().lastHeader("content-type").value())
                        .asString()
                        .isEqualTo("application/cloudevents+json");
                JsonSample.of(TOP.resolve("docs/change-data-capture.md"), "\"specversion\"")
                        .isLike(record.value());
            }),
            entry("people-compacted", context -> {
                neo4j.execute("CREATE CONSTRAINT person_mail FOR (p:Person) REQUIRE p.mail IS UNIQUE");
                CompactedTopics.create(kafka, "people-compacted");
                awaitCursor("people-compacted");
                Path page = TOP.resolve("docs/change-data-capture.md");
                for (String statement : after(page, "(?s)## Compacted topics.*?```cypher\n(.*?)```")
                        .split(";\n")) {
                    neo4j.execute(statement);
                }
                String table = after(page, "(?s)## Compacted topics.*?\n\\|---\\|---\\|\n(.*?)\n\n");
                List<String> rows = table.lines().toList();
                await().atMost(SOON)
                        .until(() -> kafka.records("people-compacted").size() >= rows.size());
                assertThat(kafka.records("people-compacted")).map(DocsIT::row).isEqualTo(rows);
            }),
            entry("kamelet-people", context -> {
                kafka.send("kamelet-people", null, "{\"id\": 1, \"name\": \"Ada\"}");
                kafka.send("kamelet-people", null, "{\"id\": 1, \"city\": \"Turin\"}");
                awaitGraph("MATCH (p:Person {id: 1, name: 'Ada', city: 'Turin'}) RETURN p");
            }),
            entry("kamelet-changes", context -> {
                awaitCursor("kamelet-changes");
                neo4j.execute("CREATE (:Person {name: 'Ada', city: 'Turin', ssn: 1})");
                awaitRecord("kamelet-changes", "\"city\":\"Turin\"");
                assertThat(kafka.records("kamelet-changes"))
                        .allSatisfy(record -> assertThat(record.value()).doesNotContain("ssn"));
            }),
            entry("kamelet-purchases", context -> {
                kafka.send("kamelet-purchases", null, "{\"customer\": 1}");
                kafka.send("kamelet-purchases", null, "no json");
                kafka.send("kamelet-purchases", null, "{\"customer\": 1}");
                awaitGraph("MATCH (c:Customer {id: 1, purchases: 2}) RETURN c");
                awaitRecord("kamelet-purchases-dead", "no json");
                awaitGraph(
                        "MATCH (f:Neo4jStreamsOffset {id: 'kamelet-purchases/kamelet-purchases/0', offset: 2}) RETURN f");
            }),
            entry("kamelet-once", context -> {
                await().atMost(SOON).until(() -> kafka.records("neo4j-streams-cursors").stream()
                        .anyMatch(cursor -> cursor.key().equals("kamelet-once")));
                neo4j.execute("CREATE (:Person {name: 'Ada'}), (:Person {name: 'Eve'})");
                awaitRecord("kamelet-once", "\"name\":\"Ada\"");
                awaitRecord("kamelet-once", "\"name\":\"Eve\"");
            }),
            entry("publish-again-and-again", context -> {
                neo4j.execute("CREATE (:Person {id: 1, name: 'Ada'})");
                awaitRecord("people-published", "{\"payload\":{\"id\":");
                assertThat(kafka.records("people-published").get(0).key()).isEqualTo("1");
            }),
            entry("consume-again-and-again", context -> {
                kafka.send("people-to-consume", null, "{\"name\": \"Andrea\", \"surname\": \"Santurbano\"}");
                awaitGraph("MATCH (p:Person {firstName: 'Andrea', lastName: 'Santurbano'}) RETURN p");
            }),
            entry("visits-on-request", context -> {
                kafka.send("visits", null, "{\"id\": 7, \"page\": \"/\"}");
                await().atMost(SOON).until(() -> context.createProducerTemplate()
                        .requestBody("direct:visits", null, int.class)
                        .equals(1));
                awaitGraph("MATCH (v:Visit {id: 7, page: '/'}) RETURN v");
                int again = context.createProducerTemplate()
                        .requestBody(
                                "direct:visits",
                                Map.of("partitions", List.of(Map.of("partition", 0, "offset", 0))),
                                int.class);
                assertThat(again).isEqualTo(1);
            }));

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyRouteDoesWhatItSays() {
        return examples()
                .filter(example -> !example.file().startsWith("README"))
                .map(example -> DynamicTest.dynamicTest(example.toString(), () -> {
                    assertThat(PROBES).as("a probe for each example").containsKey(example.id());
                    neo4j.wipe();
                    Path file = Files.writeString(folder.resolve(example.id() + ".yaml"), example.yaml());
                    try (Application application = example.ready() == null
                            ? Application.run(file, kafka, neo4j)
                            : Application.run(example.ready(), file, kafka, neo4j)) {
                        PROBES.get(example.id()).check(application.context());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> theRoutesOfTheReadmeAreThoseOfTheQuickstart() {
        return examples()
                .filter(example -> example.file().startsWith("README"))
                .map(example -> DynamicTest.dynamicTest(example.toString(), () -> {
                    Path quickstart =
                            TOP.resolve("examples/quickstart/src/main/resources/routes/" + example.id() + ".yaml");
                    assertThat(quickstart).hasContent(example.yaml());
                }));
    }

    /** @param ready properties of a ready route that stand above it, if it says that it goes with them */
    private record Example(String file, String id, String yaml, Properties ready) {
        @Override
        public String toString() {
            return file + ": " + id;
        }
    }

    private static Stream<Example> examples() {
        List<Example> examples = new ArrayList<>();
        try (Stream<Path> docs = Files.list(TOP.resolve("docs"))) {
            List<Path> pages = Stream.concat(Stream.of(TOP.resolve("README.md")), docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !StrategyPagesIT.runs(page))
                    .sorted()
                    .toList();
            for (Path page : pages) {
                String text = Files.readString(page);
                Matcher yaml = YAML.matcher(text);
                while (yaml.find()) {
                    Matcher id = ID.matcher(yaml.group(1));
                    assertThat(id.find()).as("an id in each route of " + page).isTrue();
                    examples.add(new Example(
                            page.getFileName().toString(),
                            id.group(1),
                            yaml.group(1),
                            yaml.group(1).startsWith(WITH_PROPERTIES)
                                    ? lastProperties(text.substring(0, yaml.start()))
                                    : null));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(examples).hasSizeGreaterThan(5);
        return examples.stream();
    }

    /** Waits until the source has taken its starting point. */
    private static void awaitCursor(String name) {
        awaitGraph("MATCH (c:Neo4jStreamsCursor {name: '" + name + "'}) WHERE c.cursor IS NOT NULL RETURN c");
    }

    /** The first group of a pattern in a page. */
    private static String after(Path page, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(page));
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static String row(ConsumerRecord<String, String> record) {
        String value = "none";
        if (record.value() != null) {
            Matcher operation = Pattern.compile("\"operation\":\"(\\w+)\"").matcher(record.value());
            assertThat(operation.find()).isTrue();
            value = "the event, `" + operation.group(1) + "`";
        }
        return "| `" + record.key() + "` | " + value + " |";
    }

    private static Properties lastProperties(String text) throws IOException {
        Matcher blocks = PROPERTIES.matcher(text);
        Properties last = new Properties();
        while (blocks.find()) {
            last.clear();
            last.load(new StringReader(blocks.group(1)));
        }
        assertThat(last).containsKey("camel.main.routes-include-pattern");
        return last;
    }

    private static void awaitGraph(String query) {
        await().atMost(SOON).until(() -> neo4j.execute(query).size() == 1);
    }

    private static void awaitRecord(String topic, String part) {
        await().atMost(SOON).until(() -> kafka.records(topic).stream()
                .anyMatch(record -> record.value().contains(part)));
    }
}
