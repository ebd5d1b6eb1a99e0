package io.github.neo4jstreams.camel.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void isReadFromTextAndFromBytes() {
        TraceContext text = TraceContext.of(Map.of("traceparent", PARENT)).orElseThrow();

        assertThat(text.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(text.spanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(text.isSampled()).isTrue();
        assertThat(TraceContext.of(Map.of("traceparent", PARENT.getBytes(StandardCharsets.UTF_8))))
                .contains(text);
    }

    @Test
    void isWrittenAsItWasRead() {
        Map<String, Object> both = Map.of("traceparent", PARENT, "tracestate", "congo=t61rcWkgMzE");

        assertThat(TraceContext.of(both).orElseThrow().toMap()).isEqualTo(both);
    }

    @Test
    void hasNoStateThatIsTooLongOrNoText() {
        assertThat(TraceContext.of(Map.of("traceparent", PARENT, "tracestate", "x".repeat(513)))
                        .orElseThrow()
                        .state())
                .isNull();
        assertThat(TraceContext.of(Map.of("traceparent", PARENT, "tracestate", "a\nb"))
                        .orElseThrow()
                        .state())
                .isNull();
    }

    @Test
    void mayBeNotRecorded() {
        assertThat(TraceContext.of(Map.of("traceparent", PARENT.replaceFirst("01$", "00")))
                        .orElseThrow()
                        .isSampled())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n"
            })
    void isNothingIfItIsNotValid(String parent) {
        assertThat(TraceContext.of(Map.of("traceparent", parent))).isEmpty();
    }

    @Test
    void isNothingIfNobodySaysSo() {
        assertThat(TraceContext.of(Map.of("traceparent", 7))).isEmpty();
        assertThat(TraceContext.of(Map.of())).isEmpty();
    }
}
