package io.github.neo4jstreams.camel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class MeterRegistriesTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SimpleMeterRegistry one = new SimpleMeterRegistry();
    private final SimpleMeterRegistry another = new SimpleMeterRegistry();
    private final CompositeMeterRegistry composite = new CompositeMeterRegistry();

    @Test
    void noneIsTakenWhereNoneIs() {
        assertThat(MeterRegistries.of(context)).isEmpty();
    }

    @Test
    void theOnlyOneIsTaken() {
        context.getRegistry().bind("one", one);

        assertThat(MeterRegistries.of(context)).containsSame(one);
    }

    @Test
    void theCompositeOfAllOthersIsTakenAndEachCountsOnce() {
        context.getRegistry().bind("one", one);
        context.getRegistry().bind("another", another);
        context.getRegistry().bind("all", composite.add(one).add(another));
        SinkMonitor monitor = SinkMonitor.of(context, "route", "people", "neo4j-streams:cypher");

        monitor.written(3, 0, Duration.ofMillis(1));

        assertThat(MeterRegistries.of(context)).containsSame(composite);
        for (SimpleMeterRegistry each : new SimpleMeterRegistry[] {one, another}) {
            assertThat(each.get("neo4j.streams.sink.records")
                            .tags("route", "route", "sink", "people", "outcome", "applied")
                            .counters())
                    .singleElement()
                    .satisfies(counter -> assertThat(counter.count()).isEqualTo(3));
        }
    }

    @Test
    void noneIsGuessedOfSeveralThatNobodyComposes() {
        context.getRegistry().bind("one", one);
        context.getRegistry().bind("another", another);
        context.getRegistry().bind("some", composite.add(one));

        assertThat(MeterRegistries.of(context)).isEmpty();
    }
}
