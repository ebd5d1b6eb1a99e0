package io.github.neo4jstreams.benchmarks.throughput;

import io.github.neo4jstreams.testbed.KafkaServer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics that the contenders read, filled before anything is measured. */
final class PeopleTopics {

    static final int PARTITIONS = 4;

    private PeopleTopics() {}

    /** Makes a topic for each format, with the same people in the same places. */
    static void fill(KafkaServer kafka, Set<Format> formats, int people) {
        for (Format format : formats) {
            kafka.createTopic(format.topic(), PARTITIONS);
        }
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 20, "batch.size", 65_536),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int id = 0; id < people; id++) {
                for (Format format : formats) {
                    producer.send(
                            new ProducerRecord<>(format.topic(), id % PARTITIONS, null, format.value(id)),
                            (metadata, e) -> failure.compareAndSet(null, e));
                }
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the topics can't be filled", failure.get());
        }
    }
}
