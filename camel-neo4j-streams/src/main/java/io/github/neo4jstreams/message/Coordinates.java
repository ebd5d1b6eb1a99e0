package io.github.neo4jstreams.message;

import java.util.Objects;

/**
 * Where a message stands in Kafka.
 *
 * @param topic     the topic
 * @param partition from 0
 * @param offset    from 0, within the partition
 */
public record Coordinates(String topic, int partition, long offset) {

    public Coordinates {
        Objects.requireNonNull(topic, "topic");
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "@" + offset;
    }
}
