package io.github.neo4jstreams.camel.monitor;

import java.time.Duration;
import org.apache.camel.CamelContext;

/** Where a sink counts and times, for as long as it runs. Thread-safe. */
interface SinkMeters extends AutoCloseable {

    /** Messages were written in a transaction that took so long, from its begin to its commit. */
    void written(int messages, Duration took);

    void skipped(int messages);

    void rejected(String reason);

    void retried(String cause);

    void leaderMoved();

    @Override
    void close();

    /**
     * To the one Micrometer registry that the application has, or to nobody if it has none.
     *
     * @param route tells sinks of one name apart, which end at different times
     */
    static SinkMeters of(CamelContext context, String route, String sink) {
        boolean present =
                context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") != null;
        return present ? MicrometerSinkMeters.of(context, route, sink) : NONE;
    }

    SinkMeters NONE = new SinkMeters() {
        @Override
        public void written(int messages, Duration took) {}

        @Override
        public void skipped(int messages) {}

        @Override
        public void rejected(String reason) {}

        @Override
        public void retried(String cause) {}

        @Override
        public void leaderMoved() {}

        @Override
        public void close() {}
    };
}
