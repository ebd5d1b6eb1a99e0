package io.github.neo4jstreams.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Records that Kafka has returned and nobody has asked for yet, by partition and in their order. Not thread-safe. */
final class Unread<K, V> {

    private final Map<TopicPartition, List<ConsumerRecord<K, V>>> records = new LinkedHashMap<>();

    boolean isEmpty() {
        return records.isEmpty();
    }

    int size() {
        return records.values().stream().mapToInt(List::size).sum();
    }

    void add(ConsumerRecords<K, V> polled) {
        for (TopicPartition partition : polled.partitions()) {
            records.merge(partition, polled.records(partition), (before, after) -> {
                List<ConsumerRecord<K, V>> both = new ArrayList<>(before);
                both.addAll(after);
                return both;
            });
        }
    }

    /** Forgets what it has of these partitions: they are read again, by whoever has them. */
    void drop(Collection<TopicPartition> partitions) {
        records.keySet().removeAll(partitions);
    }

    void clear() {
        records.clear();
    }

    /** The first offset of each partition. */
    Map<TopicPartition, Long> first() {
        Map<TopicPartition, Long> first = new HashMap<>();
        records.forEach((partition, list) -> first.put(partition, list.get(0).offset()));
        return first;
    }

    /**
     * Takes the first records of each partition, about as many of each, so that whoever writes several partitions at a time has
     * something of each.
     *
     * @param most   records
     * @param paused of which none are taken
     */
    ConsumerRecords<K, V> take(int most, Set<TopicPartition> paused) {
        List<TopicPartition> wanted =
                records.keySet().stream().filter(p -> !paused.contains(p)).toList();
        Map<TopicPartition, Integer> counts = counts(wanted, most);
        Map<TopicPartition, List<ConsumerRecord<K, V>>> taken = new LinkedHashMap<>();
        counts.forEach((partition, count) -> {
            List<ConsumerRecord<K, V>> list = records.get(partition);
            if (count > 0) {
                taken.put(partition, list.subList(0, count));
            }
            if (count == list.size()) {
                records.remove(partition);
            } else {
                records.put(partition, list.subList(count, list.size()));
            }
        });
        return new ConsumerRecords<>(taken);
    }

    /** The smallest partitions first, so that what they don't need is the others'. */
    private Map<TopicPartition, Integer> counts(List<TopicPartition> wanted, int most) {
        List<TopicPartition> smallestFirst = new ArrayList<>(wanted);
        smallestFirst.sort(
                (a, b) -> Integer.compare(records.get(a).size(), records.get(b).size()));
        Map<TopicPartition, Integer> counts = new LinkedHashMap<>();
        int left = most;
        for (int i = 0; i < smallestFirst.size(); i++) {
            TopicPartition partition = smallestFirst.get(i);
            int others = smallestFirst.size() - i;
            int share = left / others + (left % others == 0 ? 0 : 1);
            int count = Math.min(share, records.get(partition).size());
            counts.put(partition, count);
            left -= count;
        }
        return counts;
    }
}
