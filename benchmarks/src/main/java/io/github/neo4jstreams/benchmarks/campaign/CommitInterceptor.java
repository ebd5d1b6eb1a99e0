package io.github.neo4jstreams.benchmarks.campaign;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows when a producer is about to commit: when it sends a record to the topic that the system property
 * {@value #CLOSING_TOPIC} names, which closes each commit, and when the last record is acknowledged after that. Made by
 * Kafka's client. Thread-safe.
 *
 * <p>A consumer may have it as well, and it has nothing to do there: a publisher gives its settings to all its clients.
 */
public final class CommitInterceptor
        implements ProducerInterceptor<Object, Object>, ConsumerInterceptor<Object, Object> {

    static final String CLOSING_TOPIC = "campaign.closing-topic";

    private final CommitWindow window = CommitWindow.ofThisProcess();
    private final String closingTopic = System.getProperty(CLOSING_TOPIC);
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean closing;

    @Override
    public void configure(Map<String, ?> configs) {
        // system properties say it
    }

    @Override
    public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> sent) {
        boolean last = sent.topic().equals(closingTopic);
        if (last) {
            window.pass(CommitWindow.Stage.BEFORE);
        }
        underWay.incrementAndGet();
        closing = last;
        return sent;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
        if (underWay.decrementAndGet() == 0 && closing && exception == null) {
            window.pass(CommitWindow.Stage.DURING);
        }
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // of a group, which nobody is in
    }

    @Override
    public void close() {
        // nothing is open
    }
}
