package io.github.neo4jstreams.camel.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.List;
import java.util.function.Supplier;

/** Links of OpenTelemetry, since its version 1.37. */
final class OpenTelemetrySpanLinks implements SpanLinks {

    @Override
    public void add(TraceContext span, Supplier<List<TraceContext>> messages) {
        Span current = Span.current();
        // the tracer may be another, or the exchange may have changed its thread since
        if (current.isRecording() && current.getSpanContext().getSpanId().equals(span.spanId())) {
            messages.get().stream()
                    // whose trace goes on has the span for a child already
                    .filter(message -> !message.traceId().equals(span.traceId()))
                    .forEach(message -> current.addLink(linked(message)));
        }
    }

    private static SpanContext linked(TraceContext message) {
        return SpanContext.createFromRemoteParent(
                message.traceId(),
                message.spanId(),
                message.isSampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }
}
