package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code streams.consume} was called for. */
@TestBed
class ConsumeRouteIT {

    private static final String ROUTE = "consume";
    private static final String ENTRY = "direct:neo4j-streams-consume";
    private static final Duration LONG = Duration.ofSeconds(60);

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    /** So many records in turn over the partitions, with numbers as their ids. */
    private static String topic(int partitions, int records) {
        String topic = Topics.create(kafka, "consumed", partitions);
        send(topic, partitions, 0, records);
        return topic;
    }

    private static void send(String topic, int partitions, int from, int to) {
        kafka.send(IntStream.range(from, to)
                .mapToObj(i -> new ProducerRecord<byte[], byte[]>(
                        topic, i % partitions, null, "{\"id\": %d}".formatted(i).getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    private static Application run(String topic, Map<String, String> options) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "topic", topic, "group-id", topic, "query", "CREATE (:Person {id: event.id})", "timeout", "2000"));
        properties.putAll(options);
        return Application.run(ROUTE, kafka, neo4j, properties);
    }

    private static Exchange ask(Application app, Object body) {
        Exchange answer = app.context().createProducerTemplate().request(ENTRY, exchange -> exchange.getMessage()
                .setBody(body));
        if (answer.getException() != null) {
            throw new CamelExecutionException("failed", answer, answer.getException());
        }
        return answer;
    }

    private static int consume(Application app, Object body) {
        return ask(app, body).getMessage().getBody(int.class);
    }

    private static List<Object> ids() {
        return neo4j.execute("MATCH (p:Person) RETURN p.id AS id ORDER BY id").stream()
                .map(row -> row.get("id"))
                .toList();
    }

    private static List<Object> numbers(int from, int to) {
        return LongStream.range(from, to).boxed().map(Object.class::cast).toList();
    }

    @Test
    void eachCallGoesOnWhereTheLastOneEnded() {
        String topic = topic(3, 25);
        try (Application app = run(topic, Map.of("max-records", "10"))) {
            Exchange first = ask(app, null);
            assertThat(first.getMessage().getBody()).isEqualTo(10);
            assertThat(first.getMessage().getHeader(KafkaReader.RECORDS)).isEqualTo(10);
            assertThat(first.getMessage().getHeader(KafkaReader.NEXT_OFFSETS))
                    .isEqualTo(ReadBounds.print(new TreeMap<>(Topics.committed(kafka, topic, topic))));
            assertThat(consume(app, null)).isEqualTo(10);
            assertThat(consume(app, null)).isEqualTo(5);
            assertThat(consume(app, Map.of("timeout", 100))).isZero();
        }
        assertThat(ids()).isEqualTo(numbers(0, 25));
        assertThat(Topics.committed(kafka, topic, topic)).isEqualTo(Map.of(0, 9L, 1, 8L, 2, 8L));
        assertThat(Topics.members(kafka, topic)).isZero();
    }

    @Test
    void aCallIsOneTransactionAndCommitsNothingIfThatFails() {
        // more than the sink's own default for a transaction
        String topic = topic(2, 1500);
        try (Application app = run(topic, Map.of("max-records", "1500"))) {
            neo4j.execute("CREATE CONSTRAINT once FOR (p:Person) REQUIRE p.id IS UNIQUE");
            neo4j.execute("CREATE (:Person {id: 1499, there: true})");
            assertThatExceptionOfType(CamelExecutionException.class)
                    .isThrownBy(() -> ask(app, null))
                    .withStackTraceContaining("1499");
            assertThat(ids()).isEqualTo(numbers(1499, 1500));
            assertThat(Topics.committed(kafka, topic, topic)).isEmpty();

            neo4j.execute("MATCH (p:Person) DELETE p");
            assertThat(consume(app, null)).isEqualTo(1500);
        }
        assertThat(ids()).isEqualTo(numbers(0, 1500));
        assertThat(Topics.committed(kafka, topic, topic)).isEqualTo(KafkaRoutes.all(2, 750));
    }

    @Test
    void nothingIsLostWhenTheDatabaseIsAway() {
        String topic = topic(1, 10);
        try (Application app = run(topic, Map.of("camel.component.neo4j-streams.retry-timeout", "1s"))) {
            assertThat(consume(app, Map.of("maxRecords", 4))).isEqualTo(4);
            neo4j.kill();
            try {
                assertThatExceptionOfType(CamelExecutionException.class).isThrownBy(() -> ask(app, null));
            } finally {
                neo4j.start();
            }
            assertThat(Topics.committed(kafka, topic, topic)).isEqualTo(Map.of(0, 4L));
            await().atMost(LONG).ignoreExceptions().until(() -> consume(app, null) == 6);
        }
        assertThat(ids()).isEqualTo(numbers(0, 10));
    }

    @Test
    void withoutACommitTheSameIsReadAgain() {
        String topic = topic(1, 3);
        try (Application app = run(topic, Map.of("commit", "false"))) {
            assertThat(consume(app, null)).isEqualTo(3);
            assertThat(consume(app, null)).isEqualTo(3);
        }
        assertThat(Topics.committed(kafka, topic, topic)).isEmpty();
        assertThat(ids()).containsExactly(0L, 0L, 1L, 1L, 2L, 2L);
    }

    @Test
    void recordsThatAreWrittenAreNotWrittenAgainOnRequest() {
        String topic = topic(2, 20);
        try (Application app = run(topic, Map.of("exactly-once", "true"))) {
            neo4j.execute("CREATE CONSTRAINT once FOR (p:Person) REQUIRE p.id IS UNIQUE");
            neo4j.execute("CREATE (:Person {id: 19})");
            assertThatExceptionOfType(CamelExecutionException.class).isThrownBy(() -> ask(app, null));
            neo4j.execute("MATCH (p:Person) DELETE p");
            assertThat(consume(app, Map.of("commit", false))).isEqualTo(20);
            assertThat(consume(app, null)).isEqualTo(20);
        }
        assertThat(ids()).isEqualTo(numbers(0, 20));
        assertThat(Topics.committed(kafka, topic, topic)).isEqualTo(KafkaRoutes.all(2, 10));
    }

    @Test
    void aCallNamesPartitionsAndOffsetsAsTheProcedureDid() {
        String topic = topic(2, 20);
        try (Application app = run(topic, Map.of("commit", "false"))) {
            assertThat(consume(app, Map.of("partitions", List.of(Map.of("partition", 1, "offset", 7)))))
                    .isEqualTo(3);
            assertThat(ids()).containsExactly(15L, 17L, 19L);
            assertThatExceptionOfType(CamelExecutionException.class)
                    .isThrownBy(() -> ask(app, Map.of("partitions", "1:11")))
                    .withStackTraceContaining("partitions=1:11")
                    .withStackTraceContaining("consumed");
            assertThatExceptionOfType(CamelExecutionException.class)
                    .isThrownBy(() -> ask(app, Map.of("topic", "another")))
                    .withStackTraceContaining("no option 'topic'");
        }
        try (Application app = run(topic, Map.of("partitions", "0:9"))) {
            assertThat(consume(app, null)).isEqualTo(1);
        }
        assertThat(Topics.committed(kafka, topic, topic)).isEqualTo(Map.of(0, 10L));
    }

    @Test
    void fromLatestReadsWhatComesAfterTheFirstCall() {
        String topic = topic(1, 5);
        try (Application app = run(topic, Map.of("from", "latest", "timeout", "300"))) {
            assertThat(consume(app, null)).isZero();
            send(topic, 1, 5, 8);
            assertThat(consume(app, null)).isEqualTo(3);
        }
        assertThat(ids()).isEqualTo(numbers(5, 8));
    }

    @Test
    void callsAtTheSameTimeReadEachRecordOnce() {
        String topic = topic(3, 300);
        try (Application app = run(topic, Map.of("max-records", "40"));
                Application another = run(topic, Map.of("max-records", "40"))) {
            List<CompletableFuture<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                for (Application each : List.of(app, another)) {
                    calls.add(CompletableFuture.supplyAsync(() -> consume(each, null)));
                }
            }
            assertThat(calls).allSatisfy(call -> assertThat(call).succeedsWithin(LONG));
            int read = calls.stream().mapToInt(CompletableFuture::join).sum();
            assertThat(ids()).hasSize(read).doesNotHaveDuplicates();
            while (read < 300) {
                read += consume(app, null);
            }
        }
        assertThat(ids()).isEqualTo(numbers(0, 300));
    }

