package io.github.neo4jstreams.camel;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;

/** Tells Micrometer; the class is loaded only where that is. */
final class MicrometerSourceMeters implements SourceMeters {

    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer latency;
    private final List<Meter> meters = new ArrayList<>();

    private MicrometerSourceMeters(MeterRegistry registry, String cursorName) {
        this.registry = registry;
        this.tags = Tags.of("cursor", cursorName);
        this.latency = Timer.builder("neo4j.streams.source.latency")
                .description("From the commit of a change to its exchange")
                .tags(tags)
                .register(registry);
        meters.add(latency);
    }

    static SourceMeters of(CamelContext context, String cursorName) {
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        return registry == null ? NONE : new MicrometerSourceMeters(registry, cursorName);
    }

    @Override
    public void latency(Duration since) {
        latency.record(since);
    }

    @Override
    public void watch(SourceProgress progress) {
        meters.add(TimeGauge.builder("neo4j.streams.source.lag", progress, TimeUnit.MILLISECONDS, p -> p.lag()
                        .toMillis())
                .description(
                        "How long ago the change was committed that is being worked on; zero at the end of the log")
                .tags(tags)
                .register(registry));
        meters.add(TimeGauge.builder(
                        "neo4j.streams.source.cursor.age",
                        progress,
                        TimeUnit.MILLISECONDS,
                        p -> p.cursorAge() == null ? Double.NaN : p.cursorAge().toMillis())
                .description("How long ago the cursor was kept last")
                .tags(tags)
                .register(registry));
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }
}
