package io.github.neo4jstreams.benchmarks.throughput;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Applies the events of a topic with one partition in their order, as somebody does who wants to have the graph: first what a
 * snapshot has read, then the changes. Used by one thread.
 */
final class Replay implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Differences that are told. */
    private static final int TOLD = 5;

    private final Consumer<byte[], byte[]> consumer;
    /** What is known of nodes, by the numbers in their element ids: of a million, no more than it takes to compare. */
    private final Map<Long, Integer> nodes = new HashMap<>();

    private long entities;
    private long firstEntity;
    private long lastEntity;
    private long changes;
    private int last;

    /** @param consumer that is at the beginning of the topic */
    Replay(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    static Replay of(String brokers, String topic) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "auto.offset.reset", "none", "max.poll.records", 5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = List.of(new TopicPartition(topic, 0));
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return new Replay(consumer);
    }

    /** The number in an element id, {@code 4:DATABASE:NUMBER}. */
    static long number(String elementId) {
        return Long.parseLong(elementId.substring(elementId.lastIndexOf(':') + 1));
    }

    /** Equal for equal properties, whether numbers come from JSON or from the driver. */
    static int digest(Map<String, Object> properties) {
        return new TreeMap<>(properties).toString().hashCode();
    }

    /**
     * Reads on until something is the case.
     *
     * @param refuseEnded throws if the source of the events has ended
     * @throws IllegalStateException if events are out of order
     * @throws TimeoutException      if nothing comes any more
     */
    void readUntil(BooleanSupplier enough, Runnable refuseEnded) throws IOException, TimeoutException {
        long heard = System.nanoTime();
        while (!enough.getAsBoolean()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            long now = System.nanoTime();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                apply(JSON.readTree(record.value()).path("event"), now);
                heard = now;
            }
            refuseEnded.run();
            if (now - heard > PATIENCE.toNanos()) {
                throw new TimeoutException("nothing has come for %s, after %d entities and %d changes"
                        .formatted(PATIENCE, entities, changes));
            }
        }
    }

    private void apply(JsonNode event, long now) {
        long node = number(event.path("elementId").textValue());
        String operation = event.path("operation").textValue();
        if (operation.equals("READ")) {
            if (changes > 0) {
                throw new IllegalStateException("node " + node + " was read after the first change");
            }
            last = state(event);
            if (nodes.put(node, last) != null) {
                throw new IllegalStateException("node " + node + " was read twice");
            }
            firstEntity = entities == 0 ? now : firstEntity;
            lastEntity = now;
            entities++;
        } else {
            changes++;
            if (operation.equals("DELETE")) {
                nodes.remove(node);
            } else {
                last = state(event);
                nodes.put(node, last);
            }
        }
    }

    private static int state(JsonNode event) {
        return digest(JSON.convertValue(event.path("state").path("after").path("properties"), MAP));
    }

    boolean hasChange() {
        return changes > 0;
    }

    /** Whether the last event is about a node with these properties. (A number says nothing: those of the deleted come again.) */
    boolean cameLast(Map<String, Object> properties) {
        return last == digest(properties);
    }

    /** How many a snapshot has read. */
    long entities() {
        return entities;
    }

    double entitiesPerSecond() {
        return entities * 1e9 / Math.max(1, lastEntity - firstEntity);
    }

    long changes() {
        return changes;
    }

    /**
     * @param graph digests of nodes by their numbers
     * @throws IllegalStateException if what was replayed is another graph
     */
    void refuseOtherThan(Map<Long, Integer> graph) {
        if (!nodes.equals(graph)) {
            throw new IllegalStateException(
                    "what came isn't the graph; it lacks nodes %s, has nodes %s too many, and others %s"
                            .formatted(
                                    some(graph, node -> !nodes.containsKey(node)),
                                    some(nodes, node -> !graph.containsKey(node)),
                                    some(
                                            graph,
                                            node -> nodes.containsKey(node)
                                                    && !nodes.get(node).equals(graph.get(node)))));
        }
    }

    private static List<Long> some(Map<Long, Integer> nodes, Predicate<Long> which) {
        return nodes.keySet().stream().filter(which).limit(TOLD).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
