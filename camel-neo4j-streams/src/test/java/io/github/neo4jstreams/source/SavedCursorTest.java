package io.github.neo4jstreams.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.neo4jstreams.value.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SavedCursorTest {

    /** Compares and sets, and remembers who came. */
    private static final class Store implements CursorStore {
        private final boolean costly;
        private final List<String> saves = new ArrayList<>();
        private int loads;
        private String cursor;
        private RuntimeException failure;

        Store(String cursor, boolean costly) {
            this.cursor = cursor;
            this.costly = costly;
        }

        @Override
        public Optional<String> load(String name) {
            loads++;
            return Optional.ofNullable(cursor);
        }

        @Override
        public void save(String name, String expected, String moved) {
            if (failure != null) {
                throw failure;
            }
            if (cursor != null && !cursor.equals(expected)) {
                throw new CursorMovedException(name);
            }
            saves.add(expected + " > " + moved);
            cursor = moved;
        }

        @Override
        public boolean costly() {
            return costly;
        }
    }

    private final Store store = new Store("c0", true);
    private final SavedCursor cursor = new SavedCursor(store, "orders");

    @Nested
    class Loading {

        @Test
        void isDoneOnce() {
            assertThat(cursor.get()).contains("c0");
            assertThat(cursor.get()).contains("c0");
            assertThat(store.loads).isEqualTo(1);
        }

        @Test
        void findsNothingBeforeTheFirstSave() {
            assertThat(new SavedCursor(new Store(null, true), "orders").get()).isEmpty();
        }
    }

    @Nested
    class Advancing {

        @Test
        void isKeptAtOnceEachTime() {
            cursor.get();

            cursor.moveOn(batch(3, "c1", "c2", "c3"), 3);
            cursor.moveOn(batch(2, "c4", "c5"), 1);

            assertThat(store.saves).containsExactly("c0 > c3", "c3 > c4");
            assertThat(cursor.get()).contains("c4");
        }

        @Test
        void doesNotHappenWhenNothingWasCompleted() {
            cursor.get();

            cursor.moveOn(batch(2, "c1", "c2"), 0);

            assertThat(store.saves).isEmpty();
            assertThat(cursor.get()).contains("c0");
        }

        @Test
        void asksOnlyForTheCursorThatItNeeds() {
            List<Integer> asked = new ArrayList<>();
            Batch lazy = new Batch(
                    records(3),
                    count -> {
                        asked.add(count);
                        return "c" + count;
                    },
                    false);
            cursor.get();

            cursor.moveOn(lazy, 0);
            assertThat(asked).isEmpty();
            cursor.moveOn(lazy, 2);
            assertThat(asked).containsExactly(2);
        }

        @Test
        void doesNothingForASourceWithoutACursor() {
            cursor.moveOn(new Batch(records(1), count -> null, false), 1);
            cursor.keep();

            assertThat(store.saves).isEmpty();
        }
    }

    @Nested
    class Drifting {

        @Test
        void isKeptSeldomByACostlyStore() {
            cursor.get();

            cursor.moveOn(empty("c1"), 0);
            cursor.moveOn(empty("c2"), 0);
            cursor.moveOn(empty("c3"), 0);

            assertThat(store.saves).containsExactly("c0 > c1");
            assertThat(cursor.get()).contains("c3");
        }

        @Test
        void isKeptEachTimeByACheapOne() {
            Store cheap = new Store("c0", false);
            SavedCursor drifting = new SavedCursor(cheap, "orders");
            drifting.get();

            drifting.moveOn(empty("c1"), 0);
            drifting.moveOn(empty("c2"), 0);

            assertThat(cheap.saves).containsExactly("c0 > c1", "c1 > c2");
        }

        @Test
        void isKeptAtTheLatestWhenTheSourceStops() {
            cursor.get();
            cursor.moveOn(empty("c1"), 0);
            cursor.moveOn(empty("c2"), 0);

            cursor.keep();
            cursor.keep();

            assertThat(store.saves).containsExactly("c0 > c1", "c1 > c2");
        }

        @Test
        void isKeptWithTheNextAdvance() {
            cursor.get();
            cursor.moveOn(empty("c1"), 0);
            cursor.moveOn(empty("c2"), 0);

            cursor.moveOn(batch(1, "c3"), 1);

            assertThat(store.saves).containsExactly("c0 > c1", "c1 > c3");
        }

        @Test
        void doesNotWriteACursorThatStandsStill() {
            cursor.get();

            cursor.moveOn(empty("c0"), 0);

            assertThat(store.saves).isEmpty();
        }
    }

    @Nested
    class WhenSomebodyElseMovedIt {

        @Test
        void whatTheySavedIsReadBeforeTheNextStep() {
            cursor.get();
            store.cursor = "theirs";

            assertThatExceptionOfType(CursorMovedException.class)
                    .isThrownBy(() -> cursor.moveOn(batch(1, "c1"), 1))
                    .withMessageContaining("'orders'")
                    .withMessageContaining("cursorName");

            assertThat(cursor.get()).contains("theirs");
            cursor.moveOn(batch(1, "c2"), 1);
            assertThat(store.saves).containsExactly("theirs > c2");
        }

        @Test
        void nothingIsSavedOnTheWayOut() {
            cursor.get();
            store.cursor = "theirs";
            assertThatExceptionOfType(CursorMovedException.class).isThrownBy(() -> cursor.set("c1"));

            cursor.keep();

            assertThat(store.cursor).isEqualTo("theirs");
        }
    }

    @Test
    void isReadAgainOnceItIsForgotten() {
        cursor.get();
        cursor.moveOn(batch(1, "c1"), 1);
        store.cursor = "theirs";

        cursor.forget();

        assertThat(cursor.get()).contains("theirs");
        cursor.moveOn(batch(1, "c2"), 1);
        assertThat(store.saves).containsExactly("c0 > c1", "theirs > c2");
    }

    @Test
    void isReadAgainIfNobodyKnowsWhetherItWasKept() {
        cursor.get();
        store.failure = new CursorStoreException("orders", new IllegalStateException("no broker"));
        assertThatExceptionOfType(CursorStoreException.class)
                .isThrownBy(() -> cursor.moveOn(batch(1, "c1"), 1))
                .withMessageContaining("'orders'")
                .withMessageContaining("no broker");
        store.failure = null;
        store.cursor = "c1";

        assertThat(cursor.get()).contains("c1");
    }

    @Test
    void aSaveThatFailedIsMadeUpForAfterwards() {
        cursor.get();
        store.failure = new IllegalStateException("no leader");
        assertThatIllegalStateException().isThrownBy(() -> cursor.moveOn(batch(1, "c1"), 1));
        store.failure = null;

        assertThat(cursor.get()).contains("c1");
        cursor.keep();

        assertThat(store.saves).containsExactly("c0 > c1");
    }

    private static Batch batch(int size, String... cursors) {
        return new Batch(records(size), count -> cursors[count - 1], false);
    }

    private static Batch empty(String cursor) {
        return new Batch(List.of(), count -> cursor, true);
    }

    private static List<SourceRecord> records(int size) {
        return Collections.nCopies(size, SourceRecord.ofRow(null, new JsonObject()));
    }

    @Nested
    class Passing {

        private final Batch passed = batch(2, "c2");

        private Batch batch(int records, String end) {
            return new Batch(
                    Collections.nCopies(records, SourceRecord.ofRow(null, new JsonObject())), count -> end, false);
        }

        @Test
        void readsOnBehindAndKeepsTheCursor() {
            cursor.get();
            cursor.pass(passed, 2);
            assertThat(cursor.get()).contains("c2");
            assertThat(store.saves).isEmpty();
            cursor.moveOn(passed, 2);
            assertThat(store.cursor).isEqualTo("c2");
            assertThat(cursor.get()).contains("c2");
        }

        @Test
        void whatJumpsBehindItIsKeptWhenAllBeforeIsDone() {
            cursor.get();
            cursor.pass(passed, 2);
            cursor.jump("elsewhere");
            assertThat(cursor.get()).contains("elsewhere");
            cursor.moveOn(passed, 2);
            assertThat(store.cursor).isEqualTo("c2");
            assertThat(cursor.get()).contains("elsewhere");
            cursor.moveOn(new Batch(List.of(), count -> null, false), 0);
            assertThat(store.cursor).isEqualTo("elsewhere");
            assertThat(cursor.get()).contains("elsewhere");
        }

        @Test
        void isForgottenWithEverythingElse() {
            cursor.get();
            cursor.pass(passed, 2);
            cursor.forget();
            assertThat(cursor.get()).contains("c0");
        }
    }
}
