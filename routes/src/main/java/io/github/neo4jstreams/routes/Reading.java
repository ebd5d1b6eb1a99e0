package io.github.neo4jstreams.routes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * One bounded read of a topic: the records, and where they end. It stays a member of its group until it is closed, so that what
 * it has read is nobody else's meanwhile. Not thread-safe; different threads may use it one after the other.
 */
final class Reading implements AutoCloseable {

    /** How often it looks whether it is still wanted. */
    private static final Duration POLL = Duration.ofMillis(200);

    /** To leave the group; if the brokers are away it is over after {@code session.timeout.ms} without us. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Consumer<Object, Object> consumer;
    private final String topic;
    private final ReadBounds bounds;
    private final BooleanSupplier unwanted;

    /** In the order of their partitions' arrival, within a partition of their offsets. */
    private final List<ConsumerRecord<Object, Object>> records = new ArrayList<>();

    /** Where each of our partitions goes on after the records. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private boolean assigned;

    /** The records are handed out, and are ours as long as they can be committed. */
    private boolean complete;

    private boolean committed;

    /** @param consumer ours from now on; it must not commit by itself, nor be subscribed to anything */
    Reading(Consumer<Object, Object> consumer, String topic, ReadBounds bounds, BooleanSupplier unwanted) {
        this.consumer = consumer;
        this.topic = topic;
        this.bounds = bounds;
        this.unwanted = unwanted;
    }

    /**
     * Reads until the time is over or there are enough records.
     *
     * @param group       whether it reads as a member of a group, unless the bounds name partitions
     * @param joinTimeout how long partitions may be waited for
     * @throws IllegalArgumentException if the topic, a partition or an offset doesn't exist
     * @throws KafkaException           if the brokers can't tell
     * @throws IllegalStateException    if it isn't wanted any more
     */
    void read(boolean group, Duration joinTimeout) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        if (partitions == null || partitions.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no topic " + topic + ", or nobody may read it with these credentials");
        }
        if (!bounds.partitions().isEmpty()) {
            assign(partitions);
        } else if (group) {
            join(joinTimeout);
        } else {
            List<TopicPartition> all = partitions.stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(all);
            all.forEach(this::begin);
        }
        long deadline = System.nanoTime() + Duration.ofMillis(bounds.timeout()).toNanos();
        long left = deadline - System.nanoTime();
        while (left > 0 && records.size() < bounds.maxRecords()) {
            poll(Duration.ofNanos(Math.min(left, POLL.toNanos())));
            left = deadline - System.nanoTime();
        }
        complete = true;
    }

    private void assign(List<PartitionInfo> there) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        bounds.partitions().forEach((number, offset) -> {
            if (there.stream().noneMatch(partition -> partition.partition() == number)) {
                throw new IllegalArgumentException("partitions=" + ReadBounds.print(bounds.partitions())
                        + ": the topic " + topic + " has no partition " + number + ", it has " + there.size());
            }
            wanted.put(new TopicPartition(topic, number), offset);
        });
        consumer.assign(wanted.keySet());
        wanted.forEach(consumer::seek);
        next.putAll(wanted);
    }

    /** Others of the group that are reading are waited for. */
    private void join(Duration patience) {
        consumer.subscribe(List.of(topic), new OurPartitions());
        long deadline = System.nanoTime() + patience.toNanos();
        while (!assigned) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("No partitions of " + topic + " were assigned within joinTimeout="
                        + patience.toMillis() + " ms: another member of the group "
                        + consumer.groupMetadata().groupId()
                        + " is busy, or the brokers are");
            }
            poll(POLL);
        }
    }

    private void poll(Duration timeout) {
        if (unwanted.getAsBoolean()) {
            throw new IllegalStateException("The route is being stopped, nothing more is read from " + topic);
        }
        try {
            take(consumer.poll(timeout));
        } catch (OffsetOutOfRangeException e) {
            throw new IllegalArgumentException(
                    "partitions=" + ReadBounds.print(bounds.partitions()) + ": the topic " + topic
                            + " has no such offset (" + e.offsetOutOfRangePartitions() + "), it has those from "
                            + consumer.beginningOffsets(next.keySet()) + " to " + consumer.endOffsets(next.keySet()),
                    e);
        }
    }

    /** What is more than enough is left to the next call. */
    private void take(ConsumerRecords<Object, Object> polled) {
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<Object, Object>> ours = polled.records(partition);
            int room = bounds.maxRecords() - records.size();
            if (ours.size() <= room) {
                records.addAll(ours);
                // not the last record's offset + 1: the markers of transactions have offsets, too
                next.put(partition, consumer.position(partition));
            } else {
                records.addAll(ours.subList(0, room));
                next.put(partition, ours.get(room).offset());
            }
        }
    }

    private void begin(TopicPartition partition) {
        next.put(partition, consumer.position(partition));
    }

    List<ConsumerRecord<Object, Object>> records() {
        return List.copyOf(records);
    }

    int size() {
        return records.size();
    }

    /** Where the partitions go on after the records. */
    SortedMap<Integer, Long> next() {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        next.forEach((partition, offset) -> offsets.put(partition.partition(), offset));
        return offsets;
    }

    /**
     * Commits where the partitions go on, unless nothing is to be committed.
     *
     * @throws KafkaException if it isn't committed, or nobody knows: the next call may read the same again
     */
    void commit() {
        if (!isUncommitted()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        try {
            consumer.commitSync(offsets);
            committed = true;
        } catch (CommitFailedException | RebalanceInProgressException e) {
            throw notCommitted(
                    "the partitions are another member's by now, because it took longer than max.poll.interval.ms, or"
                            + " because the group has other members and partitions were named",
                    e);
        } catch (KafkaException e) {
            throw notCommitted(e.getMessage(), e);
        }
    }

    private KafkaException notCommitted(String why, KafkaException e) {
        return new KafkaException(
                records.size() + " records of " + topic + " are written, but " + ReadBounds.print(next())
                        + " isn't committed, and the next call reads them again: " + why,
                e);
    }

    /** Whether something is to be committed, and isn't. */
    boolean isUncommitted() {
        return bounds.commit() && !committed && !next.isEmpty();
    }

    /** Leaves the group; nothing is committed any more. */
    @Override
    public void close() {
        consumer.close(CLOSING);
    }

    /** Records of partitions that go while others are still read are the next owner's. */
    private final class OurPartitions implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(Reading.this::begin);
            assigned = true;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (complete) {
                // by leaving the group
                return;
            }
            next.keySet().removeAll(partitions);
            records.removeIf(record -> partitions.contains(new TopicPartition(record.topic(), record.partition())));
        }
    }
}
