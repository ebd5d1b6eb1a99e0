package io.github.neo4jstreams.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.EntityType;
import io.github.neo4jstreams.event.KeyFormat;
import io.github.neo4jstreams.event.Operation;
import io.github.neo4jstreams.event.State;
import io.github.neo4jstreams.source.ChangeSelection.Reported;
import io.github.neo4jstreams.value.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageKeysTest {

    private static final JsonObject VALUE = new JsonObject(Map.of("value", true));

    private MessageKeys keys = keys(KeyFormat.ENTITY_KEYS, true, 100);

    private static MessageKeys keys(KeyFormat format, boolean tombstones, int most) {
        return new MessageKeys(format, tombstones, most, (entities, name) -> Set.of(Set.of("id")));
    }

    private static ChangeEvent change(long txId, Operation operation, Long before, Long after) {
        Long key = before == null ? after : before;
        return new ChangeEvent(
                "id",
                txId,
                0,
                Map.of("captureMode", "FULL"),
                EntityType.NODE,
                operation,
                "4:x:" + key,
                List.of("P"),
                null,
                key == null ? Map.of() : Map.of("P", List.of(Map.of("id", key))),
                null,
                null,
                state(before),
                state(after));
    }

    private static State state(Long id) {
        return id == null ? null : new State(List.of("P"), Map.of("id", id));
    }

    private static ChangeEvent create(long txId, long id) {
        return change(txId, Operation.CREATE, null, id);
    }

    private static ChangeEvent update(long txId, long before, long after) {
        return change(txId, Operation.UPDATE, before, after);
    }

    private static ChangeEvent delete(long txId, long id) {
        return change(txId, Operation.DELETE, id, null);
    }

    /** The numbers of the keys, with a minus for a tombstone. */
    private List<String> sent(ChangeEvent... changes) {
        List<String> sent = new ArrayList<>();
        Stream.of(changes)
                .flatMap(change -> keys.records(change, new Reported(null, change), VALUE).stream())
                .forEach(record -> sent.add((record.isTombstone() ? "-" : "")
                        + (record.key() == null
                                ? "none"
                                : record.key().toString().replaceAll("\\D", ""))));
        return sent;
    }

    @Test
    void ofDeletionsComeTwiceTheSecondTimeWithoutAValue() {
        ChangeEvent change = delete(5, 1);
        List<SourceRecord> records = keys.records(change, new Reported(null, change), VALUE);
        assertThat(records).extracting(SourceRecord::value).containsExactly(VALUE, null);
        assertThat(records)
                .extracting(SourceRecord::key)
                .containsOnly(records.get(0).key());
        assertThat(records).allSatisfy(record -> assertThat(record.change()).contains(change));
    }

    @Test
    void areTheNewOnesOfAnUpdateAndTheOldOneIsNoMore() {
        assertThat(sent(create(5, 1), update(6, 1, 1), update(7, 1, 2), delete(8, 2)))
                .containsExactly("1", "1", "2", "-1", "2", "-2");
    }

    @Test
    void areThoseOfTheWholeChangeAlsoIfTheyAreNotReported() {
        ChangeEvent change = update(7, 1, 2);
        List<SourceRecord> records =
                keys.records(change, new Reported(null, change.withProperties(all -> Map.of())), VALUE);
        assertThat(records)
                .extracting(SourceRecord::key)
                .extracting(Object::toString)
                .containsExactly("{\"keys\":{\"P\":[{\"id\":2}]}}", "{\"keys\":{\"P\":[{\"id\":1}]}}");
    }

    @Test
    void thatOthersTakeInTheSameTransactionStay() {
        // the server reports creates before updates before deletes
        assertThat(sent(create(5, 1), delete(5, 1))).containsExactly("1", "1");
        assertThat(sent(update(6, 1, 2), update(6, 2, 3))).containsExactly("2", "-1", "3");
        assertThat(sent(update(7, 1, 2), update(7, 2, 1))).containsExactly("2", "-1", "1");
        assertThat(sent(delete(8, 1))).containsExactly("1", "-1");
    }

    @Test
    void ofALargeTransactionAreRememberedOnlySoFar() {
        keys = keys(KeyFormat.ENTITY_KEYS, true, 1);
        assertThat(sent(create(5, 1), create(5, 2), create(5, 3), delete(5, 1), delete(5, 3)))
                .containsExactly("1", "2", "3", "1", "3", "-3");
    }

    @Test
    void thatThereAreNotHaveNoTombstone() {
        ChangeEvent change = change(5, Operation.DELETE, null, null);
        assertThat(keys.records(change, new Reported(null, change), VALUE))
                .extracting(SourceRecord::value)
                .containsExactly(VALUE);
    }

    @Test
    void thatAreTheLastOfAnEntityAreThoseOfTheEventToo() {
        ChangeEvent change = new ChangeEvent(
                "id",
                5,
                0,
                Map.of(),
                EntityType.NODE,
                Operation.UPDATE,
                "4:x:1",
                List.of("P"),
                null,
                Map.of("P", List.of(Map.of("id", 1L))),
                null,
                null,
                new State(List.of("P"), Map.of("id", 1L)),
                new State(List.of(), Map.of("id", 1L)));
        assertThat(sent(change)).containsExactly("1", "-1");
    }

    @Test
    void ofElementsNeverChange() {
        keys = keys(KeyFormat.ELEMENT_ID, true, 100);
        assertThat(sent(update(5, 1, 2), delete(6, 1))).containsExactly("41", "41", "-41");
    }

    @Test
    void ofWhatASnapshotReadHaveNone() {
        assertThat(sent(change(-1, Operation.READ, null, 1L), change(-1, Operation.READ, null, 1L)))
                .containsExactly("1", "1");
    }

    @Test
    void areAsTheServerReportsThemWithoutTombstones() {
        keys = keys(KeyFormat.ENTITY_KEYS, false, 100);
        assertThat(sent(update(5, 1, 2), delete(6, 2))).containsExactly("1", "2");
    }
}
