package io.github.neo4jstreams.routes;

import io.github.neo4jstreams.camel.RecordBatch;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaConsumer;
import org.apache.camel.component.kafka.consumer.support.KafkaRecordProcessor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Records of one poll, of which camel-kafka makes exchanges when it is asked to, as it would have made them itself. */
final class KafkaRecordBatch extends AbstractList<Exchange> implements RecordBatch, RandomAccess {

    private static final Camels CAMELS = new Camels();

    private final List<ConsumerRecord<Object, Object>> records;
    private final KafkaConsumer consumer;
    /** Which the batch is the body of, as filters of headers want one. */
    private final Exchange batch;

    private Exchange[] made;
    private boolean valuesAreText;

    /** What camel-kafka does with a record. */
    private static final class Camels extends KafkaRecordProcessor {

        Exchange exchange(KafkaConsumer consumer, ConsumerRecord<Object, Object> record) {
            Exchange exchange = consumer.createExchange(false);
            setupExchangeMessage(exchange.getMessage(), record);
            propagateHeaders(consumer.getEndpoint().getConfiguration(), record, exchange);
            return exchange;
        }
    }

    /**
     * @param records  in the order in which they are to be written
     * @param consumer of the route
     * @param batch    whose body this will be
     */
    KafkaRecordBatch(Iterable<ConsumerRecord<Object, Object>> records, KafkaConsumer consumer, Exchange batch) {
        this.records = new ArrayList<>();
        records.forEach(this.records::add);
        this.consumer = consumer;
        this.batch = batch;
    }

    @Override
    public int size() {
        return records.size();
    }

    @Override
    public synchronized boolean isUntouched() {
        return made == null;
    }

    @Override
    public synchronized Exchange get(int index) {
        ConsumerRecord<Object, Object> record = records.get(index);
        if (made == null) {
            KafkaConfiguration kafka = consumer.getEndpoint().getConfiguration();
            made = new Exchange[records.size()];
            valuesAreText = TextValues.areReadAsBytes(kafka);
        }
        if (made[index] == null) {
            made[index] = CAMELS.exchange(consumer, valuesAreText ? withText(record) : record);
        }
        return made[index];
    }

    private static ConsumerRecord<Object, Object> withText(ConsumerRecord<Object, Object> record) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key(),
                TextValues.text(record.value()),
                record.headers(),
                record.leaderEpoch());
    }

    @Override
    public Record record(int index) {
        ConsumerRecord<Object, Object> record = records.get(index);
        return new Record(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                headers(record));
    }

    private Map<String, Object> headers(ConsumerRecord<Object, Object> record) {
        Header[] headers = record.headers().toArray();
        if (headers.length == 0) {
            return Map.of();
        }
        KafkaConfiguration kafka = consumer.getEndpoint().getConfiguration();
        Map<String, Object> seen = new LinkedHashMap<>();
        for (Header header : headers) {
            if (!kafka.getHeaderFilterStrategy().applyFilterToExternalHeaders(header.key(), header.value(), batch)) {
                seen.put(header.key(), kafka.getHeaderDeserializer().deserialize(header.key(), header.value()));
            }
        }
        return seen;
    }
}
