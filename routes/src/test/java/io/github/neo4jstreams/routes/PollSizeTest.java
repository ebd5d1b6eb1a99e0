package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollSizeTest {

    private static final Duration WANTED = Duration.ofSeconds(5);

    private final PollSize size = PollSize.adaptive(10_000, WANTED);

    @Test
    void growsUpToTheLimitWhileRecordsAreWrittenFast() {
        for (int expected : new int[] {1000, 2000, 4000, 8000, 10_000, 10_000}) {
            assertThat(size.current()).isEqualTo(expected);
            size.written(expected, WANTED.dividedBy(2));
        }
    }

    @Test
    void staysWhereItIsIfFewRecordsAreFastOrManyAreNeitherFastNorSlow() {
        size.written(999, Duration.ZERO);
        size.written(1000, WANTED);
        assertThat(size.current()).isEqualTo(1000);
    }

    @Test
    void shrinksToWhatIsWrittenInTime() {
        size.written(1000, WANTED.multipliedBy(10));
        assertThat(size.current()).isEqualTo(100);
        size.written(1, WANTED.multipliedBy(10));
        assertThat(size.current()).isEqualTo(1);
    }

    @Test
    void isWhateverIsPolledIfThatIsWanted() {
        PollSize asPolled = PollSize.asPolled();
        asPolled.written(10, WANTED.multipliedBy(10));
        assertThat(asPolled.current()).isEqualTo(Integer.MAX_VALUE);
    }
}
