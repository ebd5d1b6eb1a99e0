package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.camel.trace.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class ExchangeTracesTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @Test
    void areThoseOfTheHeaderIfThereIsOne() {
        assertThat(ExchangeTraces.of(exchange("body", 1))).contains(trace(1));
        assertThat(ExchangeTraces.of(exchange("body", 0))).isEmpty();
        assertThat(ExchangeTraces.of(exchange(List.of(exchange("a", 2), exchange("b", 3)), 1)))
                .contains(trace(1));
    }

    @Test
    void areThoseOfAllMessagesIfTheyHaveTheSame() {
        assertThat(ExchangeTraces.of(exchange(List.of(exchange("a", 2), exchange("b", 2)), 0)))
                .contains(trace(2));
        assertThat(ExchangeTraces.of(exchange(List.of(exchange("a", 2), exchange("b", 3)), 0)))
                .isEmpty();
        assertThat(ExchangeTraces.of(exchange(List.of(exchange("a", 2), exchange("b", 0)), 0)))
                .isEmpty();
        assertThat(ExchangeTraces.of(exchange(List.of(exchange("a", 2), "plain"), 0)))
                .isEmpty();
        assertThat(ExchangeTraces.of(exchange(List.of(), 0))).isEmpty();
    }

    @Test
    void ofMessagesAreTheDifferentOnesAndNotMoreThanASpanTakes() {
        assertThat(ExchangeTraces.ofMessages(
                        exchange(List.of(exchange("a", 2), exchange("b", 0), exchange("c", 3), exchange("d", 2)), 1)))
                .containsExactly(trace(2), trace(3));

        List<Exchange> many = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            many.add(exchange("body", i));
        }
        assertThat(ExchangeTraces.ofMessages(exchange(many, 0))).hasSize(128);
    }

    @Test
    void goOnInABatchOfOneTraceThatNobodyHasBegunAnotherFor() {
        Exchange batch = exchange(List.of(exchange("a", 2)), 0);
        ExchangeTraces.goOn(batch);
        assertThat(batch.getMessage().getHeader("traceparent")).isEqualTo(trace(2).parent());

        Exchange begun = exchange(List.of(exchange("a", 2)), 1);
        ExchangeTraces.goOn(begun);
        assertThat(begun.getMessage().getHeader("traceparent")).isEqualTo(trace(1).parent());
    }

    /** @param trace 0 for none */
    private Exchange exchange(Object body, int trace) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        if (trace != 0) {
            exchange.getMessage().setHeader("traceparent", trace(trace).parent());
        }
        return exchange;
    }

    private static TraceContext trace(int number) {
        return TraceContext.of(Map.of("traceparent", "00-%032x-%016x-01".formatted(number, number)))
                .orElseThrow();
    }
}
