package io.github.neo4jstreams.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.neo4jstreams.fuzz.EventGrammar;
import io.github.neo4jstreams.fuzz.Fuzz;
import io.github.neo4jstreams.fuzz.Mutation;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Broken events of all kinds. */
class EventReaderFuzzTest {

    @Test
    void whateverComesIsReadOrRefusedAsBadData() {
        int[] read = new int[1];
        int[] refused = new int[1];
        Fuzz.inputs(20260203, fuzz -> {
            Map<String, Object> event = fuzz.show(new EventGrammar(fuzz).event());
            Mutation mutation = new Mutation(fuzz);
            int mutations = fuzz.below(4);
            for (int m = 0; m < mutations; m++) {
                mutation.of(event);
            }
            try {
                use(EventReader.read(event));
                read[0]++;
            } catch (InvalidEventException | UnsupportedValueException e) {
                assertThat(e.getMessage()).isNotBlank();
                if (mutations == 0) {
                    fail("Refused although valid", e);
                }
                refused[0]++;
            }
        });
        assertThat(read[0]).as("read").isGreaterThanOrEqualTo(Fuzz.INPUTS / 4);
        assertThat(refused[0]).as("refused").isGreaterThanOrEqualTo(Fuzz.INPUTS / 20);
    }

    /** What was read can be used without surprises. */
    private static void use(ChangeEvent event) {
        Keys.of(event);
        if (event.entityType() == EntityType.NODE) {
            assertThat(event.labels()).isNotNull();
        } else {
            assertThat(event.relationshipType()).isNotEmpty();
            Keys.of(event.start());
            Keys.of(event.end());
        }
        if (event.operation() != Operation.DELETE) {
            assertThat(event.after().properties()).doesNotContainValue(null);
        }
        event.txMetadata();
        event.metadata("executingUser");
    }
}
