package io.github.neo4jstreams.camel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.message.InvalidMessageException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.TransientException;

class SinkMonitorTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SinkMonitor monitor = monitor();

    private SinkMonitor monitor() {
        context.getRegistry().bind("meters", registry);
        return SinkMonitor.of(context, "route", "people", "neo4j-streams:cypher");
    }

    @Test
    void countsAndTimesWhatIsWritten() {
        monitor.written(90, 10, Duration.ofMillis(20));
        monitor.written(10, 0, Duration.ofMillis(40));
        monitor.skipped(5);

        assertThat(monitor.describe())
                .containsEntry("applied", 100L)
                .containsEntry("skipped", 15L)
                .containsEntry("transactions", 2L);
        assertThat(records("applied")).isEqualTo(100);
        assertThat(records("skipped")).isEqualTo(15);
        assertThat(registry.get("neo4j.streams.sink.transaction").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(60);
        assertThat(registry.get("neo4j.streams.sink.batch.size").summary().max())
                .isEqualTo(90);
    }

    private double records(String outcome) {
        return registry.get("neo4j.streams.sink.records")
                .tag("sink", "people")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void countsRejectionsByReasonAndRemembersTheLast() {
        for (int i = 0; i < 25; i++) {
            monitor.rejected("message t/0@" + i, new InvalidMessageException("no\nreason"));
        }

        assertThat(monitor.describe()).containsEntry("rejected", Map.of("InvalidMessage", 25L));
        List<?> last = (List<?>) monitor.describe().get("lastRejected");
        assertThat(last).hasSize(20);
        assertThat((Map<?, ?>) last.get(0)).extracting("message", "why").containsExactly("message t/0@24", "no");
        assertThat(records("rejected")).isEqualTo(25);
    }

    @Test
    void countsRetriesByCause() {
        monitor.retried(new TransientException("Neo.TransientError.Transaction.DeadlockDetected", "x"));
        monitor.retried(new ServiceUnavailableException("away"));

        assertThat(monitor.describe())
                .containsEntry("retries", Map.of("DeadlockDetected", 1L, "ServiceUnavailable", 1L))
                .containsEntry("lastError", "away");
        assertThat(registry.get("neo4j.streams.sink.retries")
                        .tag("cause", "DeadlockDetected")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void seesTheLeaderMove() {
        monitor.written("core1:7687");
        monitor.written("core1:7687");
        monitor.written("core2:7687");

        assertThat(monitor.describe()).containsEntry("leader", "core2:7687").containsEntry("leaderMoves", 1L);
        assertThat(registry.get("neo4j.streams.sink.leader.moves").counter().count())
                .isEqualTo(1);
    }

    @Test
    void leavesTheMetersOfAnotherRoutesSinkOfItsName() {
        SinkMonitor other = SinkMonitor.of(context, "other", "people", "neo4j-streams:cypher");
        Monitors.of(context).add(monitor).close();
        other.written(3, 0, Duration.ofMillis(1));

        assertThat(records("applied")).isEqualTo(3);
    }

    @Test
    void leavesNoMeterBehind() {
        monitor.rejected("message", new InvalidMessageException("no"));
        monitor.retried(new ServiceUnavailableException("away"));
        Monitors.of(context).add(monitor).close();

        assertThat(registry.getMeters()).isEmpty();
        assertThat(Monitors.of(context).describe()).containsEntry("sinks", List.of());
    }
}
