package io.github.neo4jstreams.benchmarks.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.benchmarks.campaign.EntityFacts.Bound;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A clean run is clean, and each thing that can go wrong is counted where it belongs, and nowhere else. */
class SourceTallyTest {

    private static final long PRUNED_AT = 1_000;
    private static final long READ_AT = 1_100;

    private static Item item(String key, int seq) {
        return new Item(key, seq, seq, "text " + seq);
    }

    private static SourceEvent event(String operation, String key, int seq, long txId, long at) {
        return new SourceEvent("change " + txId, txId, 0, operation, "element " + key, item(key, seq), at, true);
    }

    /** A change of a transaction of its own, which has its number. */
    private static SourceEvent update(String key, int seq) {
        return event("UPDATE", key, seq, seq, 0);
    }

    private static SourceEvent deletion(String key, int number, long at) {
        return event("DELETE", key, number - 1, number, at);
    }

    private static SourceEvent read(String key, int seq, String snapshot) {
        return new SourceEvent(snapshot, -1, -1, "READ", "element " + key, item(key, seq), 0, true);
    }

    /** One key, which has had six changes and is there. */
    private static final class Run {

        final SourceTally tally = new SourceTally();
        final List<SourceEvent> published = new ArrayList<>();
        Item item = item("a", 6);

        Run(int... numbers) {
            publish(numbers);
        }

        void publish(int... numbers) {
            for (int number : numbers) {
                published.add(update("a", number));
            }
        }

        Verdict verdict(Bound... bounds) {
            tally.key("a", 6, item);
            for (Bound bound : bounds) {
                tally.pruned(PRUNED_AT * (bound.prune() + 1), Map.of("a", bound));
            }
            published.forEach(event -> tally.published(event, 0, READ_AT));
            return tally.verdict();
        }
    }

    private static void assertCounts(Verdict verdict, long lost, long duplicated, long reordered, long misdirected) {
        assertThat(verdict.lost()).as("lost").isEqualTo(lost);
        assertThat(verdict.duplicated()).as("duplicated").isEqualTo(duplicated);
        assertThat(verdict.reordered()).as("reordered").isEqualTo(reordered);
        assertThat(verdict.misdirected()).as("misdirected").isEqualTo(misdirected);
    }

    private static void assertClean(Verdict verdict, long covered) {
        assertThat(verdict).isEqualTo(new Verdict(6, 0, 0, 0, 0, Map.of(SourceTally.COVERED, covered), List.of()));
    }

    @Test
    void aCleanRunIsAllZero() {
        assertClean(new Run(1, 2, 3, 4, 5, 6).verdict(), 0);
    }

    @Test
    void aChangeThatIsMissingIsLost() {
        assertCounts(new Run(1, 2, 4, 5, 6).verdict(), 1, 0, 0, 0);
    }

    @Test
    void theLastChangeIsMissedAsWell() {
        assertCounts(new Run(1, 2, 3, 4, 5).verdict(), 1, 0, 0, 0);
    }

    @Test
    void aChangeThatIsThereTwiceIsDuplicated() {
        assertCounts(new Run(1, 2, 3, 4, 3, 4, 5, 6).verdict(), 0, 2, 0, 0);
    }

    @Test
    void twoThatWereSwappedAreReordered() {
        Run run = new Run(1, 2, 3, 4, 5, 6);
        Collections.swap(run.published, 2, 3);

        assertCounts(run.verdict(), 0, 0, 1, 0);
    }

    @Test
    void aChangeThatThereNeverWasIsMisdirected() {
        assertCounts(new Run(1, 2, 3, 4, 5, 6, 7).verdict(), 0, 0, 0, 1);
    }

    @Test
    void aRecordUnderAnotherKeyIsMisdirected() {
        Run run = new Run(1, 2, 3, 4, 5);
        run.published.add(new SourceEvent("change 6", 6, 0, "UPDATE", "element a", item("a", 6), 0, false));

        assertCounts(run.verdict(), 0, 0, 0, 1);
    }

    @Test
    void aPartitionThatGoesBackInTheLogIsAProblem() {
        Run run = new Run(1, 2, 3, 4, 5);
        run.published.add(event("UPDATE", "a", 6, 2, 0));

        assertThat(run.verdict().problems()).contains("1 times a partition went back to what was committed earlier");
    }

    @Test
    void aPlaceThatTwoChangesClaimIsAProblem() {
        Run run = new Run(1, 2, 3, 4, 5);
        run.published.add(event("UPDATE", "a", 6, 5, 0));

        assertThat(run.verdict().problems())
                .contains("-1 places in transactions more than changes that were published");
    }

