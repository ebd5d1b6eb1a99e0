package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.camel.Neo4jStreamsConstants;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import io.github.neo4jstreams.value.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Events and their cursor in one transaction of Kafka. */
@TestBed
class KafkaPublisherIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String ROUTE = "cdc-source-exactly-once";

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
            KafkaPublisher publisher = new KafkaPublisher();
            publisher.setCamelContext(context);
            publisher.setTopic(topic);
            publisher.start();
            publishers.add(publisher);
            return publisher;
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
                    .withMessageContaining("has to be read before");
            second.process(events("c2", "b"));

            assertThat(first.getState(topic)).isEqualTo("c2");
            assertThatExceptionOfType(KafkaException.class).isThrownBy(() -> second.setState(topic, "c3"));
            first.process(events("c3", "c"));
            assertThat(published()).containsExactly("a", "b", "c");
        }

        @Test
        void refusesWhatHasNoCursor() {
            KafkaPublisher publisher = publisher();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> publisher.process(new DefaultExchange(context)))
                    .withMessageContaining("groupBy=poll");
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
            commit(20, 40);
            try (Application app = Application.run(ROUTE, kafka, neo4j, properties)) {
                commit(40, 60);
                awaitAndCheck(60);
            }
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
