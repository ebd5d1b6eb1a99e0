package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.source.Batch;
import io.github.neo4jstreams.source.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandedOutTest {

    private final List<String> told = new ArrayList<>();
    private final HandedOut handedOut = new HandedOut(new Told());

    private final HandedOut.Part first = handedOut.add(batch("first"), 1);
    private final HandedOut.Part second = handedOut.add(batch("second"), 2);
    private final HandedOut.Part third = handedOut.add(batch("third"), 3);

    HandedOutTest() {
        assertThat(told).containsExactly("passed first", "passed second", "passed third");
        told.clear();
    }

    @Test
    void whatIsDoneMovesTheCursorInTheOrderInWhichItWasHandedOut() {
        third.done();
        first.done();
        assertThat(told).containsExactly("processed first");
        second.done();

        assertThat(told).containsExactly("processed first", "processed second", "processed third");
        assertThat(handedOut.isEmpty()).isTrue();
    }

    @Test
    void whatFailedIsReadAgainWithAllThatIsNotDone() {
        first.done();
        assertThat(second.failed()).isTrue();

        assertThat(told).containsExactly("processed first", "rewind");
        assertThat(handedOut.isEmpty()).isTrue();
    }

    @Test
    void whatWasTakenBackMovesNothingAnyMore() {
        second.failed();
        told.clear();

        first.done();
        assertThat(third.failed()).isFalse();

        assertThat(told).isEmpty();
    }

    @Test
    void whatIsHandedOutAgainIsNewToIt() {
        first.failed();
        HandedOut.Part again = handedOut.add(batch("again"), 1);
        told.clear();

        first.done();
        assertThat(told).isEmpty();
        again.done();
        assertThat(told).containsExactly("processed again");
    }

    private static Batch batch(String name) {
        return new Batch(List.of(), count -> name, true);
    }

    /** Tells what it is told. */
    private final class Told implements Source {

        @Override
        public Batch poll(int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void processed(Batch batch, int count) {
            told.add("processed " + batch.cursorAfter().apply(count));
        }

        @Override
        public void passed(Batch batch, int count) {
            told.add("passed " + batch.cursorAfter().apply(count));
        }

        @Override
        public void refuseTakenOver() {}

        @Override
        public void rewind() {
            told.add("rewind");
        }

        @Override
        public Instant cursorKeptAt() {
            return null;
        }

        @Override
        public void flush() {}
    }
}