    @Test
    void aGraphThatDiffersFromWhatWasPublishedIsAProblem() {
        Run run = new Run(1, 2, 3, 4, 5, 6);
        run.item = new Item("a", 6, 6, "something else");

        assertThat(run.verdict().problems())
                .containsExactly("1 keys are not what they are for who applies all that was published");
    }

    @Test
    void whatASnapshotStandsForIsNotLost() {
        Run run = new Run(1, 2);
        run.published.add(read("a", 4, "s"));
        run.publish(5, 6);

        assertClean(run.verdict(new Bound(0, 4, true)), 2);
    }

    @Test
    void aSnapshotMayHaveReadWhatComesAfterIt() {
        Run run = new Run(1, 2);
        run.published.add(read("a", 6, "s"));
        run.publish(5, 6);

        assertClean(run.verdict(new Bound(0, 4, true)), 2);
    }

    @Test
    void whatASnapshotShouldHaveReadIsLost() {
        Run run = new Run(1, 2, 5, 6);
        run.tally.key("b", 0, item("b", 0));
        run.published.add(read("b", 0, "s"));

        assertCounts(run.verdict(new Bound(0, 4, true)), 2, 0, 0, 0);
    }

    @Test
    void aSnapshotOfAnOlderStateStandsForNothing() {
        Run run = new Run(1, 2);
        run.published.add(read("a", 3, "s"));
        run.publish(5, 6);

        assertCounts(run.verdict(new Bound(0, 4, true)), 2, 0, 0, 0);
    }

    @Test
    void aSnapshotThatComesTooLateStandsForNothing() {
        Run run = new Run(1, 2, 5);
        run.published.add(read("a", 5, "s"));
        run.publish(6);

        assertCounts(run.verdict(new Bound(0, 4, true)), 2, 0, 0, 0);
    }

    @Test
    void changesAfterTheSnapshotHaveNoExcuse() {
        Run run = new Run(1, 2);
        run.published.add(read("a", 5, "s"));
        run.publish(6);

        assertCounts(run.verdict(new Bound(0, 4, true)), 1, 0, 0, 0);
    }

    @Test
    void whatIsOlderThanTheSnapshotMustNotComeAfterIt() {
        Run run = new Run(1, 2, 3);
        run.published.add(read("a", 4, "s"));
        run.publish(4, 5, 6);

        assertCounts(run.verdict(new Bound(0, 4, true)), 0, 0, 1, 0);
    }

    @Test
    void aNodeThatASnapshotHasTwiceIsDuplicated() {
        Run run = new Run(1, 2);
        run.published.add(read("a", 4, "s"));
        run.published.add(read("a", 4, "s"));
        run.publish(5, 6);

        assertCounts(run.verdict(new Bound(0, 4, true)), 0, 1, 0, 0);
    }

    @Test
    void aDeletionThatNobodyReadCantBeTold() {
        Run run = new Run(1, 2);
        run.item = null;
        run.tally.key("b", 0, item("b", 0));
        run.published.add(read("b", 0, "s"));

        assertClean(run.verdict(new Bound(0, 6, false)), 4);
    }

    @Test
    void aDeletionIsNoExcuseWithoutASnapshot() {
        Run run = new Run(1, 2);
        run.item = null;

        assertThat(run.verdict(new Bound(0, 6, false)).lost()).isEqualTo(4);
    }

    @Test
    void whatIsDeletedBeforeTheSnapshotComesToItNeedsNoRead() {
        Run run = new Run(1, 2);
        run.item = null;
        run.tally.key("b", 0, item("b", 0));
        run.published.add(read("b", 0, "s"));
        run.publish(5);
        run.published.add(deletion("a", 6, READ_AT - 1));

        assertClean(run.verdict(new Bound(0, 4, true)), 2);
    }

    @Test
    void whatIsDeletedAfterTheSnapshotShouldHaveBeenInIt() {
        Run run = new Run(1, 2);
        run.item = null;
        run.tally.key("b", 0, item("b", 0));
        run.published.add(read("b", 0, "s"));
        run.publish(5);
        run.published.add(deletion("a", 6, READ_AT + 1));

        assertCounts(run.verdict(new Bound(0, 4, true)), 2, 0, 0, 0);
    }

    @Test
    void aSnapshotForNoReasonIsAProblem() {
        Run run = new Run(1, 2, 3, 4, 5, 6);
        run.published.add(read("a", 6, "s"));

        assertThat(run.verdict().problems()).containsExactly("1 snapshots more than logs that were pruned unread");
    }

    @Test
    void aSnapshotThatIsMissingIsAProblem() {
        Run run = new Run(1, 2, 3, 4, 5, 6);

        assertThat(run.verdict(new Bound(0, 4, true)).problems())
                .containsExactly("-1 snapshots more than logs that were pruned unread");
    }
}
