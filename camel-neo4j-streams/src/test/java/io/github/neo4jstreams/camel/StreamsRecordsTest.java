package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StreamsRecordsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final StreamsRecords records = new StreamsRecords();

    @BeforeEach
    void inAContext() {
        records.setCamelContext(context);
    }

    private List<Message> records(Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        records.process(exchange);
        List<Message> messages = new ArrayList<>();
        exchange.getMessage().getBody(List.class).forEach(record -> messages.add(((Exchange) record).getMessage()));
        return messages;
    }

    @Test
    void eachRowIsARecordWithItsPayload() {
        List<Message> made = records(List.of(
                Map.of("payload", "Hello World from Neo4j!"),
                Map.of("payload", Map.of("at", List.of(LocalDate.parse("2026-02-03"))))));

        assertThat(made)
                .extracting(record -> record.getBody(String.class))
                .containsExactly(
                        "{\"payload\":\"Hello World from Neo4j!\"}", "{\"payload\":{\"at\":[\"2026-02-03\"]}}");
        assertThat(made).allSatisfy(record -> assertThat(record.getHeaders()).isEmpty());
    }

    @Test
    void aSingleRowIsARecordAndNoRowsAreNone() {
        assertThat(records(Collections.singletonMap("payload", null)))
                .extracting(record -> record.getBody(String.class))
                .containsExactly("{\"payload\":null}");
        assertThat(records(List.of())).isEmpty();
    }

    @Test
    void aStreamIsSplitAsItComes() {
        AtomicInteger read = new AtomicInteger();
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage()
                .setBody(Stream.generate(() -> Map.of("payload", read.incrementAndGet()))
                        .limit(7)
                        .iterator());
        records.setBatchSize(3);
        Iterator<List<Exchange>> batches = records.batches(exchange);

        assertThat(batches.next()).hasSize(3);
        assertThat(read).hasValueLessThanOrEqualTo(4);
        assertThat(batches.next()).hasSize(3);
        assertThat(batches.next()).hasSize(1);
        assertThat(batches).isExhausted();
    }

    @Test
    void anEmptyStreamHasNoBatchesAndAnythingElseIsNone() {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(Collections.emptyIterator());
        assertThat(records.batches(exchange)).isExhausted();
        exchange.getMessage().setBody(List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> records.batches(exchange))
                .withMessageContaining("outputType=stream");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> records.setBatchSize(0))
                .withMessageContaining("batchSize=0");
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                arguments("p1", "\"p1\""),
                arguments(7L, "7"),
                arguments(LocalDate.parse("2026-02-03"), "\"2026-02-03\""),
                arguments(Map.of("id", 1L), "{\"id\":1}"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void keysAreJson(Object key, String json) {
        assertThat(records(Map.of("payload", 1L, "key", key)).get(0).getHeader("kafka.KEY"))
                .isEqualTo(json);
    }

    @Test
    void partitionAndTopicGoToKafka() {
        assertThat(records(Map.of("payload", 1L, "partition", 2L, "topic", "elsewhere"))
                        .get(0)
                        .getHeaders())
                .isEqualTo(Map.of("kafka.PARTITION_KEY", 2, "kafka.OVERRIDE_TOPIC", "elsewhere"));
    }

    static Stream<Arguments> otherBodies() {
        return Stream.of(
                arguments(Map.of("p", 1L), "[p]"),
                arguments(Map.of("payload", 1L, "Key", 1L), "key, partition and topic"),
                arguments(Map.of("payload", 1L, "partition", -1L), "The column partition"),
                arguments(Map.of("payload", 1L, "partition", "1"), "The column partition"),
                arguments(Map.of("payload", 1L, "topic", " "), "The column topic"),
                arguments(List.of("text"), "java.lang.String"),
                arguments(null, "row of neo4j-streams:query"));
    }

    @ParameterizedTest
    @MethodSource("otherBodies")
    void whatIsNoSuchRowIsRefused(Object body, String why) {
        assertThatIllegalArgumentException().isThrownBy(() -> records(body)).withMessageContaining(why);
    }
}
