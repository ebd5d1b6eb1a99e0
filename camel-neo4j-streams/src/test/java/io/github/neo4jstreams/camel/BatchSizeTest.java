package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchSizeTest {

    private final BatchSize size = new BatchSize(AdaptiveSize.fixed(1000), 100);

    private static List<Received> messages(Object... bodies) {
        return Stream.of(bodies)
                .map(body -> Received.of(
                        new Message(MessageFormat.DEFAULT, body, null, Map.of(), null, null), body, Map.of()))
                .toList();
    }

    @Test
    void bytesDontMatterIfTheNumberIsFixed() {
        BatchSize fixed = BatchSize.fixed(3);
        List<Received> messages = messages("x".repeat(1000), "x".repeat(1000), "x".repeat(1000), "x");
        assertThat(fixed.end(messages, 0)).isEqualTo(3);
        assertThat(fixed.end(messages, 3)).isEqualTo(4);
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
