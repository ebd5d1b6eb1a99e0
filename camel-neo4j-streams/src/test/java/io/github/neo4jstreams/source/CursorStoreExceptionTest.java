package io.github.neo4jstreams.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CursorStoreExceptionTest {

    @Test
    void saysWhatIsAtTheBottomOfIt() {
        RuntimeException cause = new IllegalStateException(
                "no consumer", new RuntimeException("no setting", new ClassCastException("no interceptor")));

        assertThat(new CursorStoreException("orders", cause))
                .hasMessage("The cursor 'orders' can't be read or kept: java.lang.IllegalStateException: no consumer"
                        + " (java.lang.ClassCastException: no interceptor)");
    }

    @Test
    void saysItOnceIfThatIsAll() {
        assertThat(new CursorStoreException("orders", new IllegalStateException("no broker")))
                .hasMessage("The cursor 'orders' can't be read or kept: java.lang.IllegalStateException: no broker");
    }
}
