package io.github.neo4jstreams.routes;

import io.github.neo4jstreams.testbed.KafkaServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaFuture;

/** Topics of a test's own, and what groups have done with them. */
final class Topics {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private Topics() {}

    /** A new topic whose name begins like this. */
    static String create(KafkaServer kafka, String name, int partitions) {
        String topic = name + "-" + COUNTER.incrementAndGet();
        kafka.createTopic(topic, partitions);
        return topic;
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
