package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.source.Batch;
import io.github.neo4jstreams.source.SourceRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How far a source is behind the commits that it reports, by the clocks of the server, which says when it committed, and of this
 * machine. Written by the thread that polls, read by any.
 */
final class SourceProgress {

    private final Clock clock;
    private final Consumer<Duration> latencies;
    private volatile Instant cursorKeptAt;

    /** When the last change was committed that was handed over; null if there is nothing behind it, or it isn't known. */
    private volatile Instant behind;

    /** @param latencies are told of each change how long after its commit it is handed over */
    SourceProgress(Clock clock, Consumer<Duration> latencies) {
        this.clock = clock;
        this.latencies = latencies;
    }

    /** Some records of a batch are about to be handed over. */
    void handingOver(Batch batch, int from, int to) {
        for (SourceRecord record : batch.records().subList(from, to)) {
            committedAt(record).ifPresent(committed -> latencies.accept(since(committed)));
        }
        committedAt(batch.records().get(from)).ifPresent(committed -> behind = committed);
    }

    private static Optional<Instant> committedAt(SourceRecord record) {
        return record.change()
                .map(change -> change.metadata("txCommitTime"))
                .filter(ZonedDateTime.class::isInstance)
                .map(time -> ((ZonedDateTime) time).toInstant());
    }

    /**
     * A step is over.
     *
     * @param isAtEnd     whether there was nothing more to read
     * @param cursorKept when the cursor was kept last
     */
    void polled(boolean isAtEnd, Instant cursorKept) {
        if (isAtEnd) {
            behind = null;
        }
        cursorKeptAt = cursorKept;
    }

    /** How long ago the change was committed that is being worked on, or was last; zero if there was nothing more to read. */
    Duration lag() {
        Instant oldest = behind;
        return oldest == null ? Duration.ZERO : since(oldest);
    }

    /** How long ago the cursor was kept; null if it never was. */
    Duration cursorAge() {
        Instant kept = cursorKeptAt;
        return kept == null ? null : since(kept);
    }

    private Duration since(Instant then) {
        Duration since = Duration.between(then, clock.instant());
        // of two clocks one may be ahead
        return since.isNegative() ? Duration.ZERO : since;
    }
}
