package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.camel.Neo4jStreamsConstants;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import io.github.neo4jstreams.value.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events and their cursor in one transaction of Kafka. */
@TestBed
class KafkaPublisherIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String ROUTE = "cdc-source-exactly-once";
    private static final String CURSORS = "neo4j-streams-cursors";

    /** For brokers that don't answer. */
    private static final Map<String, Object> IMPATIENT =
            Map.of("max.block.ms", "1500", "request.timeout.ms", "2000", "default.api.timeout.ms", "5000");

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @Nested
    class APublisher {

        private final CamelContext context = new DefaultCamelContext();
        private final List<KafkaPublisher> publishers = new ArrayList<>();
        private final String topic = Topics.create(kafka, "published", 1);

        @BeforeEach
        void start() {
            context.getComponent("kafka", KafkaComponent.class)
                    .getConfiguration()
                    .setBrokers(kafka.bootstrapServers());
            context.start();
        }

        @AfterEach
        void stop() {
            publishers.forEach(KafkaPublisher::stop);
            context.stop();
        }

        private KafkaPublisher publisher() {
            return publisher(any -> {});
        }

        private KafkaPublisher publisher(Consumer<KafkaPublisher> options) {
            KafkaPublisher publisher = new KafkaPublisher();
            publisher.setCamelContext(context);
            publisher.setTopic(topic);
            options.accept(publisher);
            publisher.start();
            publishers.add(publisher);
            return publisher;
        }

        /** One that the test itself leads, and that says nothing about what it is doing. */
        private Producer<String, String> producer(String transactionalId) {
            Producer<String, String> producer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            kafka.bootstrapServers(),
                            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                            transactionalId),
                    new StringSerializer(),
                    new StringSerializer());
            producer.initTransactions();
            producer.beginTransaction();
            return producer;
        }

        private Exchange events(String cursor, String... values) {
            List<Exchange> parts = Stream.of(values)
                    .map(value -> {
                        Exchange part = new DefaultExchange(context);
                        part.getMessage().setBody(value);
                        part.getMessage().setHeader("kafka.KEY", "key of " + value);
                        return part;
                    })
                    .toList();
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(parts);
            exchange.getMessage().setHeader(Neo4jStreamsConstants.CURSOR_NAME, topic);
            exchange.getMessage().setHeader(Neo4jStreamsConstants.CURSOR, cursor);
            return exchange;
        }

        private List<String> published() {
            return kafka.records(topic).stream().map(ConsumerRecord::value).toList();
        }

        @Test
        void commitsEventsWithTheirCursor() {
            KafkaPublisher publisher = publisher();
            assertThat(publisher.getState(topic)).isNull();

            publisher.process(events("c1", "a", "b"));
            publisher.setState(topic, "c2");

            assertThat(published()).containsExactly("a", "b");
            assertThat(kafka.records(topic)).extracting(ConsumerRecord::key).containsExactly("key of a", "key of b");
            assertThat(publisher.getState(topic)).isEqualTo("c2");
            assertThat(publisher().getState(topic)).isEqualTo("c2");
        }

        @Test
        void canPublishNothingAnyMoreOnceAnotherHasTakenOver() {
            KafkaPublisher first = publisher();
            first.getState(topic);
            first.process(events("c1", "a"));
            KafkaPublisher second = publisher();
            assertThat(second.getState(topic)).isEqualTo("c1");

            assertThatExceptionOfType(KafkaException.class).isThrownBy(() -> first.process(events("c2", "b")));
            assertThatIllegalStateException()
                    .isThrownBy(() -> first.process(events("c2", "b")))
                    .withMessageContaining("has to be read again");
            second.process(events("c2", "b"));

            assertThat(first.getState(topic)).isEqualTo("c2");
            assertThatExceptionOfType(KafkaException.class).isThrownBy(() -> second.setState(topic, "c3"));
            first.process(events("c3", "c"));
            assertThat(published()).containsExactly("a", "b", "c");
        }

        @Test
        void endsWhatAnotherHadBegun() {
            KafkaPublisher publisher = publisher();
            publisher.getState(topic);
            publisher.process(events("c1", "a"));
            try (Producer<String, String> other = producer("neo4j-streams-" + topic)) {
                other.send(new ProducerRecord<>(topic, "key of b", "b"));
                other.send(new ProducerRecord<>(CURSORS, 0, topic, "c2"));
                other.flush();

                assertThat(publisher().getState(topic)).isEqualTo("c1");
                assertThatExceptionOfType(KafkaException.class).isThrownBy(other::commitTransaction);
            }
            assertThat(published()).containsExactly("a");
        }

        @Test
        void readsItsCursorAlsoBehindAnOpenTransactionOfAnotherName() {
            String cursors = topic + "-cursors";
            KafkaPublisher first = publisher(publisher -> publisher.setCursorTopic(cursors));
            first.getState(topic);
            KafkaPublisher second = publisher(publisher -> publisher.setCursorTopic(cursors));
            try (Producer<String, String> other = producer("other of " + topic)) {
                other.send(new ProducerRecord<>(cursors, 0, "other", "d1"));
                other.flush();
                first.process(events("c1", "a"));

                CompletableFuture<String> cursor = CompletableFuture.supplyAsync(() -> second.getState(topic));
                await().during(Duration.ofSeconds(1)).atMost(LONG).until(() -> !cursor.isDone());
                other.commitTransaction();
                assertThat(cursor).succeedsWithin(LONG).isEqualTo("c1");
            }
        }

        @Test
        void holdsReadersUpNoLongerThanItTakesToAbort() {
            KafkaPublisher publisher = publisher();
            publisher.getState(topic);
            assertThatExceptionOfType(KafkaException.class)
                    .isThrownBy(() -> publisher.process(events("c1", "a", "too large".repeat(1_000_000))));

            kafka.send(topic, null, "from somebody else");
            await().atMost(Duration.ofSeconds(20)).until(() -> published().equals(List.of("from somebody else")));
            assertThat(publisher.getState(topic)).isNull();
            publisher.process(events("c1", "a"));
            assertThat(published()).containsExactly("from somebody else", "a");
        }

        @Test
        void hasBrokersOfItsOwnAndCreatesACompactedTopicForCursors() throws Exception {
            context.getComponent("kafka", KafkaComponent.class)
                    .getConfiguration()
                    .setBrokers("127.0.0.1:1");
            String cursors = topic + "-cursors";
            KafkaPublisher publisher = publisher(options -> {
                options.setBrokers(kafka.bootstrapServers());
                options.setCursorTopic(cursors);
                options.setCursorTopicReplicationFactor((short) 1);
            });
            publisher.getState(topic);
            publisher.process(events("c1", "a"));

            assertThat(published()).containsExactly("a");
            assertThat(kafka.admin()
                            .describeTopics(List.of(cursors))
                            .topicNameValues()
                            .get(cursors)
                            .get()
                            .partitions())
                    .hasSize(1);
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, cursors);
            assertThat(kafka.admin()
                            .describeConfigs(List.of(resource))
                            .values()
                            .get(resource)
                            .get()
                            .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                            .value())
                    .isEqualTo(TopicConfig.CLEANUP_POLICY_COMPACT);
        }

        @Test
        void refusesATopicForCursorsThatForgetsThem() {
            String cursors = Topics.create(kafka, "forgetful", 1);
            KafkaPublisher publisher = publisher(options -> options.setCursorTopic(cursors));
            assertThatIllegalStateException()
                    .isThrownBy(() -> publisher.getState(topic))
                    .withMessageContaining("cleanup.policy=delete")
                    .withMessageContaining("cleanup.policy=compact");
        }

        /** As a source does it: read the cursor, publish what comes after it, and again. */
        @Test
        void publishesEachNumberOnceAlthoughCommitsFailAndNobodyKnowsHow() {
            KafkaPublisher publisher = publisher(options -> options.setAdditionalProperties(IMPATIENT));
            AtomicInteger published = new AtomicInteger();
            AtomicInteger failures = new AtomicInteger();
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<Void> source = CompletableFuture.runAsync(() -> {
                while (!enough.get()) {
                    try {
                        publisher.process(next(publisher.getState(topic)));
                        published.incrementAndGet();
                    } catch (KafkaException | IllegalStateException e) {
                        failures.incrementAndGet();
                    }
                }
            });
            try {
                for (int round = 0; round < 3; round++) {
                    awaitMore(published, 10);
                    kafka.freeze();
                    try {
                        awaitMore(failures, 1);
                    } finally {
                        kafka.thaw();
                    }
                    awaitMore(published, 10);
                    int before = failures.get();
                    publisher().getState(topic);
                    await().atMost(LONG).until(() -> failures.get() > before);
                }
                awaitMore(published, 10);
            } finally {
                enough.set(true);
            }
            assertThat(source).succeedsWithin(LONG);

            int last = Integer.parseInt(publisher.getState(topic));
            assertThat(published())
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, last)
                            .mapToObj(String::valueOf)
                            .toList());
        }

        private Exchange next(String cursor) {
            String next = String.valueOf(cursor == null ? 1 : Integer.parseInt(cursor) + 1);
            return events(next, next);
        }

        private static void awaitMore(AtomicInteger counter, int more) {
            int now = counter.get();
            await().atMost(LONG).until(() -> counter.get() >= now + more);
        }
    }

    @Test
    void allOptionsCanBeSetInYaml(@TempDir Path folder) throws Exception {
        Path yaml = Files.writeString(folder.resolve("route.yaml"), """
                - beans:
                    - name: publisher
                      type: io.github.neo4jstreams.routes.KafkaPublisher
                      properties:
                        topic: t
                        brokers: there:1
                        cursorTopic: c
                        cursorTopicReplicationFactor: 3
                        transactionalIdPrefix: p-
                        additionalProperties:
                          "[transaction.timeout.ms]": 5000
                """);
        try (Application app = Application.run(yaml, kafka, neo4j)) {
            assertThat(app.context().getRegistry().lookupByNameAndType("publisher", KafkaPublisher.class))
                    .returns("t", KafkaPublisher::getTopic)
                    .returns("there:1", KafkaPublisher::getBrokers)
                    .returns("c", KafkaPublisher::getCursorTopic)
                    .returns((short) 3, KafkaPublisher::getCursorTopicReplicationFactor)
                    .returns("p-", KafkaPublisher::getTransactionalIdPrefix)
                    .extracting(KafkaPublisher::getAdditionalProperties)
                    .hasToString("{transaction.timeout.ms=5000}");
        }
    }

    @Nested
    class TheReadyRoute {

        private final String topic = Topics.create(kafka, "once", 1);
        private final String label = "Of" + topic.replace('-', '_');
        private final Map<String, String> properties = Map.of(
                "topic",
                topic,
                "cursor-name",
                topic,
                "start-from",
                "earliest",
                "select",
                "(:" + label + ")",
                "poll-interval",
                "50");

        @BeforeEach
        void emptyGraph() {
            neo4j.wipe();
        }

        /** Transactions of three changes each, of nodes with a label that no other test has. */
        private void commit(int from, int to) {
            for (int i = from; i < to; i++) {
                neo4j.execute("UNWIND range(0, 2) AS part CREATE (:" + label + " {nr: 3 * $i + part})", Map.of("i", i));
            }
        }

        private void awaitAndCheck(int transactions) {
            await().atMost(LONG).until(() -> kafka.records(topic).size() >= 3 * transactions);
            assertThat(kafka.records(topic))
                    .extracting(record -> at(record, "event", "state", "after", "properties", "nr"))
                    .containsExactlyElementsOf(LongStream.range(0, 3L * transactions)
                            .boxed()
                            .map(Object.class::cast)
                            .toList());
        }

        private static Object at(ConsumerRecord<String, String> record, String... path) {
            Object found = Json.read(record.value());
            for (String name : path) {
                found = ((Map<?, ?>) found).get(name);
            }
            return found;
        }

        @Test
        void goesOnWhereItWas() {
            try (Application app = Application.run(ROUTE, kafka, neo4j, properties)) {
                commit(0, 20);
                awaitAndCheck(20);
            }
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .as("producers that are still open")
                    .noneMatch(thread -> thread.contains(topic));
            commit(20, 40);
            try (Application app = Application.run(ROUTE, kafka, neo4j, properties)) {
                commit(40, 60);
                awaitAndCheck(60);
            }
        }

        @Test
        void publishesCloudEventsAndTombstones() {
            neo4j.execute("CREATE CONSTRAINT IF NOT EXISTS FOR (n:" + label + ") REQUIRE n.nr IS UNIQUE");
            Map<String, String> compacted = new HashMap<>(properties);
            compacted.put("tombstones", "true");
            compacted.put("value-format", "cloudevents");
            try (Application app = Application.run(ROUTE, kafka, neo4j, compacted)) {
                neo4j.execute("CREATE (:" + label + " {nr: 1})");
                neo4j.execute("MATCH (n:" + label + ") DELETE n");
                await().atMost(LONG).until(() -> kafka.records(topic).size() >= 3);
            }
            CompactedTopics.areACreateADeleteAndATombstone(kafka.records(topic));
        }

        @Test
        void publishesEverythingOnceAlthoughTwoReplicasTryAndTheServersAreKilled() {
            try (Application app = Application.run(ROUTE, kafka, neo4j, properties);
                    Application another = Application.run(ROUTE, kafka, neo4j, properties)) {
                commit(0, 30);
                await().atMost(LONG).until(() -> kafka.records(topic).size() >= 30);
                kafka.kill();
                commit(30, 60);
                kafka.start();
                commit(60, 90);
                neo4j.kill();
                neo4j.start();
                commit(90, 120);
                awaitAndCheck(120);
            }
        }
    }
}
