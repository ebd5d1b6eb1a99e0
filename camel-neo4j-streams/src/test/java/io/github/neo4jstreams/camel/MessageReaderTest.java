package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.message.Coordinates;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

    private static final Map<String, Object> FROM_KAFKA = Map.of(
            "kafka.KEY",
            "\"k1\"",
            "kafka.TOPIC",
            "orders",
            "kafka.PARTITION",
            3,
            "kafka.OFFSET",
            42L,
            "kafka.TIMESTAMP",
            1_000L);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final MessageReader reader = new MessageReader(MessageFormat.DEFAULT);

    private List<Message> read(Exchange exchange) {
        return reader.read(exchange).stream().map(Received::message).toList();
    }

    @Nested
    class Bodies {

        @Test
        void areOneMessageWithKeyTimeAndPlace() {
            Message message = single(exchange("{\"id\": 1}", FROM_KAFKA));

            assertThat(message.value()).isEqualTo(Map.of("id", 1L));
            assertThat(message.key()).isEqualTo("k1");
            assertThat(message.timestamp()).isEqualTo(Instant.ofEpochSecond(1));
            assertThat(message.coordinates()).contains(new Coordinates("orders", 3, 42));
        }

        @Test
        void thatAreNullAreATombstone() {
            assertThat(single(exchange(null, FROM_KAFKA)).value()).isNull();
        }

        @Test
        void thatAreStreamsAreRead() {
            ByteArrayInputStream stream = new ByteArrayInputStream("{\"id\": 1}".getBytes(StandardCharsets.UTF_8));

            assertThat(single(exchange(stream, Map.of())).value()).isEqualTo(Map.of("id", 1L));
        }

        @Test
        void stayAsTheyWere() {
            Exchange exchange = exchange("{\"id\": 1}", FROM_KAFKA);

            single(exchange).value();

            assertThat(exchange.getMessage().getBody()).isEqualTo("{\"id\": 1}");
            assertThat(exchange.getMessage().getHeaders()).containsExactlyInAnyOrderEntriesOf(FROM_KAFKA);
        }

        @Test
        void areNotDecodedBeforeAnybodyAsks() {
            assertThat(read(exchange("no json", Map.of()))).hasSize(1);
        }
    }

    @Nested
    class Lists {

        @Test
        void ofExchangesAreAMessageEachWithItsOwnHeaders() {
            Exchange batch = exchange(
                    List.of(exchange("1", FROM_KAFKA), exchange("2", Map.of("kafka.KEY", "k2", "h", "x"))),
                    Map.of("kafka.KEY", "of the batch"));

            List<Message> messages = read(batch);

            assertThat(messages).extracting(Message::value).containsExactly(1L, 2L);
            assertThat(messages).extracting(Message::key).containsExactly("k1", "k2");
            assertThat(messages.get(0).coordinates()).contains(new Coordinates("orders", 3, 42));
            assertThat(messages.get(1).headers()).isEqualTo(Map.of("h", "x"));
        }

        @Test
        void ofMessagesAreAMessageEach() {
            List<Message> messages = read(exchange(
                    List.of(
                            exchange("1", FROM_KAFKA).getMessage(),
                            exchange("2", Map.of()).getMessage()),
                    Map.of()));

            assertThat(messages).extracting(Message::value).containsExactly(1L, 2L);
            assertThat(messages).extracting(Message::key).containsExactly("k1", null);
        }

        @Test
        void ofValuesAreAMessageEachWithoutAKey() {
            List<Message> messages = read(exchange(Arrays.asList("1", Map.of("id", 2), null), FROM_KAFKA));

            assertThat(messages).extracting(Message::value).containsExactly(1L, Map.of("id", 2), null);
            assertThat(messages).allSatisfy(message -> {
                assertThat(message.key()).isNull();
                assertThat(message.headers()).isEmpty();
                assertThat(message.timestamp()).isNull();
                assertThat(message.coordinates()).isEmpty();
            });
        }

        /** Of one record, whose exchange says something else. */
        private final class Records extends AbstractList<Exchange> implements RecordBatch {

            private boolean touched;

            @Override
            public Exchange get(int index) {
                touched = true;
                return exchange("\"of the exchange\"", FROM_KAFKA);
            }

            @Override
            public int size() {
                return 1;
            }

            @Override
            public boolean isUntouched() {
                return !touched;
            }

            @Override
            public Record record(int index) {
                return new Record(
                        "orders",
                        3,
                        42,
                        1_000,
                        "k1",
                        "{\"id\": 1}".getBytes(StandardCharsets.UTF_8),
                        Map.of("h", "x".getBytes(StandardCharsets.UTF_8), "CamelFileName", "x"));
            }
        }

        @Test
        void ofRecordsNeedNoExchanges() {
            Records records = new Records();

            Message message = single(exchange(records, Map.of()));

            assertThat(message.value()).isEqualTo(Map.of("id", 1L));
            assertThat(message.key()).isEqualTo("k1");
            assertThat(message.headers()).isEqualTo(Map.of("h", "x"));
            assertThat(message.timestamp()).isEqualTo(Instant.ofEpochSecond(1));
            assertThat(message.coordinates()).contains(new Coordinates("orders", 3, 42));
            assertThat(records.touched).isFalse();
        }

        @Test
        void ofRecordsAreWhatTheRouteHasMadeOfThem() {
            Records records = new Records();
            records.get(0);

            assertThat(single(exchange(records, Map.of())).value()).isEqualTo("of the exchange");
        }

        @Test
        void ofRecordsAreRefusedAsTheirExchanges() {
            Received received = reader.read(exchange(new Records(), Map.of())).get(0);

            assertThat(received.body()).isEqualTo("\"of the exchange\"");
            assertThat(received.headers()).containsEntry("kafka.KEY", "\"k1\"");
        }

        @Test
        void ofAllKindsKeepTheirOrder() {
            Exchange one = exchange("1", Map.of());

            assertThat(read(exchange(List.of(one, "2", one.getMessage(), "4"), Map.of())))
                    .extracting(Message::value)
                    .containsExactly(1L, 2L, 1L, 4L);
        }

        @Test
        void thatAreEmptyAreNoMessage() {
            assertThat(read(exchange(List.of(), FROM_KAFKA))).isEmpty();
        }
    }

    @Nested
    class Headers {

        @Test
        void ofKafkaAreKnownUnderTheNamesOfLaterVersionsToo() {
            Message message = single(exchange(
                    "1",
                    Map.of(
                            "CamelKafkaKey",
                            "k1",
                            "CamelKafkaTopic",
                            "orders",
                            "CamelKafkaPartition",
                            3,
                            "CamelKafkaOffset",
                            42L,
                            "CamelKafkaTimestamp",
                            1_000L)));

            assertThat(message.key()).isEqualTo("k1");
            assertThat(message.timestamp()).isEqualTo(Instant.ofEpochSecond(1));
            assertThat(message.coordinates()).contains(new Coordinates("orders", 3, 42));
        }

        @Test
        void areKnownInAnyCaseAndTheFirstNameCounts() {
            Message message = single(exchange(
                    "1",
                    Map.of(
                            "KAFKA.key",
                            "k1",
                            "CamelKafkaKey",
                            "k2",
                            "camelkafkatimestamp",
                            1_000L,
                            Exchange.MESSAGE_TIMESTAMP,
                            2_000L)));

            assertThat(message.key()).isEqualTo("k1");
            assertThat(message.timestamp()).isEqualTo(Instant.ofEpochSecond(1));
        }

        @Test
        void giveTheTimeOfOtherComponentsWhenKafkaGivesNone() {
            assertThat(single(exchange("1", Map.of(Exchange.MESSAGE_TIMESTAMP, 2_000L)))
                            .timestamp())
                    .isEqualTo(Instant.ofEpochSecond(2));
        }

        @ParameterizedTest
        @ValueSource(strings = {"kafka.TOPIC", "kafka.PARTITION", "kafka.OFFSET"})
        void giveNoPlaceUnlessAllOfItIsKnown(String missing) {
            Exchange exchange = exchange("1", FROM_KAFKA);
            exchange.getMessage().removeHeader(missing);

            assertThat(single(exchange).coordinates()).isEmpty();
        }

        @Test
        void ofCamelAndItsKafkaComponentDoNotTravelOn() {
            Exchange exchange = exchange("1", FROM_KAFKA);
            exchange.getMessage().setHeader("CamelFileName", "x");
            exchange.getMessage().setHeader("kafka.HEADERS", new Object());
            exchange.getMessage().setHeader("own", 1);
            exchange.getMessage().setHeader("camel", "an animal");

            assertThat(single(exchange).headers()).isEqualTo(Map.of("own", 1, "camel", "an animal"));
        }

        @Test
        void areTextWhenTheirBytesAre() {
            byte[] binary = {(byte) 0xC3, (byte) 0x28};
            Message message =
                    single(exchange("1", Map.of("text", "Zoë".getBytes(StandardCharsets.UTF_8), "binary", binary)));

            assertThat(message.headers()).containsEntry("text", "Zoë").containsEntry("binary", binary);
        }
    }

    private Message single(Exchange exchange) {
        List<Message> messages = read(exchange);
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    private Exchange exchange(Object body, Map<String, Object> headers) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        headers.forEach(exchange.getMessage()::setHeader);
        return exchange;
    }
}
