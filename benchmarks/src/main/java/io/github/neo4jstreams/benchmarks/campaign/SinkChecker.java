package io.github.neo4jstreams.benchmarks.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.neo4j.driver.Driver;

/**
 * Reads the topics and the graph, and nothing else: what the run remembers could be wrong in the same way as the run. Results
 * and topics are read as they come, page by page, and not held.
 */
final class SinkChecker {

    private static final int NO_SEQUENCE = 0;

    private static final String ERRORS = "__streams.errors.";

    /**
     * What is compared.
     *
     * @param topic       that was read
     * @param group       that has read it
     * @param deadLetters topic of what couldn't be written; null if there is none
     * @param fenced      whether the graph has to know the offsets as well
     */
    record Subject(String topic, String group, String deadLetters, boolean fenced) {}

    private final TopicReader topics;
    private final Admin admin;
    private final GraphReader graph;
    private final JsonMapper json = new JsonMapper();

    /** @param driver to the leader */
    SinkChecker(String bootstrapServers, Admin admin, Driver driver) {
        this.topics = new TopicReader(bootstrapServers);
        this.admin = admin;
        this.graph = new GraphReader(driver);
    }

    /** @param stuck why the run ended before its end; null if it didn't */
    Verdict check(Subject subject, String stuck) {
        SinkTally tally = new SinkTally(subject.topic());
        if (stuck != null) {
            tally.problem(stuck);
        }
        if (subject.deadLetters() != null) {
            topics.read(subject.deadLetters(), letter -> deadLetter(letter, tally));
        }
        topics.read(subject.topic(), sent -> input(sent, tally));
        graph.rows(
                "MATCH (e:Event) RETURN e.key AS key, e.seq AS seq, e.position AS position",
                row -> tally.event(
                        row.get("key").asString(),
                        row.get("seq").asInt(NO_SEQUENCE),
                        row.get("position").asInt(0)));
        graph.rows(
                "MATCH (k:Key) RETURN k.id AS key, k.count AS count, k.disorder AS disorder",
                row -> tally.counter(
                        row.get("key").asString(),
                        row.get("count").asLong(),
                        row.get("disorder").asLong()));
        Map<Integer, Long> ends = topics.ends(subject.topic());
        compare("offset of the group", committed(subject), ends, tally);
        if (subject.fenced()) {
            compare("offset in the graph, and one", fences(subject), ends, tally);
        }
        return tally.verdict();
    }

    private static void deadLetter(ConsumerRecord<byte[], byte[]> letter, SinkTally tally) {
        try {
            tally.deadLetter(
                    text(letter, ERRORS + "topic"),
                    Integer.parseInt(text(letter, ERRORS + "partition")),
                    Long.parseLong(text(letter, ERRORS + "offset")),
                    content(letter));
        } catch (NumberFormatException e) {
            tally.problem("a dead letter doesn't say where its record was: " + letter.headers());
        }
    }

    private void input(ConsumerRecord<byte[], byte[]> sent, SinkTally tally) {
        if (sent.headers().lastHeader(Poison.HEADER) != null) {
            tally.poison(sent.partition(), sent.offset(), content(sent));
            return;
        }
        try {
            JsonNode value = json.readTree(sent.value());
            tally.good(
                    sent.partition(),
                    sent.offset(),
                    content(sent),
                    value.get("key").textValue(),
                    value.get("seq").intValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ConsumerRecord<?, ?> letter, String header) {
        Header found = letter.headers().lastHeader(header);
        return found == null ? "" : new String(found.value(), StandardCharsets.UTF_8);
    }

    private static int content(ConsumerRecord<byte[], byte[]> what) {
        return 31 * Arrays.hashCode(what.key()) + Arrays.hashCode(what.value());
    }

    private Map<Integer, Long> committed(Subject subject) {
        Map<Integer, Long> committed = new TreeMap<>();
        try {
            admin.listConsumerGroupOffsets(subject.group())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> {
                        if (partition.topic().equals(subject.topic()) && offset != null) {
                            committed.put(partition.partition(), offset.offset());
                        }
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return committed;
    }

    private Map<Integer, Long> fences(Subject subject) {
        Map<Integer, Long> fences = new TreeMap<>();
        graph.rows(
                "MATCH (o:Neo4jStreamsOffset {topic: $topic}) RETURN o.partition AS partition, o.offset AS offset",
                Map.of("topic", subject.topic()),
                row -> fences.put(
                        row.get("partition").asInt(), row.get("offset").asLong() + 1));
        return fences;
    }

    private static void compare(String what, Map<Integer, Long> found, Map<Integer, Long> ends, SinkTally tally) {
        ends.forEach((partition, end) -> {
            // a partition that nothing was ever sent to needs no offset
            long offset = found.getOrDefault(partition, 0L);
            if (offset != end) {
                tally.problem("partition " + partition + ": " + what + " is " + offset + ", the end is " + end);
            }
        });
    }
}
