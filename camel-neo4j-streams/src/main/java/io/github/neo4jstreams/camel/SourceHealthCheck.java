package io.github.neo4jstreams.camel;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/** Camel's own check of a polling consumer, with how far the source is behind. */
final class SourceHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final String cursorName;
    private final SourceProgress progress;

    SourceHealthCheck(ScheduledPollConsumer consumer, String id, String cursorName, SourceProgress progress) {
        super(consumer, id);
        this.cursorName = cursorName;
        this.progress = progress;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result result = super.call(options);
        Map<String, Object> details = new LinkedHashMap<>(result.getDetails());
        if (cursorName != null) {
            details.put("cursor.name", cursorName);
        }
        putIfKnown(details, "cursor.age.ms", progress.cursorAge());
        putIfKnown(details, "lag.ms", progress.lag());
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
