package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.camel.MessageReader.Received;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchSizeTest {

    private static final Duration WANTED = Duration.ofSeconds(1);

    private final BatchSize size = BatchSize.adaptive(5000, 100, WANTED);

    private static List<Received> messages(Object... bodies) {
        return Stream.of(bodies)
                .map(body -> new Received(
                        new Message(MessageFormat.DEFAULT, body, null, Map.of(), null, null), body, Map.of()))
                .toList();
    }

    @Test
    void isFixedIfThatIsWanted() {
        BatchSize fixed = BatchSize.fixed(3);
        fixed.committed(3, Duration.ZERO);
        fixed.committed(3, Duration.ofHours(1));
        List<Received> messages = messages("x".repeat(1000), "x".repeat(1000), "x".repeat(1000), "x");
        assertThat(fixed.end(messages, 0)).isEqualTo(3);
        assertThat(fixed.end(messages, 3)).isEqualTo(4);
    }

    @Test
    void growsUpToTheLimitWhileTransactionsAreFast() {
        assertThat(size.current()).isEqualTo(1000);
        for (int expected : new int[] {2000, 4000, 5000, 5000}) {
            size.committed(size.current(), WANTED.dividedBy(2));
            assertThat(size.current()).isEqualTo(expected);
        }
    }

    @Test
    void staysWhereItIsBetweenFastAndSlow() {
        size.committed(1000, WANTED.dividedBy(2).plusMillis(1));
        size.committed(1000, WANTED);
        assertThat(size.current()).isEqualTo(1000);
    }

    @Test
    void learnsNothingFromAShortBatchThatIsFast() {
        size.committed(999, Duration.ZERO);
        size.committed(0, Duration.ofHours(1));
        assertThat(size.current()).isEqualTo(1000);
    }

    @Test
    void shrinksToWhatIsDoneInTime() {
        size.committed(1000, WANTED.multipliedBy(4));
        assertThat(size.current()).isEqualTo(250);
        size.committed(10, WANTED.multipliedBy(2));
        assertThat(size.current()).isEqualTo(5);
        size.committed(5, WANTED.multipliedBy(100));
        assertThat(size.current()).isEqualTo(1);
        size.committed(1, WANTED.dividedBy(2));
        assertThat(size.current()).isEqualTo(2);
    }

    @Test
    void neverGrowsBecauseAnOldBatchThatWasLargerWasSlow() {
        size.committed(1000, WANTED.multipliedBy(10));
        size.committed(1000, WANTED.multipliedBy(2));
        assertThat(size.current()).isEqualTo(100);
    }

    @Test
    void neverExceedsALimitBelowTheFirstSize() {
        BatchSize small = BatchSize.adaptive(10, 100, WANTED);
        assertThat(small.current()).isEqualTo(10);
        small.committed(10, Duration.ZERO);
        assertThat(small.current()).isEqualTo(10);
    }

    @Test
    void endsBeforeItHasTooManyBytes() {
        List<Received> messages = messages("x".repeat(60), new byte[40], "y", 7, null);
        assertThat(size.end(messages, 0)).isEqualTo(2);
        assertThat(size.end(messages, 2)).isEqualTo(5);
    }

    @Test
    void takesALargeMessageAlone() {
        List<Received> messages = messages("x", "x".repeat(101), "x");
        assertThat(size.end(messages, 0)).isEqualTo(1);
        assertThat(size.end(messages, 1)).isEqualTo(2);
        assertThat(size.end(messages, 2)).isEqualTo(3);
    }

    @Test
    void endsWithTheMessages() {
        assertThat(size.end(messages(Collections.nCopies(7, "x").toArray()), 3)).isEqualTo(7);
    }
}
