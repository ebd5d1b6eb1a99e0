package io.github.neo4jstreams.benchmarks.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FaultRunnerTest {

    /** One fault after 10 of 100 records, and one after 50. */
    private static final Schedule SCHEDULE =
            new Schedule(List.of(new Schedule.Step("flood", 10), new Schedule.Step("flood", 50)));

    @Test
    @Timeout(20)
    void aRouteIsSeenToGoOnAfterAFaultThatHasFedItBeyondTheNextOne() throws Exception {
        Pipe pipe = new Pipe(100);
        Fault flood = Fault.of("flood", () -> pipe.allow(70));
        try (Pauses clock = new Pauses(pipe, pipe)) {
            FaultRunner runner = new FaultRunner(List.of(flood), SCHEDULE, 100, pipe, pipe, clock, new NoRoutes());

            runner.run();

            assertThat(runner.injections()).hasSize(2);
            assertThat(pipe.committed()).isEqualTo(100);
        }
    }

    /** A feed whose records are all committed as soon as they are allowed. */
    private static final class Pipe implements Feed, Progress {

        private final long records;
        private long allowed;

        Pipe(long records) {
            this.records = records;
        }

        @Override
        public void start() {}

        @Override
        public void allow(long records) {
            allowed = Math.min(this.records, Math.max(allowed, records));
        }

        @Override
        public long acknowledged() {
            return allowed;
        }

        @Override
        public boolean finished() {
            return allowed == records;
        }

        @Override
        public long written() {
            return allowed;
        }

        @Override
        public long committed() {
            return allowed;
        }
    }

    /** Processes that never end. */
    private static final class NoRoutes implements Routes {

        @Override
        public void begin() {}

        @Override
        public void refuseEnded() {}

        @Override
        public void stop() {}

        @Override
        public void close() {}
    }
}
