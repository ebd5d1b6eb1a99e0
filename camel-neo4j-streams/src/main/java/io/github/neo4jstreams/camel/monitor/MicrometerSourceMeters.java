package io.github.neo4jstreams.camel.monitor;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
        return MeterRegistries.of(context)
                .<SourceMeters>map(registry -> new MicrometerSourceMeters(registry, cursorName))
                .orElse(NONE);
    }

    @Override
    public void latency(Duration since) {
        latency.record(since);
    }

    @Override
    public void watch(SourceProgress progress) {
        gauge(
                "neo4j.streams.source.lag",
                "How old a commit may be that isn't handed over; not a number while that isn't known",
                progress,
                SourceProgress::lag);
        gauge(
                "neo4j.streams.source.cursor.age",
                "How long ago the cursor was kept last; not a number before that",
                progress,
                SourceProgress::cursorAge);
    }

    private void gauge(
            String name, String description, SourceProgress progress, Function<SourceProgress, Duration> duration) {
        meters.add(TimeGauge.builder(name, progress, TimeUnit.MILLISECONDS, of -> {
                    Duration known = duration.apply(of);
                    return known == null ? Double.NaN : known.toMillis();
                })
                .description(description)
                .tags(tags)
                .register(registry));
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }
}