    @Test
    void aDeadLetterTakesTheBadRecordAlone() {
        String topic = topic(1, 3);
        kafka.send(topic, null, "no json");
        try (Application app = run(topic, Map.of("dead-letter", "kafka:" + topic + "-dead"))) {
            assertThat(consume(app, null)).isEqualTo(4);
        }
        assertThat(ids()).isEqualTo(numbers(0, 3));
        assertThat(kafka.records(topic + "-dead"))
                .extracting(record -> record.value())
                .containsExactly("no json");
        assertThat(Topics.committed(kafka, topic, topic)).isEqualTo(Map.of(0, 4L));
    }

    @Test
    void whoTakesTooLongCantCommitAndHearsWhy() {
        String topic = topic(1, 3);
        CamelContext context = new DefaultCamelContext();
        context.getComponent("kafka", KafkaComponent.class).getConfiguration().setBrokers(kafka.bootstrapServers());
        KafkaReader reader = new KafkaReader();
        reader.setCamelContext(context);
        reader.setTopic(topic);
        reader.setGroupId(topic);
        reader.setMaxRecords(3);
        reader.setAdditionalProperties(Map.of("max.poll.interval.ms", 1000));
        context.start();
        reader.start();
        try {
            Exchange exchange = new DefaultExchange(context);
            reader.read(exchange);
            await().atMost(LONG).until(() -> Topics.members(kafka, topic) == 0);
            Exchange next = new DefaultExchange(context);
            reader.read(next);
            reader.commit(next);

            assertThatExceptionOfType(KafkaException.class)
                    .isThrownBy(() -> reader.commit(exchange))
                    .withMessageContaining("3 records of " + topic + " are written, but 0:3 isn't committed")
                    .withMessageContaining("max.poll.interval.ms");
        } finally {
            reader.stop();
            context.stop();
        }
    }

    @Test
    void whatIsWrongStopsTheApplicationByName() {
        String topic = topic(1, 1);
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> run(topic, Map.of("from", "now")).close())
                .withStackTraceContaining("from=now must be earliest or latest");
    }
}
