package io.github.neo4jstreams.camel.monitor;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** What went wrong last. Thread-safe. */
final class LastFailure {

    private final Clock clock;
    private volatile Failure last;

    private record Failure(Instant at, String what) {}

    LastFailure(Clock clock) {
        this.clock = clock;
    }

    void was(Throwable why) {
        last = new Failure(clock.instant(), ErrorText.of(why));
    }

    /** Adds it, if there was one. */
    void describe(Map<String, Object> description) {
        Failure failure = last;
        if (failure != null) {
            description.put("lastError", failure.what());
            description.put("lastErrorAt", failure.at().toString());
        }
    }
}
