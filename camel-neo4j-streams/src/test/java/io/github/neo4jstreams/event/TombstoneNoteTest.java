package io.github.neo4jstreams.event;

import static io.github.neo4jstreams.event.Changes.map;
import static io.github.neo4jstreams.event.Changes.node;
import static io.github.neo4jstreams.event.Changes.relationship;
import static io.github.neo4jstreams.event.Changes.row;
import static io.github.neo4jstreams.event.Changes.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TombstoneNoteTest {

    private static ChangeEvent change(Map<String, Object> event) {
        return ChangeEvent.ofRow(row(event));
    }

    @Test
    void saysWhatWasDeletedButNotWhatItHeld() {
        ChangeEvent node = change(node("d", state(map("secret", "s3cr3t"), "Person"), null, "Person"));
        ChangeEvent relationship =
                change(relationship("d", "OWNS", "Person", "Car", state(map("secret", "s3cr3t")), null));
        for (ChangeEvent deleted : List.of(node, relationship)) {
            String note = TombstoneNote.write(deleted);
            assertThat(note).doesNotContain("s3cr3t");
            assertThat(TombstoneNote.read(note)).hasValueSatisfying(read -> {
                assertThat(read.elementId()).isEqualTo(deleted.elementId());
                assertThat(read.operation()).isEqualTo(Operation.DELETE);
                assertThat(read.entityType()).isEqualTo(deleted.entityType());
                assertThat(read.keys()).isEqualTo(deleted.keys());
                assertThat(read.relationshipType()).isEqualTo(deleted.relationshipType());
                assertThat(read.start()).isEqualTo(deleted.start());
                assertThat(read.end()).isEqualTo(deleted.end());
            });
        }
    }

    @Test
    void saysThatNothingWasDeletedIfAKeyChanged() {
        Map<String, Object> state = state(map(), "Person");
        String note = TombstoneNote.write(change(node("u", state, state, "Person")));
        assertThat(note).isEqualTo("{\"operation\":\"UPDATE\",\"eventType\":\"NODE\",\"elementId\":\"4:db:1\"}");
        assertThat(TombstoneNote.read(note)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no json | The header neo4j-streams.tombstone is not JSON",
                "[] | the header neo4j-streams.tombstone is a list: expected a map",
                "{} | the header neo4j-streams.tombstone.operation is missing",
                "{\"operation\": \"GONE\"} | the header neo4j-streams.tombstone.operation is 'GONE': expected UPDATE or DELETE",
                "{\"operation\": \"DELETE\"} | the header neo4j-streams.tombstone.eventType is missing"
            })
    void isRefusedIfItIsNone(String text, String refusal) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> TombstoneNote.read(text))
                .withMessageStartingWith(refusal);
    }

    @Test
    void isText() {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> TombstoneNote.read(new byte[] {-1}))
                .withMessage("The header neo4j-streams.tombstone is not text");
    }
}
