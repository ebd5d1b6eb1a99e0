package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.neo4jstreams.message.Coordinates;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What becomes of one message that can't be applied. */
class DeadLettersTest {

    private static final RuntimeException WHY =
            new InvalidMessageException("'op' is missing\nand more", new IllegalStateException("inside"));

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private ProducerTemplate template;

    @BeforeEach
    void start() {
        context.start();
        template = context.createProducerTemplate();
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
        context.stop();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.github.neo4jstreams.camel");
    }

    private DeadLetters to(Endpoint endpoint, String prefix) {
        return new DeadLetters("neo4j-streams:cud", "a.Strategy", endpoint, prefix, () -> "films", template);
    }

    private static Received received(Object body) {
        return received(new Coordinates("people", 3, 42), null, body);
    }

    private static Received received(Coordinates coordinates, Instant produced, Object body) {
        Map<String, Object> headers = new HashMap<>(Map.of("kafka.KEY", "k1", "own", new byte[] {1, 2}));
        return Received.of(
                new Message(MessageFormat.DEFAULT, body, "k1", Map.of(), produced, coordinates), body, headers);
    }

    @Test
    void areTheMessageAsItCameAndSayWhereItStoodAndWhy() throws Exception {
        MockEndpoint dead = context.getEndpoint("mock:dead", MockEndpoint.class);
        dead.expectedMessageCount(1);

        to(dead, "__streams.errors.").reject(received("{}"), WHY);

        dead.assertIsSatisfied();
        Exchange letter = dead.getExchanges().get(0);
        assertThat(letter.getMessage().getBody()).isEqualTo("{}");
        assertThat(letter.getMessage().getHeaders())
                .containsEntry("kafka.KEY", "k1")
                .containsEntry("own", new byte[] {1, 2})
                .containsEntry("__streams.errors.topic", "people")
                .containsEntry("__streams.errors.partition", "3")
                .containsEntry("__streams.errors.offset", "42")
                .containsEntry("__streams.errors.databaseName", "films")
                .containsEntry("__streams.errors.class.name", "a.Strategy")
                .containsEntry("__streams.errors.exception.class.name", InvalidMessageException.class.getName())
                .containsEntry("__streams.errors.exception.message", "'op' is missing\nand more");
        assertThat(letter.getMessage().getHeader("__streams.errors.exception.stacktrace", String.class))
                .contains("DeadLettersTest", "Caused by: java.lang.IllegalStateException: inside");
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "neo4j-streams:cud sends message people/3@42 to mock://dead, it can't be applied: 'op' is missing");
    }

    @Test
    void haveHeadersWithAnotherPrefixOnRequestAndMayBeTombstones() {
        MockEndpoint dead = context.getEndpoint("mock:dead", MockEndpoint.class);

        to(dead, "errors.").reject(received(null), WHY);

        Exchange letter = dead.getExchanges().get(0);
        assertThat(letter.getMessage().getBody()).isNull();
        assertThat(letter.getMessage().getHeaders())
                .containsEntry("errors.topic", "people")
                .doesNotContainKey("__streams.errors.topic");
    }

    @Test
    void failTheBatchIfNobodyTakesThem() {
        MockEndpoint dead = context.getEndpoint("mock:dead", MockEndpoint.class);
        dead.whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("no broker");
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> to(dead, "x.").reject(received("{}"), WHY))
                .withMessageContaining("people/3@42")
                .withMessageContaining("mock://dead")
                .withMessageContaining("no broker");
    }

    @Test
    void areSentOnceAlthoughTheirBatchComesAgain() {
        MockEndpoint dead = context.getEndpoint("mock:dead", MockEndpoint.class);
        DeadLetters letters = to(dead, "x.");
        Coordinates place = new Coordinates("people", 3, 42);

        letters.reject(received(place, Instant.EPOCH, "{}"), WHY);
        letters.reject(received(place, Instant.EPOCH, "{}"), WHY);
        letters.reject(received(new Coordinates("people", 3, 43), Instant.EPOCH, "{}"), WHY);
        assertThat(dead.getReceivedCounter()).isEqualTo(2);

        // in a topic that was made anew
        letters.reject(received(place, Instant.EPOCH.plusSeconds(1), "{}"), WHY);
        assertThat(dead.getReceivedCounter()).isEqualTo(3);

        letters.settled(List.of(received(place, Instant.EPOCH, "{}")));
        // somebody reads the topic again on purpose
        letters.reject(received(place, Instant.EPOCH, "{}"), WHY);
        assertThat(dead.getReceivedCounter()).isEqualTo(4);
    }

    @Test
    void areSentEachTimeIfNobodyKnowsWhereTheyStood() {
        MockEndpoint dead = context.getEndpoint("mock:dead", MockEndpoint.class);
        DeadLetters letters = to(dead, "x.");

        letters.reject(received(null, null, "{}"), WHY);
        letters.reject(received(null, null, "{}"), WHY);

        assertThat(dead.getReceivedCounter()).isEqualTo(2);
    }

    @Test
    void areSentAgainIfTheyWereNotTaken() {
        MockEndpoint dead = context.getEndpoint("mock:dead", MockEndpoint.class);
        dead.whenExchangeReceived(1, exchange -> {
            throw new IllegalStateException("no broker");
        });
        DeadLetters letters = to(dead, "x.");

        assertThatIllegalStateException().isThrownBy(() -> letters.reject(received("{}"), WHY));
        letters.reject(received("{}"), WHY);

        assertThat(dead.getReceivedCounter()).isEqualTo(2);
    }

    @Test
    void areALineInTheLogIfTheyAreSkipped() {
        Rejection.skip("neo4j-streams:cud").reject(received("{}"), WHY);

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("neo4j-streams:cud skips message people/3@42, it can't be applied: 'op' is missing");
    }
}
