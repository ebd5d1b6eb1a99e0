package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptiveSizeTest {

    private static final Duration WANTED = Duration.ofSeconds(1);

    private final AdaptiveSize size = AdaptiveSize.upTo(5000, WANTED);

    @Test
    void isFixedIfThatIsWanted() {
        AdaptiveSize fixed = AdaptiveSize.fixed(3);
        fixed.done(3, Duration.ZERO);
        fixed.done(3, Duration.ofHours(1));
        assertThat(fixed.current()).isEqualTo(3);
    }

    @Test
    void growsUpToTheLimitWhileTransactionsAreFast() {
        assertThat(size.current()).isEqualTo(1000);
        for (int expected : new int[] {2000, 4000, 5000, 5000}) {
            size.done(size.current(), WANTED.dividedBy(2));
            assertThat(size.current()).isEqualTo(expected);
        }
    }

    @Test
    void staysWhereItIsBetweenFastAndSlow() {
        size.done(1000, WANTED.dividedBy(2).plusMillis(1));
        size.done(1000, WANTED);
        assertThat(size.current()).isEqualTo(1000);
    }

    @Test
    void learnsNothingFromAShortBatchThatIsFast() {
        size.done(999, Duration.ZERO);
        size.done(0, Duration.ofHours(1));
        assertThat(size.current()).isEqualTo(1000);
    }

    @Test
    void shrinksToWhatIsDoneInTime() {
        size.done(1000, WANTED.multipliedBy(4));
        assertThat(size.current()).isEqualTo(250);
        size.done(10, WANTED.multipliedBy(2));
        assertThat(size.current()).isEqualTo(5);
        size.done(5, WANTED.multipliedBy(100));
        assertThat(size.current()).isEqualTo(1);
        size.done(1, WANTED.dividedBy(2));
        assertThat(size.current()).isEqualTo(2);
    }

    @Test
    void neverGrowsBecauseAnOldBatchThatWasLargerWasSlow() {
        size.done(1000, WANTED.multipliedBy(10));
        size.done(1000, WANTED.multipliedBy(2));
        assertThat(size.current()).isEqualTo(100);
    }

    @Test
    void neverExceedsALimitBelowTheFirstSize() {
        AdaptiveSize small = AdaptiveSize.upTo(10, WANTED);
        assertThat(small.current()).isEqualTo(10);
        small.done(10, Duration.ZERO);
        assertThat(small.current()).isEqualTo(10);
    }
}
