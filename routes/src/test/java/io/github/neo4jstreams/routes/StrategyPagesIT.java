package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.neo4jstreams.routes.StrategyPage.Example;
import io.github.neo4jstreams.routes.StrategyPage.JsonMessage;
import io.github.neo4jstreams.routes.StrategyPage.Refusal;
import io.github.neo4jstreams.testbed.GraphDump;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.component.kafka.KafkaConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Every example of the pages about strategies makes the graph that it shows, whatever they say is refused is refused with the
 * words that they quote, and what they quote of the log is logged.
 */
@TestBed
class StrategyPagesIT {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Duration SOON = Duration.ofSeconds(30);

    /** How many examples and refusals a page has at least: one that isn't found isn't run. */
    private record Least(int examples, int refusals) {}

    private static final Map<String, Least> PAGES = Map.of(
            "values.md", new Least(3, 0),
            "strategies/cypher.md", new Least(7, 7),
            "strategies/pattern.md", new Least(16, 17),
            "strategies/cud.md", new Least(6, 17),
            "strategies/cdc-schema.md", new Least(8, 8),
            "strategies/cdc-source-id.md", new Least(5, 4));

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    /** Whether the routes of a page are run here, and so needn't be elsewhere. */
    static boolean runs(Path page) {
        return page.startsWith(DOCS)
                && PAGES.containsKey(DOCS.relativize(page).toString().replace('\\', '/'));
    }

