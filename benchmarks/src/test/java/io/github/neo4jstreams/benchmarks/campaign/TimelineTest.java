package io.github.neo4jstreams.benchmarks.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {

    private final Timeline timeline = new Timeline();

    private void at(long millis, long written) {
        timeline.add(millis, written, true);
    }

    @Test
    void aPauseLastsFromTheLastRecordToTheNext() {
        at(0, 0);
        at(100, 10);
        at(200, 20);
        at(300, 20);
        at(1200, 20);
        at(1300, 30);

        assertThat(timeline.longestPause()).isEqualTo(1100);
        assertThat(timeline.pauses(1000)).containsExactly(new Timeline.Pause(200, 1300));
    }

    @Test
    void whatComesBeforeTheFirstRecordIsNoPause() {
        at(0, 0);
        at(5000, 0);
        at(5100, 10);
        at(5200, 20);

        assertThat(timeline.longestPause()).isEqualTo(100);
    }

    @Test
    void nothingToDoIsNoPause() {
        at(100, 10);
        timeline.add(200, 10, false);
        timeline.add(5000, 10, false);
        at(5100, 10);
        at(5200, 20);

        assertThat(timeline.longestPause()).isEqualTo(200);
    }

    @Test
    void aPauseThatNeverEndsIsOne() {
        at(100, 10);
        at(200, 10);
        timeline.end(9000, true);

        assertThat(timeline.longestPause()).isEqualTo(8900);
    }

    @Test
    void theEndOfTheWorkIsNoPause() {
        at(100, 10);
        timeline.add(200, 10, false);
        timeline.end(9000, false);

        assertThat(timeline.longestPause()).isZero();
    }

    @Test
    void aFaultHasThePausesThatLieInItsTime() {
        at(0, 10);
        at(700, 20);
        at(800, 30);
        at(1200, 40);

        assertThat(timeline.longestPause(750, 1000)).isEqualTo(400);
        assertThat(timeline.longestPause(100, 200)).isEqualTo(700);
    }

    @Test
    void ratesAreRecordsASecond() {
        at(0, 0);
        at(1000, 500);
        at(2000, 2500);

        assertThat(timeline.rates(2)).containsExactly(500, 2000);
    }
}
