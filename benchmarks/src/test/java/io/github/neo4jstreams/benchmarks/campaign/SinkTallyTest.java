package io.github.neo4jstreams.benchmarks.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A clean run is clean, and each thing that can go wrong is counted where it belongs, and nowhere else. */
class SinkTallyTest {

    private static final int POISON_OFFSET = 5;
    private static final int CONTENT = 42;

    /** Two keys of five records each in one partition, poison between them. */
    private static final class Run {

        final SinkTally tally = new SinkTally("in");
        final List<Integer> a = new ArrayList<>(List.of(1, 2, 3, 4, 5));
        final List<Integer> b = new ArrayList<>(List.of(1, 2, 3, 4, 5));
        final List<Integer> deadLetters = new ArrayList<>(List.of(POISON_OFFSET));

        Verdict verdict() {
            deadLetters.forEach(offset -> tally.deadLetter("in", 0, offset, CONTENT));
            for (int i = 0; i < 11; i++) {
                if (i == POISON_OFFSET) {
                    tally.poison(0, i, CONTENT);
                } else if (i < POISON_OFFSET) {
                    tally.good(0, i, CONTENT, "a", i + 1);
                } else {
                    tally.good(0, i, CONTENT, "b", i - POISON_OFFSET);
                }
            }
            write("a", a);
            write("b", b);
            return tally.verdict();
        }

        private void write(String key, List<Integer> sequences) {
            int disorder = 0;
            int last = 0;
            for (int i = 0; i < sequences.size(); i++) {
                disorder += sequences.get(i) == last + 1 ? 0 : 1;
                last = sequences.get(i);
                tally.event(key, last, i + 1);
            }
            tally.counter(key, sequences.size(), disorder);
        }
    }

    private static void assertCounts(Verdict verdict, long lost, long duplicated, long reordered, long misdirected) {
        assertThat(verdict.lost()).as("lost").isEqualTo(lost);
        assertThat(verdict.duplicated()).as("duplicated").isEqualTo(duplicated);
        assertThat(verdict.reordered()).as("reordered").isEqualTo(reordered);
        assertThat(verdict.misdirected()).as("misdirected").isEqualTo(misdirected);
    }

    @Test
    void aCleanRunIsAllZero() {
        Verdict verdict = new Run().verdict();

        assertThat(verdict).isEqualTo(new Verdict(11, 0, 0, 0, 0, Map.of(SinkTally.REPEATED, 0L), List.of()));
        assertThat(verdict.clean()).isTrue();
        assertThat(verdict.line(6, 1234))
                .isEqualTo("records=11 faults=6 lost=0 duplicated=0 reordered=0 misdirected=0 longest_pause_ms=1234");
    }

    @Test
    void aRecordThatIsMissingIsLost() {
        Run run = new Run();
        run.a.remove(Integer.valueOf(3));

        assertCounts(run.verdict(), 1, 0, 0, 0);
    }

    @Test
    void theLastRecordOfAKeyIsMissedAsWell() {
        Run run = new Run();
        run.a.remove(Integer.valueOf(5));

        assertCounts(run.verdict(), 1, 0, 0, 0);
    }

    @Test
    void aKeyThatIsMissingAltogetherIsLost() {
        Run run = new Run();
        run.b.clear();

        assertCounts(run.verdict(), 5, 0, 0, 0);
    }

    @Test
    void aRecordThatIsThereTwiceIsDuplicated() {
        Run run = new Run();
        run.a.add(3, 3);

        assertCounts(run.verdict(), 0, 1, 0, 0);
    }

    @Test
    void aBatchThatIsWrittenAgainIsDuplicatedAndNotReordered() {
        Run run = new Run();
        run.a.addAll(3, List.of(1, 2, 3));

        assertCounts(run.verdict(), 0, 3, 0, 0);
    }

    @Test
    void twoThatWereSwappedAreReordered() {
        Run run = new Run();
        Collections.swap(run.a, 2, 3);

        assertCounts(run.verdict(), 0, 0, 1, 0);
    }

    @Test
    void aLossDoesNotHideADouble() {
        Run run = new Run();
        run.a.set(4, 4);

        assertCounts(run.verdict(), 1, 1, 0, 0);
    }

    @Test
    void poisonWithoutADeadLetterIsMisdirected() {
        Run run = new Run();
        run.deadLetters.clear();

        assertCounts(run.verdict(), 0, 0, 0, 1);
    }

    @Test
    void aGoodRecordInTheDeadLettersIsMisdirectedAndNotLost() {
        Run run = new Run();
        run.deadLetters.add(2);
        run.a.remove(Integer.valueOf(3));

        assertCounts(run.verdict(), 0, 0, 0, 1);
    }

    @Test
    void aDeadLetterThatIsThereTwiceIsCountedApart() {
        Run run = new Run();
        run.deadLetters.add(POISON_OFFSET);

        Verdict verdict = run.verdict();
        assertCounts(verdict, 0, 0, 0, 0);
        assertThat(verdict.besides()).isEqualTo(Map.of(SinkTally.REPEATED, 1L));
        assertThat(verdict.clean()).isTrue();
    }

    @Test
    void aDeadLetterOfNoRecordIsAProblem() {
        Run run = new Run();
        run.deadLetters.add(99);

        assertThat(run.verdict().problems()).containsExactly("1 dead letters are of no record of the topic");
    }

    @Test
    void aDeadLetterWithAnotherValueIsAProblem() {
        Run run = new Run();
        run.deadLetters.clear();
        run.tally.deadLetter("in", 0, POISON_OFFSET, CONTENT + 1);

        assertThat(run.verdict().problems())
                .containsExactly("1 dead letters have another key or value than their record");
    }

    @Test
    void anEventThatNobodySentIsAProblem() {
        Run run = new Run();
        run.a.add(6);

        assertThat(run.verdict().problems()).contains("1 events in the graph are of records that were never sent");
    }

    @Test
    void aCounterThatDiffersFromTheEventsIsAProblem() {
        Run run = new Run();
        run.verdict();
        run.tally.counter("a", 4, 0);

        assertThat(run.tally.verdict().problems())
                .containsExactly("1 writes were not done as a whole: counter and events of a key differ");
    }

    @Test
    void aProblemIsNotClean() {
        Run run = new Run();
        run.tally.problem("an offset");

        assertThat(run.verdict().clean()).isFalse();
    }
}