    @BeforeEach
    void listen() {
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root().detachAppender(log);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @TestFactory
    Stream<DynamicContainer> pagesDoWhatTheySay() {
        return PAGES.keySet().stream().sorted().map(name -> {
            StrategyPage page = page(name);
            List<DynamicTest> tests = new ArrayList<>();
            page.examples().forEach(example -> tests.add(DynamicTest.dynamicTest(example.id(), () -> check(example))));
            if (!page.refusals().isEmpty()) {
                tests.add(DynamicTest.dynamicTest("refusals", () -> checkRefusals(page)));
            }
            tests.add(DynamicTest.dynamicTest("log", () -> checkLog(page)));
            return DynamicContainer.dynamicContainer(name, tests);
        });
    }

    @Test
    void noExampleIsOverlooked() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS.resolve("strategies"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".md"))
                            .filter(file -> !file.endsWith("README.md")))
                    .allMatch(StrategyPagesIT::runs);
        }
        PAGES.forEach((name, least) -> {
            assertThat(page(name).examples()).as("examples of " + name).hasSizeGreaterThanOrEqualTo(least.examples());
            assertThat(page(name).refusals()).as("refusals of " + name).hasSizeGreaterThanOrEqualTo(least.refusals());
        });
    }

    @Test
    void topicsAndRoutesHaveTheirOwnNames() {
        List<Example> examples = PAGES.keySet().stream()
                .flatMap(name -> page(name).examples().stream())
                .toList();
        assertThat(examples.stream().map(Example::id)).doesNotHaveDuplicates();
        assertThat(examples.stream().flatMap(example -> example.topics().stream()))
                .doesNotHaveDuplicates();
    }

    private static StrategyPage page(String name) {
        try {
            return StrategyPage.read(DOCS.resolve(name));
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " can't be read", e);
        }
    }

    private void check(Example example) throws IOException {
        neo4j.wipe();
        run(example.after());
        GraphDump expected = GraphDump.of(neo4j);
        neo4j.wipe();
        run(example.before());
        example.topics().forEach(topic -> kafka.createTopic(topic, 1));
        Path file = Files.writeString(folder.resolve(example.id() + ".yaml"), example.yaml());
        int logged = log.list.size();
        List<List<JsonMessage>> parts = parts(example);
        Map<String, Integer> sent = new HashMap<>();
        // those of a single topic are there when the route starts, and so are one batch
        send(parts.get(0), example, sent);
        try (Application application = Application.run(file, kafka, neo4j)) {
            awaitWritten(sent, example, logged);
            for (List<JsonMessage> part : parts.subList(1, parts.size())) {
                send(part, example, sent);
                awaitWritten(sent, example, logged);
            }
        }
        assertThat(expected.differenceTo(GraphDump.of(neo4j)))
                .as("what the graph lacks and has too much")
                .isEmpty();
    }

    /** Messages in their order, a part for each change of the topic. */
    private static List<List<JsonMessage>> parts(Example example) {
        List<List<JsonMessage>> parts = new ArrayList<>();
        String topic = null;
        for (JsonMessage message : example.messages()) {
            if (parts.isEmpty()
                    || !message.record(example.topics().get(0)).topic().equals(topic)) {
                parts.add(new ArrayList<>());
                topic = message.record(example.topics().get(0)).topic();
            }
            parts.get(parts.size() - 1).add(message);
        }
        return parts;
    }

    private static void send(List<JsonMessage> messages, Example example, Map<String, Integer> sent) {
        kafka.send(messages.stream()
                .map(message -> message.withElementId(StrategyPagesIT::elementId)
                        .record(example.topics().get(0)))
                .toList());
        messages.forEach(
                message -> sent.merge(message.record(example.topics().get(0)).topic(), 1, Integer::sum));
    }

    /** Of the only node that there is. */
    private static String elementId() {
        List<Map<String, Object>> nodes = neo4j.execute("MATCH (n) RETURN elementId(n) AS id");
        assertThat(nodes).hasSize(1);
        return (String) nodes.get(0).get("id");
    }

    private void awaitWritten(Map<String, Integer> sent, Example example, int logged) {
        try {
            await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> sent.keySet().stream()
                    .allMatch(topic ->
                            kafka.committedOffset(example.group(), topic, 0).orElse(0) == sent.get(topic)));
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(
                    "Not all messages were written: "
                            + messagesFrom(logged, Level.WARN).distinct().collect(Collectors.joining("\n")),
                    e);
        }
    }

    /** Each message is sent to the endpoint of the page's first route, as if it came from its topic. */
    private void checkRefusals(StrategyPage page) throws IOException {
        Example first = page.examples().get(0);
        Path file = Files.writeString(folder.resolve("refusals.yaml"), first.yaml());
        try (Application application = Application.run(file, kafka, neo4j)) {
            CamelContext context = application.context();
            Endpoint sink = context.getEndpoints().stream()
                    .filter(endpoint -> endpoint.getEndpointUri().startsWith("neo4j-streams:"))
                    .findFirst()
                    .orElseThrow();
            try (ProducerTemplate template = context.createProducerTemplate()) {
                String before = null;
                for (Refusal refusal : page.refusals()) {
                    if (!refusal.before().equals(before)) {
                        before = refusal.before();
                        neo4j.wipe();
                        run(before);
                    }
                    GraphDump graph = GraphDump.of(neo4j);
                    Throwable error = refusal.what().equals(List.of("pattern"))
                                    || refusal.what().equals(List.of("query"))
                            ? configure(refusal, template)
                            : send(refusal, template, sink, first.topics().get(0));
                    assertThat(error).as(refusal.toString()).isNotNull();
                    assertThat(messages(error)).as(refusal.toString()).anyMatch(refusal::isIn);
                    assertThat(graph.differenceTo(GraphDump.of(neo4j)))
                            .as("what was written of " + refusal)
                            .isEmpty();
                }
            }
        }
    }

    private static Throwable send(Refusal refusal, ProducerTemplate template, Endpoint sink, String topic) {
        Exchange exchange = template.send(sink, in -> {
            in.getMessage().setBody(emptyAsNull(refusal.cell("value")));
            in.getMessage().setHeader(KafkaConstants.KEY, emptyAsNull(refusal.cell("key")));
            in.getMessage().setHeader(KafkaConstants.TOPIC, topic);
            in.getMessage().setHeader(KafkaConstants.PARTITION, 0);
            in.getMessage().setHeader(KafkaConstants.OFFSET, 0L);
        });
        return exchange.getException();
    }

    private static byte[] emptyAsNull(String text) {
        return text == null || text.isEmpty() ? null : StrategyPage.utf8(text);
    }

    /** An endpoint with the option that the column is called like, whose server may have to judge it. */
    private static Throwable configure(Refusal refusal, ProducerTemplate template) {
        String option = refusal.what().get(0);
        String strategy = option.equals("query") ? "cypher" : option;
        try {
            Endpoint sink = template.getCamelContext()
                    .getEndpoint("neo4j-streams:%s?%s=RAW(%s)".formatted(strategy, option, refusal.cell(option)));
            return template.send(sink, in -> in.getMessage().setBody("{}")).getException();
        } catch (ResolveEndpointFailedException e) {
            return e;
        }
    }

    private static List<String> messages(Throwable error) {
        List<String> messages = new ArrayList<>();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            messages.add(String.valueOf(cause.getMessage()));
        }
        return messages;
    }

    private void checkLog(StrategyPage page) {
        List<String> all = messagesFrom(0, Level.INFO).toList();
        assertThat(page.logged())
                .allSatisfy(line -> assertThat(all).anyMatch(logged -> StrategyPage.matches(line, logged)));
    }

    private Stream<String> messagesFrom(int index, Level least) {
        return new ArrayList<>(log.list)
                .subList(index, log.list.size()).stream()
                        .filter(event -> event.getLevel().isGreaterOrEqual(least))
                        .map(event -> "%-5s %s".formatted(event.getLevel(), event.getFormattedMessage()));
    }

    private static void run(String cypher) {
        for (String statement : cypher.split(";\n")) {
            if (!statement.lines().allMatch(line -> line.isBlank() || line.startsWith("//"))) {
                neo4j.execute(statement);
            }
        }
    }
}
