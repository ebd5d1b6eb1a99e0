package io.github.neo4jstreams.camel.monitor;

import java.time.Duration;
import org.apache.camel.CamelContext;

/** What a source tells of itself, for as long as it runs. */
interface SourceMeters extends AutoCloseable {

    /** How long after its commit a change is handed over. */
    void latency(Duration latency);

    /** What is asked for from now on. */
    void watch(SourceProgress progress);

    @Override
    void close();

    /** To the one Micrometer registry that the application has, or to nobody if it has none. */
    static SourceMeters of(CamelContext context, String cursorName) {
        boolean present =
                context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") != null;
        return present ? MicrometerSourceMeters.of(context, cursorName) : NONE;
    }

    SourceMeters NONE = new SourceMeters() {
        @Override
        public void latency(Duration latency) {}

        @Override
        public void watch(SourceProgress progress) {}

        @Override
        public void close() {}
    };
}
