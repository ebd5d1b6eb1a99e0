package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.camel.RecordBatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConsumer;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaRecordBatchTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private RecordBatch batch(String options, Object... values) throws Exception {
        context.start();
        KafkaEndpoint endpoint = context.getEndpoint("kafka:people?brokers=localhost:1" + options, KafkaEndpoint.class);
        KafkaConsumer consumer = (KafkaConsumer) endpoint.createConsumer(exchange -> {});
        List<ConsumerRecord<Object, Object>> records = IntStream.range(0, values.length)
                .mapToObj(i -> record(i, values[i]))
                .toList();
        return new KafkaRecordBatch(records, consumer, new DefaultExchange(context));
    }

    private static ConsumerRecord<Object, Object> record(long offset, Object value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", bytes("abc"));
        headers.add("CamelFileName", bytes("not for the route"));
        return new ConsumerRecord<>(
                "people", 3, offset, 1_000L, TimestampType.CREATE_TIME, 1, 1, "k", value, headers, Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void makesTheExchangesThatCamelKafkaWouldHaveMade() throws Exception {
        RecordBatch batch = batch("", bytes("{\"id\": 1}"), null);

        assertThat(batch).hasSize(2);
        assertThat(batch.get(0).getMessage().getBody()).isEqualTo("{\"id\": 1}");
        assertThat(batch.get(0).getMessage().getHeaders())
                .containsEntry("kafka.TOPIC", "people")
                .containsEntry("kafka.PARTITION", 3)
                .containsEntry("kafka.OFFSET", 0L)
                .containsEntry("kafka.TIMESTAMP", 1_000L)
                .containsEntry("kafka.KEY", "k")
                .containsEntry(Exchange.MESSAGE_TIMESTAMP, 1_000L)
                .containsEntry("trace", bytes("abc"))
                .doesNotContainKey("CamelFileName");
        assertThat(batch.get(1).getMessage().getBody()).isNull();
    }

    @Test
    void keepsAnExchangeThatSomebodyHasChanged() throws Exception {
        RecordBatch batch = batch("", bytes("1"), bytes("2"));

        assertThat(batch.isUntouched()).isTrue();
        batch.get(1).getMessage().setBody("3");

        assertThat(batch.isUntouched()).isFalse();
        assertThat(batch)
                .extracting(exchange -> exchange.getMessage().getBody())
                .containsExactly("1", "3");
    }

    @Test
    void knowsItsRecordsWithoutMakingExchanges() throws Exception {
        RecordBatch batch = batch("", bytes("{\"id\": 1}"));

        RecordBatch.Record record = batch.record(0);

        assertThat(record.topic()).isEqualTo("people");
        assertThat(record.partition()).isEqualTo(3);
        assertThat(record.offset()).isZero();
        assertThat(record.timestamp()).isEqualTo(1_000L);
        assertThat(record.key()).isEqualTo("k");
        assertThat(record.value()).isEqualTo(bytes("{\"id\": 1}"));
        assertThat(record.headers()).containsOnlyKeys("trace").containsEntry("trace", bytes("abc"));
        assertThat(batch.isUntouched()).isTrue();
    }

    @Test
    void leavesValuesAsTheDeserializerOfTheRouteMakesThem() throws Exception {
        String bytes = "&valueDeserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer";
        assertThat(batch(bytes, bytes("1")).get(0).getMessage().getBody()).isEqualTo(bytes("1"));
        assertThat(batch("", Map.of("id", 1)).get(0).getMessage().getBody()).isEqualTo(Map.of("id", 1));
    }
}
