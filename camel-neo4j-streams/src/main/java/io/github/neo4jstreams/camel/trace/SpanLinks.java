package io.github.neo4jstreams.camel.trace;

import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** Tells the span of a batch which traces its messages come from. Thread-safe. */
public interface SpanLinks {

    /** So many links have spans of OpenTelemetry unless somebody says otherwise. */
    int MOST = 128;

    /**
     * Adds links to the current span, if it is the one that is meant.
     *
     * @param span     as whoever made it has told it
     * @param messages where they come from; not asked if nobody wants to know
     */
    void add(TraceContext span, Supplier<List<TraceContext>> messages);

    /** To OpenTelemetry where the application has it, or to nobody. */
    static SpanLinks of(CamelContext context) {
        boolean present = context.getClassResolver().resolveClass("io.opentelemetry.api.trace.Span") != null;
        return present ? new OpenTelemetrySpanLinks() : (span, messages) -> {};
    }
}
