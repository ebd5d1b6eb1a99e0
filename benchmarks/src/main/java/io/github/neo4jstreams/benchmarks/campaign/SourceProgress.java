package io.github.neo4jstreams.benchmarks.campaign;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a source is, as a reader of what is committed sees it, in a thread of its own. A source that has published a change
 * is done with all before it, published or lost. Thread-safe.
 */
final class SourceProgress implements Progress, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceProgress.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::watch, "progress");
    private final Set<String> snapshots = ConcurrentHashMap.newKeySet();
    private volatile long written;
    private volatile long committed;
    private volatile boolean closed;

    /** @param partitions of the topic, which exists */
    SourceProgress(String bootstrapServers, String topic, int partitions) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "reconnect.backoff.max.ms",
                        500),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> assigned = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(assigned);
        consumer.seekToBeginning(assigned);
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try (consumer) {
            while (!closed) {
                try {
                    consumer.poll(POLL).forEach(this::saw);
                } catch (KafkaException e) {
                    // that is what campaigns are about
                    LOG.debug("no answer", e);
                }
            }
        }
    }

    private void saw(ConsumerRecord<byte[], byte[]> published) {
        SourceEvent event = SourceEvent.of(published);
        if (event.isRead()) {
            snapshots.add(event.id());
        } else if (!event.isDeletion()) {
            committed = Math.max(committed, event.item().n());
        }
        written++;
    }

    @Override
    public long written() {
        return written;
    }

    @Override
    public long committed() {
        return committed;
    }

    /** Of which something has arrived. */
    long snapshots() {
        return snapshots.size();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
