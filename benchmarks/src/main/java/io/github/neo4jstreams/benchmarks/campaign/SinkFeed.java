package io.github.neo4jstreams.benchmarks.campaign;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends a workload to a topic, idempotent and with {@code acks=all}. Thread-safe. */
final class SinkFeed implements Feed, AutoCloseable {

    /** How long a broker may be away, in milliseconds: longer than any fault. */
    private static final int PATIENCE = 600_000;

    /**
     * @param at   where the broker has put it
     * @param kind of poison
     */
    record Poisoned(TopicPartition at, long offset, Poison kind) {}

    private final String topic;
    private final SinkWorkload workload;
    private final KafkaProducer<byte[], byte[]> kafka;
    private final Thread thread = new Thread(this::send, "workload");
    private final AtomicLong acknowledged = new AtomicLong();
    private final List<Poisoned> poisoned = new ArrayList<>();
    private long horizon;
    private volatile boolean finished;
    private volatile Exception failure;

    SinkFeed(String bootstrapServers, String topic, SinkWorkload workload) {
        this.topic = topic;
        this.workload = workload;
        this.kafka = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        5,
                        "delivery.timeout.ms",
                        PATIENCE,
                        "max.block.ms",
                        PATIENCE,
                        "reconnect.backoff.max.ms",
                        500),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public synchronized void allow(long records) {
        horizon = Math.max(horizon, records);
        notifyAll();
    }

    @Override
    public long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public boolean finished() {
        if (failure != null) {
            throw new IllegalStateException("records can't be sent: " + failure.getMessage(), failure);
        }
        return finished;
    }

    /** All poison that the broker has, one in thousands of records. */
    List<Poisoned> poisoned() {
        synchronized (poisoned) {
            return List.copyOf(poisoned);
        }
    }

    private void send() {
        try {
            while (workload.hasNext()) {
                SinkWorkload.Item item = workload.next();
                awaitHorizon(item.number());
                kafka.send(record(item), (metadata, e) -> acknowledge(item.poison(), metadata, e));
            }
            kafka.flush();
            finished = failure == null;
        } catch (InterruptedException e) {
            // closed
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private synchronized void awaitHorizon(long number) throws InterruptedException {
        while (number >= horizon) {
            wait();
        }
    }

    private ProducerRecord<byte[], byte[]> record(SinkWorkload.Item item) {
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(topic, utf8(item.key()), utf8(item.value()));
        if (item.poison() != null) {
            sent.headers()
                    .add(new RecordHeader(Poison.HEADER, utf8(item.poison().name())));
        }
        return sent;
    }

    private void acknowledge(Poison poison, RecordMetadata metadata, Exception e) {
        if (e != null) {
            failure = e;
            return;
        }
        acknowledged.incrementAndGet();
        if (poison != null) {
            synchronized (poisoned) {
                poisoned.add(new Poisoned(
                        new TopicPartition(metadata.topic(), metadata.partition()), metadata.offset(), poison));
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        thread.interrupt();
        kafka.close(Duration.ZERO);
    }
}
