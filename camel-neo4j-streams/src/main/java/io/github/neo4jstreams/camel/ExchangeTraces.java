package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.trace.SpanLinks;
import io.github.neo4jstreams.camel.trace.TraceContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Which traces an exchange and its messages belong to. */
public final class ExchangeTraces {

    private ExchangeTraces() {}

    /**
     * The exchange's own: that of the span around it where somebody makes spans, and else the one that came with its message, or with all
     * of its messages. Empty where they come from different ones.
     */
    static Optional<TraceContext> of(Exchange exchange) {
        Message message = exchange.getMessage();
        Optional<TraceContext> own = TraceContext.of(message.getHeaders());
        if (own.isPresent() || !(message.getBody() instanceof List<?> list) || list.isEmpty()) {
            return own;
        }
        Optional<TraceContext> first = at(list, 0);
        for (int i = 1; first.isPresent() && i < list.size(); i++) {
            if (!at(list, i).equals(first)) {
                return Optional.empty();
            }
        }
        return first;
    }

    /**
     * Makes the exchange of a batch part of the trace that all its messages come from, if that is one, and nobody has begun another. To be
     * called before a span is made of the exchange.
     */
    public static void goOn(Exchange exchange) {
        Message message = exchange.getMessage();
        if (message.getHeader(TraceContext.PARENT) == null) {
            of(exchange).ifPresent(trace -> message.getHeaders().putAll(trace.toMap()));
        }
    }

    /** The different ones of the messages of a batch, no more than a span can be linked to. */
    static List<TraceContext> ofMessages(Exchange exchange) {
        Set<TraceContext> found = new LinkedHashSet<>();
        if (exchange.getMessage().getBody() instanceof List<?> list) {
            for (int i = 0; i < list.size() && found.size() < SpanLinks.MOST; i++) {
                at(list, i).ifPresent(found::add);
            }
        }
        return new ArrayList<>(found);
    }

    /** Writes into a message where the transaction of a change comes from, if that is known. */
    static void describe(Message message, Map<String, Object> txMetadata) {
        TraceContext.of(txMetadata).ifPresent(trace -> message.getHeaders().putAll(trace.toMap()));
    }

    private static Optional<TraceContext> at(List<?> list, int index) {
        if (list instanceof RecordBatch batch && batch.isUntouched()) {
            return TraceContext.of(batch.record(index).headers());
        }
        Object element = list.get(index);
        if (element instanceof Exchange part) {
            return TraceContext.of(part.getMessage().getHeaders());
        }
        return element instanceof Message part ? TraceContext.of(part.getHeaders()) : Optional.empty();
    }
}
