package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sources promise holds for the steps behind a Kamelet as well. */
@TestBed
class KameletSourcesIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @TempDir
    Path folder;

    private String topic;

    /** Of this test's nodes alone: the log has the changes of all tests. */
    private String label;

    /** Before the route in its file. */
    private String exceptions = "";

    @BeforeEach
    void begin() {
        neo4j.wipe();
        neo4j.execute("CREATE CONSTRAINT person IF NOT EXISTS FOR (p:Person) REQUIRE p.id IS UNIQUE");
        topic = Topics.create(kafka, "kamelet-changes", 1);
        label = topic.replace("kamelet-changes-", "Of");
        Flaky.calls.set(0);
    }

    /** A step that fails every third time. */
    public static final class Flaky implements Processor {
        private static final AtomicInteger calls = new AtomicInteger();

        @Override
        public void process(Exchange exchange) {
            if (calls.incrementAndGet() % 3 == 0) {
                throw new IllegalStateException("on purpose");
            }
        }
    }

    /** A step that leaves those out whose number is even, and says so in a header of the others. */
    public static final class Odd implements Processor {
        @Override
        public void process(Exchange exchange) {
            List<Exchange> odd = ((List<?>) exchange.getMessage().getBody())
                    .stream()
                            .map(Exchange.class::cast)
                            .filter(part -> part.getMessage()
                                    .getHeader("kafka.KEY", String.class)
                                    .matches(".*[13579]\"}]}}"))
                            .toList();
            odd.forEach(part -> part.getMessage().setHeader("odd", "yes"));
            exchange.getMessage().setBody(odd);
        }
    }

    private Application run(String kamelet, String parameters, String steps) throws Exception {
        String route = """
                - beans:
                    - name: flaky
                      type: io.github.neo4jstreams.routes.KameletSourcesIT$Flaky
                    - name: odd
                      type: io.github.neo4jstreams.routes.KameletSourcesIT$Odd
                - route:
                    id: out
                    from:
                      uri: kamelet:KAMELET
                      parameters:
                        cursorName: TOPIC
                        delay: 50
                PARAMETERS
                      steps:
                STEPS
                """.replace("KAMELET", kamelet)
                .replace("PARAMETERS", parameters.indent(8))
                .replace("STEPS", steps.indent(8))
                .replace("TOPIC", topic)
                .replace("LABEL", label);
        Path yaml = Files.writeString(folder.resolve("route.yaml"), exceptions + route);
        return Application.run(yaml, kafka, neo4j);
    }

    @Test
    void everyChangeComesInOrderAlsoWhenAStepFails() throws Exception {
        String steps = "- process: {ref: flaky}\n- to: kafka:TOPIC";
        create(0, 20);
        try (Application app = run("neo4j-streams-cdc-source", "startFrom: earliest\nselect: (:LABEL{seq})", steps)) {
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 20);
        }
        create(20, 30);
        try (Application app = run("neo4j-streams-cdc-source", "select: (:LABEL{seq})", steps)) {
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 30);
        }
        assertThat(keys()).containsExactlyElementsOf(keys(0, 30));
        assertThat(Flaky.calls.get()).isGreaterThan(40);
    }

    @Test
    void newRowsComeWithTheirKeys() throws Exception {
        create(0, 10);
        String parameters = """
                query: MATCH (p:Person) WHERE p.seq > $lastCheck RETURN p.id AS id, p.seq AS seq
                streamingProperty: seq
                startFrom: earliest
                keyProperty: id
                """;
        String steps = "- process: {ref: flaky}\n- to: kafka:TOPIC";
        try (Application app = run("neo4j-streams-query-source", parameters, steps)) {
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 10);
            create(10, 20);
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 20);
        }
        assertThat(keys())
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "p" + i).toList());
        assertThat(kafka.records(topic).get(7).value()).isEqualTo("{\"id\":\"p7\",\"seq\":7}");
    }

    @Test
    void rowsComeTogetherOnRequest() throws Exception {
        create(0, 10);
        String parameters = """
                query: MATCH (p:Person) WHERE p.seq > $lastCheck RETURN p.id AS id, p.seq AS seq
                streamingProperty: seq
                startFrom: earliest
                groupBy: poll
                maxMessagesPerPoll: 4
                """;
        try (Application app = run(
                "neo4j-streams-query-source", parameters, "- setBody: {simple: '${body.size}'}\n- to: kafka:TOPIC")) {
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 3);
        }
        assertThat(kafka.records(topic)).extracting(ConsumerRecord::value).containsExactly("4", "4", "2");
    }

    /** To a reader with {@code isolation.level=read_committed}, which the test bed's is. */
    @Test
    void eachChangeIsPublishedOnceAlsoWhenStepsFailAndTheApplicationStartsAgain() throws Exception {
        create(0, 50);
        String parameters = "topic: TOPIC\nselect: (:LABEL{seq})\nmaxMessagesPerPoll: 10\n";
        String step = "- process: {ref: flaky}";
        try (Application app =
                run("neo4j-streams-cdc-exactly-once-source/publishing", parameters + "startFrom: earliest", step)) {
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 50);
            app.context().getRouteController().stopRoute("publishing");
            create(50, 60);
            app.context().getRouteController().startRoute("publishing");
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 60);
        }
        create(60, 100);
        try (Application app = run("neo4j-streams-cdc-exactly-once-source/publishing", parameters, step)) {
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 100);
            create(100, 101);
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 101);
        }
        assertThat(keys()).containsExactlyElementsOf(keys(0, 101));
        assertThat(Flaky.calls.get()).isGreaterThan(12);
    }

    @Test
    void whatTheStepsLeaveOfItIsPublished() throws Exception {
        create(0, 50);
        try (Application app = run(
                "neo4j-streams-cdc-exactly-once-source",
                "topic: TOPIC\nselect: (:LABEL)\nstartFrom: earliest\ncursorTopic: TOPIC-cursors",
                "- process: {ref: odd}")) {
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 25);
        }
        assertThat(keys())
                .containsExactlyElementsOf(keys(0, 50).stream()
                        .filter(key -> key.matches(".*[13579]\"}]}}"))
                        .toList());
        assertThat(kafka.records(topic))
                .allSatisfy(
                        record -> assertThat(record.headers().lastHeader("odd")).isNotNull());
        assertThat(kafka.records(topic + "-cursors"))
                .extracting(ConsumerRecord::key)
                .contains(topic);
    }

    @Test
    void whatAnErrorHandlerHasHandledIsLeftOut() throws Exception {
        create(0, 5);
        exceptions = """
                - onException:
                    exception: [java.lang.IllegalStateException]
                    handled: {constant: {expression: true}}
                    steps: [{log: taken}]
                """;
        try (Application app = run(
                "neo4j-streams-cdc-exactly-once-source",
                "topic: TOPIC\nselect: (:LABEL)\nstartFrom: earliest\nmaxMessagesPerPoll: 1",
                "- process: {ref: flaky}")) {
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 4);
        }
        assertThat(keys())
                .containsExactlyElementsOf(
                        Stream.of(keys(0, 2), keys(3, 5)).flatMap(List::stream).toList());
    }

    @Test
    void whatTheStepsStopIsLeftOut() throws Exception {
        create(0, 5);
        String stop =
                "- filter:\n    simple: \"${exchangeProperty.CamelBatchIndex} == 0 && ${body.size} == 5\"\n    steps:\n      - stop: {}";
        try (Application app = run(
                "neo4j-streams-cdc-exactly-once-source",
                "topic: TOPIC\nselect: (:LABEL)\nstartFrom: earliest\nmaxMessagesPerPoll: 5\ncursorTopic: TOPIC-cursors",
                stop)) {
            await().atMost(LONG).until(() -> !kafka.records(topic + "-cursors").isEmpty());
            create(5, 7);
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 2);
        }
        assertThat(keys()).containsExactlyElementsOf(keys(5, 7));
    }

    private List<String> keys() {
        return kafka.records(topic).stream().map(ConsumerRecord::key).toList();
    }

    private static List<String> keys(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj("{\"keys\":{\"Person\":[{\"id\":\"p%d\"}]}}"::formatted)
                .toList();
    }

    /** A transaction each. */
    private void create(int from, int to) {
        for (int i = from; i < to; i++) {
            neo4j.execute("CREATE (:Person:" + label + " {id: 'p' + $i, seq: $i})", Map.of("i", i));
        }
    }
}
