package io.github.neo4jstreams.camel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.Changes;
import io.github.neo4jstreams.source.Batch;
import io.github.neo4jstreams.source.SourceRecord;
import io.github.neo4jstreams.value.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceProgressTest {

    private static final Instant COMMITTED = Changes.COMMITTED.toInstant();

    private final List<Duration> latencies = new ArrayList<>();

    private SourceProgress at(Instant now) {
        return new SourceProgress(Clock.fixed(now, ZoneOffset.UTC), latencies::add);
    }

    @Test
    void tellsTheLatencyOfEachChange() {
        at(COMMITTED.plusMillis(40)).handingOver(batch(3), 1, 3);

        assertThat(latencies).containsExactly(Duration.ofMillis(40), Duration.ofMillis(40));
    }

    @Test
    void ofTwoClocksOneMayBeAhead() {
        at(COMMITTED.minusSeconds(5)).handingOver(batch(1), 0, 1);

        assertThat(latencies).containsExactly(Duration.ZERO);
    }

    @Test
    void lagsBehindTheChangeThatIsWorkedOnAndWhereTheLogEndsByTheTimeThatItWasRead() {
        Instant now = COMMITTED.plusSeconds(7);
        SourceProgress progress = at(now);
        assertThat(progress.lag()).isNull();

        progress.handingOver(batch(1), 0, 1);
        assertThat(progress.lag()).isEqualTo(Duration.ofSeconds(7));
        progress.polled(now.minusMillis(5), false, null);
        assertThat(progress.lag()).isEqualTo(Duration.ofSeconds(7));
        progress.polled(now.minusMillis(5), true, null);
        assertThat(progress.lag()).isEqualTo(Duration.ofMillis(5));
    }

    @Test
    void knowsTheAgeOfTheCursorOnceItWasKept() {
        SourceProgress progress = at(COMMITTED);
        assertThat(progress.cursorAge()).isNull();

        progress.polled(COMMITTED, true, COMMITTED.minusSeconds(9));
        assertThat(progress.cursorAge()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void rowsAndSnapshotsHaveNoTimeOfACommit() {
        SourceProgress progress = at(COMMITTED);
        SourceRecord row = new SourceRecord(null, new JsonObject(), Optional.empty(), null);

        progress.handingOver(new Batch(List.of(row), count -> null, false), 0, 1);

        assertThat(latencies).isEmpty();
        assertThat(progress.lag()).isNull();
    }

    private static Batch batch(int size) {
        ChangeEvent change = ChangeEvent.ofRow(
                Changes.row(Changes.node("c", null, Changes.state(Map.of("name", "Ann"), "Person"), "Person")));
        List<SourceRecord> records = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            records.add(new SourceRecord(null, new JsonObject(), Optional.of(change), null));
        }
        return new Batch(records, count -> null, false);
    }
}
