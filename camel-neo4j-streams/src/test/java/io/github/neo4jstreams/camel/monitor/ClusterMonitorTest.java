package io.github.neo4jstreams.camel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.graph.RoutingTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** What a cluster's answers, and none, mean for whoever wants to write. */
class ClusterMonitorTest {

    private static final List<String> THREE = List.of("core1:7687", "core2:7687", "core3:7687");

    private final Time time = new Time();
    private final List<Runnable> unanswered = new ArrayList<>();

    private static final class Time extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        private void passes(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private ClusterMonitor monitor(Supplier<RoutingTable> answer, Executor threads) {
        return new ClusterMonitor("neo4j://core1", null, answer, threads, time);
    }

    private RoutingTable table(List<String> writers) {
        return new RoutingTable(writers, THREE, THREE, time.instant());
    }

    @Test
    void aClusterWithALeaderCanBeWrittenTo() {
        assertThat(monitor(() -> table(List.of("core2:7687")), Runnable::run).leaderless())
                .isEmpty();
    }

    @Test
    void aClusterWithoutALeaderCannot() {
        List<String> writers = new ArrayList<>();
        ClusterMonitor monitor = monitor(() -> table(List.copyOf(writers)), Runnable::run);
        assertThat(monitor.leaderless()).contains("Neo4j has no leader");

        writers.add("core3:7687");
        time.passes(Duration.ofSeconds(2));
        assertThat(monitor.leaderless()).isEmpty();
    }

    @Test
    void aClusterThatNobodyReachesCannot() {
        ClusterMonitor monitor = monitor(
                () -> {
                    throw new ServiceUnavailableException("Unable to connect");
                },
                Runnable::run);
        assertThat(monitor.leaderless()).contains("Neo4j is not available: Unable to connect");
    }

    /** Whoever may not ask may write all the same. */
    @Test
    void aRefusedQuestionSaysNothingAboutTheLeader() {
        ClusterMonitor monitor = monitor(
                () -> {
                    throw new ClientException(
                            "Neo.ClientError.Security.Forbidden", "Executing procedure is not allowed");
                },
                Runnable::run);
        assertThat(monitor.leaderless()).isEmpty();
    }

    @Test
    void aClusterThatIsSilentForFiveSecondsCannotAndIsAskedOnce() {
        ClusterMonitor monitor = monitor(() -> table(List.of("core2:7687")), unanswered::add);
        assertThat(monitor.leaderless()).isEmpty();

        time.passes(Duration.ofSeconds(6));
        assertThat(monitor.leaderless()).contains("Neo4j hasn't answered since 2026-01-01T00:00:00Z");
        assertThat(unanswered).hasSize(1);

        unanswered.remove(0).run();
        assertThat(monitor.leaderless()).isEmpty();
    }
}
