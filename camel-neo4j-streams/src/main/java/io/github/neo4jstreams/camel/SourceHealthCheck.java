package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.monitor.SourceMonitor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/** Camel's own check of a polling consumer, with how far the source is behind. */
final class SourceHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final String cursorName;
    private final Supplier<SourceMonitor> monitor;

    SourceHealthCheck(ScheduledPollConsumer consumer, String id, String cursorName, Supplier<SourceMonitor> monitor) {
        super(consumer, id);
        this.cursorName = cursorName;
        this.monitor = monitor;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result result = super.call(options);
        Map<String, Object> details = new LinkedHashMap<>(result.getDetails());
        if (cursorName != null) {
            details.put("cursor.name", cursorName);
        }
        SourceMonitor running = monitor.get();
        if (running != null) {
            putIfKnown(details, "cursor.age.ms", running.progress().cursorAge());
            putIfKnown(details, "lag.ms", running.progress().lag());
        }
        return HealthCheckResultBuilder.on(this)
                .state(result.getState())
                .message(result.getMessage().orElse(null))
                .error(result.getError().orElse(null))
                .details(details)
                .build();
    }

    private static void putIfKnown(Map<String, Object> details, String name, Duration duration) {
        if (duration != null) {
            details.put(name, duration.toMillis());
        }
    }
}
