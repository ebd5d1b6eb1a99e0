package io.github.neo4jstreams.routes;

import io.github.neo4jstreams.testbed.KafkaServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Topics of a test's own, and what groups have done with them. */
final class Topics {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private Topics() {}

    /** A new topic whose name begins like this. */
    static String create(KafkaServer kafka, String name, int partitions) {
        String topic = name + "-" + COUNTER.incrementAndGet();
        kafka.createTopic(topic, partitions);
        awaitLeaders(kafka, topic, partitions);
        return topic;
    }

    /**
     * A broker may know a topic before it leads its partitions. If it refuses a producer's first batch for that reason and
     * takes the second, then the first is out of order for good.
     */
    private static void awaitLeaders(KafkaServer kafka, String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int p = 0; p < partitions; p++) {
            ends.put(new TopicPartition(topic, p), OffsetSpec.latest());
        }
        get(kafka.admin().listOffsets(ends).all());
    }

    /** Offsets by partition. */
    static Map<Integer, Long> committed(KafkaServer kafka, String group, String topic) {
        Map<Integer, Long> offsets = new TreeMap<>();
        get(kafka.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (partition.topic().equals(topic) && offset != null) {
                        offsets.put(partition.partition(), offset.offset());
                    }
                });
        return offsets;
    }

    /** How many consumers are in a group. */
    static int members(KafkaServer kafka, String group) {
        return get(kafka.admin()
                        .describeConsumerGroups(List.of(group))
                        .describedGroups()
                        .get(group))
                .members()
                .size();
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
