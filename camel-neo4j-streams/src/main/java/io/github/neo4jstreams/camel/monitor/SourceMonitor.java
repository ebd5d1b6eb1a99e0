package io.github.neo4jstreams.camel.monitor;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;

/** What a source has done since it started, for whoever looks: meters, the dev console, health. Thread-safe. */
public final class SourceMonitor {

    private final String route;
    private final String cursor;
    private final String endpoint;
    private final RecentRate rate;
    private final SourceMeters meters;
    private final SourceProgress progress;

    private final LongAdder handedOver = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LastFailure lastFailure;

    SourceMonitor(String route, String cursor, String endpoint, SourceMeters meters, Clock clock) {
        this.route = route;
        this.cursor = cursor;
        this.endpoint = endpoint;
        this.meters = meters;
        this.rate = new RecentRate(clock);
        this.lastFailure = new LastFailure(clock);
        this.progress = new SourceProgress(clock, meters::latency);
        meters.watch(progress);
    }

    /**
     * @param cursor   name of the cursor, which the meters have as their tag; null for a source without one, which has no meters
     * @param endpoint as the log names it
     */
    public static SourceMonitor of(CamelContext context, String route, String cursor, String endpoint) {
        SourceMeters meters = cursor == null ? SourceMeters.NONE : SourceMeters.of(context, cursor);
        return new SourceMonitor(route, cursor, endpoint, meters, Clock.systemUTC());
    }

    public SourceProgress progress() {
        return progress;
    }

    /** Some records of a batch have been handed over for good. */
    public void handedOver(int records) {
        handedOver.add(records);
        rate.add(records);
    }

    /** A poll, or an exchange, has failed and is done again. */
    public void failed(Throwable why) {
        failures.increment();
        lastFailure.was(why);
    }

    /** What tells it apart from other sources. */
    Map<String, String> names() {
        return Map.of("route", route == null ? "" : route, "name", cursor == null ? "" : cursor);
    }

    /** All of it in values that JSON has types for; names are those of the dev console. */
    public Map<String, Object> describe() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("route", route);
        description.put("cursor", cursor);
        description.put("endpoint", endpoint);
        description.put("recordsPerSecond", Math.round(rate.perSecond()));
        description.put("handedOver", handedOver.sum());
        description.put("failures", failures.sum());
        description.put("lagMs", millis(progress.lag()));
        description.put("cursorAgeMs", millis(progress.cursorAge()));
        lastFailure.describe(description);
        return description;
    }

    private static Long millis(Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    void close() {
        meters.close();
    }
}
