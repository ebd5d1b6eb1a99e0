package io.github.neo4jstreams.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.neo4j.driver.exceptions.TransientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that something is waited for, and once that it is back, however many threads wait. Thread-safe. */
final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Graph.class);

    private final String where;
    private final AtomicReference<Instant> since = new AtomicReference<>();

    Outage(String where) {
        this.where = where;
    }

    void began(RuntimeException error, Duration patience) {
        if (error instanceof TransientException busy
                && String.valueOf(busy.code()).startsWith("Neo.TransientError.Transaction.")) {
            // contention between transactions is the daily business of a database
            LOG.debug("{}: {}; trying again", where, error.getMessage());
            return;
        }
        if (since.compareAndSet(null, Instant.now())) {
            LOG.warn(
                    "Neo4j at {} is not available ({}); waiting for it{}",
                    where,
                    error.getClass().getSimpleName() + ": " + ErrorClass.reason(error),
                    patience == null ? "" : ", up to " + seconds(patience) + " at a time");
            LOG.debug("Reason of the wait", error);
        }
    }

    void over() {
        // almost always null: no write to shared memory on the good path
        if (since.get() != null) {
            Instant began = since.getAndSet(null);
            if (began != null) {
                LOG.info(
                        "Neo4j at {} is back after {}, going on",
                        where,
                        seconds(Duration.between(began, Instant.now())));
            }
        }
    }

    /** When it began, or null if all is well. */
    Instant since() {
        return since.get();
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 100 / 10.0 + " s";
    }
}
