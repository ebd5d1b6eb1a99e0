package io.github.neo4jstreams.benchmarks.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stands in for the source, and does it wrong. What the checker says of that, it says of a real graph and a real topic. */
@TestBed
class SourceCheckerIT {

    private static final int CHANGES = 5_000;
    private static final Map<String, String> OPERATIONS = Map.of("c", "CREATE", "u", "UPDATE", "d", "DELETE");
    private static int topics;

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    private final String topic = "published-" + ++topics;
    private final JsonMapper json = new JsonMapper();
    /** As a source publishes them. */
    private List<ProducerRecord<byte[], byte[]>> published;

    @BeforeEach
    void committedChanges() throws Exception {
        neo4j.wipe();
        for (String[] key : new String[][] {{"Item", "key"}, {"Gone", "key"}, {"Feed", "id"}}) {
            neo4j.execute("CREATE CONSTRAINT FOR (n:%s) REQUIRE n.%s IS UNIQUE".formatted((Object[]) key));
        }
        neo4j.execute("CREATE (:Feed {id: 0, at: 0})");
        String begin = (String) neo4j.execute("CALL db.cdc.current()").get(0).get("id");
        try (SourceFeed feed =
                new SourceFeed(neo4j.driver(), new SourceWorkload(new SourceWorkload.Shape(1, CHANGES, 501)))) {
            feed.allow(CHANGES);
            feed.start();
            while (!feed.finished()) {
                Thread.onSpinWait();
            }
        }
        kafka.createTopic(topic, 1);
        published = new ArrayList<>(neo4j
                .execute(
                        "CALL db.cdc.query($from, [{select: 'n', labels: ['Item']}])"
                                + " YIELD id, txId, seq, metadata, event"
                                + " RETURN id, txId, seq, event, toString(metadata.txCommitTime) AS committed",
                        Map.of("from", begin))
                .stream()
                .map(this::published)
                .toList());
    }

    private ProducerRecord<byte[], byte[]> published(Map<String, Object> row) {
        Map<?, ?> event = (Map<?, ?>) row.get("event");
        return new ProducerRecord<>(
                topic,
                json(Map.of("keys", event.get("keys"))),
                json(Map.of(
                        "id",
                        row.get("id"),
                        "txId",
                        row.get("txId"),
                        "seq",
                        row.get("seq"),
                        "metadata",
                        Map.of("txCommitTime", row.get("committed")),
                        "event",
                        Map.of(
                                "elementId", event.get("elementId"),
                                "operation", OPERATIONS.get(event.get("operation")),
                                "state", event.get("state")))));
    }

    private byte[] json(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Verdict verdict() {
        kafka.send(published);
        return new SourceChecker(kafka.bootstrapServers(), neo4j.driver()).check(topic, null);
    }

    private static Verdict found(long lost, long duplicated, long reordered, String... problems) {
        return new Verdict(CHANGES, lost, duplicated, reordered, 0, Map.of(SourceTally.COVERED, 0L), List.of(problems));
    }

    /** Of a key's change with this number. */
    private int indexOf(String key, int number) {
        return find(i -> itemOf(i).key().equals(key) && eventOf(i).number() == number);
    }

    private int find(IntPredicate condition) {
        return IntStream.range(0, published.size())
                .filter(condition)
                .findFirst()
                .orElseThrow();
    }

    private SourceEvent eventOf(int index) {
        ProducerRecord<byte[], byte[]> record = published.get(index);
        return SourceEvent.of(new ConsumerRecord<>(topic, 0, index, record.key(), record.value()));
    }

    private Item itemOf(int index) {
        return eventOf(index).item();
    }

    @Test
    void whatWasPublishedOnceAndInOrderIsClean() {
        assertThat(verdict()).isEqualTo(found(0, 0, 0));
    }

    @Test
    void aLossADoubleAndASwapAreFound() {
        published.remove(indexOf("k1", 3));
        int doubled = indexOf("k2", 4);
        published.add(doubled, published.get(doubled));
        Collections.swap(published, indexOf("k3", 4), indexOf("k3", 5));

        assertThat(verdict()).isEqualTo(found(1, 1, 1));
    }

    @Test
    void aDeletionThatIsMissingIsLost() {
        published.remove(find(i -> eventOf(i).isDeletion()));

        assertThat(verdict().lost()).isEqualTo(1);
    }

    @Test
    void aSwapOfDifferentKeysIsNotClean() {
        int first = find(i -> eventOf(i).txId() < eventOf(i + 1).txId()
                && !itemOf(i).key().equals(itemOf(i + 1).key()));
        Collections.swap(published, first, first + 1);

        assertThat(verdict()).isEqualTo(found(0, 0, 0, "1 times a partition went back to what was committed earlier"));
    }

    @Test
    void aRecordUnderAnotherKeyIsMisdirected() {
        ProducerRecord<byte[], byte[]> record = published.get(7);
        published.set(7, new ProducerRecord<>(topic, "{\"keys\":{}}".getBytes(StandardCharsets.UTF_8), record.value()));

        assertThat(verdict().misdirected()).isEqualTo(1);
    }

    @Test
    void whatWasPrunedAndIsInNoSnapshotIsLost() {
        String key = itemOf(0).key();
        published.subList(0, 1).clear();
        new SourceLog(neo4j.driver()).mark();

        Verdict verdict = verdict();

        assertThat(verdict.lost()).as(key).isEqualTo(1);
        assertThat(verdict.problems()).contains("-1 snapshots more than logs that were pruned unread");
    }
}
