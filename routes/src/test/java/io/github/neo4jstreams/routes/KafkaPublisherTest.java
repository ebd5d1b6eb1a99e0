package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.neo4jstreams.camel.Neo4jStreamsConstants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaPublisherTest {

    private static final String NAME = "people";

    private final CamelContext context = new DefaultCamelContext();

    /** One for each time that the cursor was taken over. */
    private final List<MockProducer<String, String>> producers = new ArrayList<>();

    /** Whether they were told to hurry when they were to clean up. */
    private final List<Boolean> interrupted = new ArrayList<>();

    /** What the brokers would say. */
    private String committed = "c0";

    private final KafkaPublisher publisher = new KafkaPublisher() {
        @Override
        Publication takeOver(String name) {
            MockProducer<String, String> producer =
                    new MockProducer<>(true, new StringSerializer(), new StringSerializer()) {
                        @Override
                        public void abortTransaction() {
                            interrupted.add(Thread.currentThread().isInterrupted());
                            super.abortTransaction();
                        }

                        @Override
                        public void close(Duration timeout) {
                            interrupted.add(Thread.currentThread().isInterrupted());
                            super.close(timeout);
                        }
                    };
            producer.initTransactions();
            producers.add(producer);
            return new Publication(name, "cursors", producer, committed);
        }
    };

    @BeforeEach
    void start() {
        publisher.setTopic("events");
        publisher.start();
    }

    @AfterEach
    void stop() {
        publisher.stop();
    }

    private MockProducer<String, String> last() {
        return producers.get(producers.size() - 1);
    }

    private Exchange event(String key, Object value) {
        Exchange event = new DefaultExchange(context);
        event.getMessage().setBody(value);
        if (key != null) {
            event.getMessage().setHeader("kafka.KEY", key);
        }
        return event;
    }

    private Exchange group(String cursor, Exchange... events) {
        Exchange group = new DefaultExchange(context);
        group.getMessage().setBody(List.of(events));
        group.getMessage().setHeader(Neo4jStreamsConstants.CURSOR_NAME, NAME);
        group.getMessage().setHeader(Neo4jStreamsConstants.CURSOR, cursor);
        return group;
    }

    @Test
    void aStandbyTakesNothingOver() {
        assertThat(producers).isEmpty();
    }

    @Test
    void aCursorIsTakenOverOnceHoweverManyAskForIt() {
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> publisher.getState(NAME)))
                        .toArray(CompletableFuture[]::new))
                .join();
        assertThat(publisher.getState(NAME)).isEqualTo("c0");
        assertThat(producers).hasSize(1);
    }

    @Test
    void whoeverIsInterruptedInACommitStillCleansUpAndStaysInterrupted() {
        publisher.getState(NAME);
        last().commitTransactionException = new InterruptException("told to stop");
        assertThatExceptionOfType(InterruptException.class)
                .isThrownBy(() -> publisher.process(group("c1", event("k", "v"))));
        // asks, and lets go of it for the tests to come
        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted).hasSize(2).containsOnly(false);
    }

    @Test
    void eventsAndTheirCursorAreOneTransaction() {
        publisher.getState(NAME);
        Exchange elsewhere = event(null, Map.of("a", 1));
        elsewhere.getMessage().setHeader("kafka.OVERRIDE_TOPIC", "others");
        publisher.process(group("c1", event("k", "v"), event("gone", null), elsewhere));

        assertThat(last().history())
                .containsExactly(
                        new ProducerRecord<>("events", "k", "v"),
                        new ProducerRecord<>("events", "gone", null),
                        new ProducerRecord<>("others", null, "{a=1}"),
                        new ProducerRecord<>("cursors", 0, NAME, "c1"));
        assertThat(last().commitCount()).isEqualTo(1);
        assertThat(publisher.getState(NAME)).isEqualTo("c1");
        assertThat(producers).hasSize(1);
    }

    @Test
    void eventsKeepTheirHeadersButCamelsOwn() {
        publisher.getState(NAME);
        Exchange event = event("k", "v");
        event.getMessage().setHeader("content-type", "application/cloudevents+json");
        event.getMessage().setHeader("CamelNeo4jStreamsTxId", 5L);
        publisher.process(group("c1", event));

        assertThat(last().history().get(0).headers())
                .singleElement()
                .satisfies(header -> assertThat(header.key()).isEqualTo("content-type"))
                .satisfies(header -> assertThat(header.value()).asString().isEqualTo("application/cloudevents+json"));
    }

    @Test
    void aCursorThatMovesWithoutEventsIsATransactionToo() {
        publisher.getState(NAME);
        publisher.setState(NAME, "c0");
        assertThat(last().commitCount()).isZero();

        publisher.setState(NAME, "c1");
        publisher.process(group("c2"));

        assertThat(last().history())
                .containsExactly(
                        new ProducerRecord<>("cursors", 0, NAME, "c1"), new ProducerRecord<>("cursors", 0, NAME, "c2"));
        assertThat(last().commitCount()).isEqualTo(2);
    }

    static Stream<RuntimeException> whateverFails() {
        return Stream.of(
                new ProducerFencedException("fenced"),
                new OutOfOrderSequenceException("out of order"),
                new TopicAuthorizationException("not allowed"),
                new TimeoutException("nobody knows"),
                new KafkaException("nobody knows"));
    }

    @ParameterizedTest
    @MethodSource("whateverFails")
    void afterACommitThatFailedNothingIsPublishedBeforeTheCursorIsReadAgain(RuntimeException failure) {
        publisher.getState(NAME);
        last().commitTransactionException = failure;
        assertThatThrownBy(() -> publisher.process(group("c1", event("k", "v"))))
                .isSameAs(failure);

        assertThat(last().closed()).isTrue();
        assertNothingCanBePublished();

        // it went through all the same
        committed = "c1";
        assertThat(publisher.getState(NAME)).isEqualTo("c1");
        publisher.process(group("c2", event("k", "w")));
        assertThat(producers).hasSize(2);
        assertThat(last().history()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("whateverFails")
    void afterASendThatFailedNothingIsPublishedBeforeTheCursorIsReadAgain(RuntimeException failure) {
        publisher.getState(NAME);
        last().sendException = failure;
        assertThatThrownBy(() -> publisher.process(group("c1", event("k", "v"))))
                .isSameAs(failure);

        assertThat(last().closed()).isTrue();
        assertThat(last().commitCount()).isZero();
        assertThat(last().transactionAborted()).isTrue();
        assertNothingCanBePublished();
        assertThat(publisher.getState(NAME)).isEqualTo("c0");
    }

    private void assertNothingCanBePublished() {
        assertThatIllegalStateException()
                .isThrownBy(() -> publisher.process(group("c2", event("k", "w"))))
                .withMessageContaining("has to be read again");
        assertThatIllegalStateException().isThrownBy(() -> publisher.setState(NAME, "c2"));
    }

    @Test
    void namesHaveNothingToDoWithOneAnother() {
        publisher.getState(NAME);
        publisher.getState("others");
        producers.get(1).commitTransactionException = new TimeoutException("nobody knows");
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> publisher.setState("others", "d1"));

        publisher.setState(NAME, "c1");
        assertThat(producers.get(0).closed()).isFalse();
        assertThat(producers).hasSize(2);
    }

    @Test
    void onceStoppedItTakesNothingOver() {
        publisher.getState(NAME);
        publisher.stop();
        assertThat(last().closed()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() -> publisher.getState(NAME))
                .withMessageContaining("isn't running");
        assertThat(producers).hasSize(1);

        publisher.start();
        assertThat(publisher.getState(NAME)).isEqualTo("c0");
        assertThat(producers).hasSize(2);
    }

    @Test
    void whatIsTakenOverWhileItIsStoppedIsClosed() {
        KafkaPublisher late = new KafkaPublisher() {
            @Override
            Publication takeOver(String name) {
                stop();
                return publisher.takeOver(name);
            }
        };
        late.setTopic("events");
        late.start();
        assertThatIllegalStateException().isThrownBy(() -> late.getState(NAME));
        assertThat(last().closed()).isTrue();
    }

    @Test
    void refusesWhatIsNoGroupWithACursor() {
        publisher.getState(NAME);
        Exchange alone = event("k", "v");
        Exchange nameless = group("c1");
        nameless.getMessage().removeHeader(Neo4jStreamsConstants.CURSOR_NAME);
        Exchange changed = group("c1");
        changed.getMessage().setBody(List.of("v"));
        for (Exchange refused : List.of(alone, nameless, changed)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> publisher.process(refused))
                    .withMessageContaining("groupBy=poll");
        }
        assertThat(last().closed()).isFalse();
    }

    @Test
    void saysWhichPropertyIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaPublisher().start())
                .withMessageContaining("'topic'");
    }

    @Test
    void whatThePromiseTakesCantBeChanged() {
        var settings = new TransactionalSettings(
                        context,
                        "there:1",
                        Map.of(
                                ProducerConfig.ACKS_CONFIG, "1",
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false",
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG, "mine",
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "5000"))
                .ofProducer("ours");
        assertThat(settings)
                .containsEntry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "there:1")
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
                .containsEntry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "ours")
                .containsEntry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "5000");
    }

    @Test
    void saysThatThereAreNoBrokers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransactionalSettings(context, null, Map.of()).ofAdmin())
                .withMessageContaining("camel.component.kafka.brokers");
    }
}
