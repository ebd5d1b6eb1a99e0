package io.github.neo4jstreams.benchmarks.throughput;

import io.github.neo4jstreams.testbed.KafkaServer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The broker, and the topics that the sinks read, filled before anything is measured. */
final class PeopleTopics {

    static final int PARTITIONS = 4;

    private PeopleTopics() {}

    /** Starts a broker that is as fast as it can be here. */
    static KafkaServer broker() {
        return KafkaServer.builder()
                .jvmFlag("-XX:TieredStopAtLevel=4")
                // consumers that start together are in the group from its beginning; Kafka's default is three seconds
                .setting("group.initial.rebalance.delay.ms", "500")
                .start();
    }

    static void create(KafkaServer kafka, Set<Format> formats) {
        formats.forEach(format -> kafka.createTopic(format.topic(), PARTITIONS));
    }

    /**
     * Sends the same people to the same places of each format's topic.
     *
     * @param from the first
     * @param to   after the last
     */
    static void fill(KafkaServer kafka, Set<Format> formats, int from, int to) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 20, "batch.size", 65_536),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int id = from; id < to; id++) {
                Map<String, Object> person = People.person(id);
                for (Format format : formats) {
                    producer.send(
                            new ProducerRecord<>(format.topic(), id % PARTITIONS, null, format.value(person)),
                            (metadata, e) -> failure.compareAndSet(null, e));
                }
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the topics can't be filled", failure.get());
        }
    }
}
