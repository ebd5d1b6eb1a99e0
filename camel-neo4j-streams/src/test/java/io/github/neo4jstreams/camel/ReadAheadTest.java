package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.neo4jstreams.source.Batch;
import io.github.neo4jstreams.source.Source;
import io.github.neo4jstreams.source.SourceRecord;
import io.github.neo4jstreams.value.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

    private final List<String> calls = new ArrayList<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final FakeSource source = new FakeSource();
    private final ReadAhead ahead = new ReadAhead(source, tasks::add);

    /** Hands out the batches that it is given. */
    private final class FakeSource implements Source {

        private final Queue<Batch> batches = new ArrayDeque<>();
        private RuntimeException failure;

        @Override
        public Batch poll(int limit) {
            calls.add("poll " + limit);
            if (failure != null) {
                throw failure;
            }
            return batches.remove();
        }

        @Override
        public void processed(Batch batch, int count) {
            calls.add("processed " + count);
        }

        @Override
        public void passed(Batch batch, int count) {
            calls.add("passed " + count);
        }

        @Override
        public void refuseTakenOver() {
            calls.add("refuseTakenOver");
        }

        @Override
        public void rewind() {
            calls.add("rewind");
        }

        @Override
        public Instant cursorKeptAt() {
            return null;
        }

        @Override
        public void flush() {
            calls.add("flush");
        }
    }

    private static Batch batch(int records, boolean atEnd) {
        SourceRecord record = new SourceRecord(null, new JsonObject(), Optional.empty(), null);
        return new Batch(Collections.nCopies(records, record), count -> "after " + count, atEnd);
    }

    private void gives(Batch... batches) {
        source.batches.addAll(List.of(batches));
    }

    private void runTasks() {
        Stream.generate(tasks::poll).takeWhile(task -> task != null).forEach(Runnable::run);
    }

    @Test
    void readsTheNextBatchBehindOneThatIsNotTheLast() {
        Batch first = batch(3, false);
        Batch second = batch(2, true);
        gives(first, second);

        assertThat(ahead.poll(5).batch()).isSameAs(first);
        runTasks();
        assertThat(calls).containsExactly("poll 5", "passed 3", "poll 5");
        assertThat(ahead.poll(5).batch()).isSameAs(second);
        assertThat(tasks).isEmpty();
        assertThat(calls).containsExactly("poll 5", "passed 3", "poll 5", "passed 2");
    }

    @Test
    void readsNothingBehindAnEmptyBatch() {
        gives(batch(0, false));
        ahead.poll(5);
        assertThat(tasks).isEmpty();
        assertThat(calls).containsExactly("poll 5");
    }

    @Test
    void whatFailsAheadFailsWhenItIsAskedFor() {
        gives(batch(3, false));
        ahead.poll(5);
        source.failure = new IllegalStateException("no server");
        runTasks();
        assertThatIllegalStateException().isThrownBy(() -> ahead.poll(5)).withMessage("no server");

        source.failure = null;
        Batch next = batch(1, true);
        gives(next);
        assertThat(ahead.poll(5).batch()).isSameAs(next);
    }

    @Test
    void whatIsTakenBackIsReadAgain() {
        Batch again = batch(3, true);
        gives(batch(3, false), batch(3, false), again);
        ahead.poll(5);
        runTasks();
        ahead.takeBack();
        assertThat(calls).endsWith("rewind");
        assertThat(ahead.poll(5).batch()).isSameAs(again);
    }

    @Test
    void whatFailedAheadIsTakenBackInSilence() {
        gives(batch(3, false));
        ahead.poll(5);
        source.failure = new IllegalStateException("no server");
        runTasks();
        ahead.takeBack();
        assertThat(calls).endsWith("rewind");
    }
}
