package io.github.neo4jstreams.camel.monitor;

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
public final class SourceProgress {

    private final Clock clock;
    private final Consumer<Duration> latencies;
    private volatile Instant cursorKeptAt;

    /** All that was committed before is handed over; null if that isn't known yet. */
    private volatile Instant handedOverUpTo;

    /** @param latencies are told of each change how long after its commit it is handed over */
    public SourceProgress(Clock clock, Consumer<Duration> latencies) {
        this.clock = clock;
        this.latencies = latencies;
    }

    /** Some records of a batch are about to be handed over. */
    public void handingOver(Batch batch, int from, int to) {
        for (SourceRecord record : batch.records().subList(from, to)) {
            committedAt(record).ifPresent(committed -> latencies.accept(since(committed)));
        }
        committedAt(batch.records().get(from)).ifPresent(committed -> handedOverUpTo = committed);
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
     * @param begun      when it began to read
     * @param isAtEnd    whether all that there was is handed over
     * @param cursorKept when the cursor was kept last
     */
    public void polled(Instant begun, boolean isAtEnd, Instant cursorKept) {
        if (isAtEnd) {
            handedOverUpTo = begun;
        }
        cursorKeptAt = cursorKept;
    }

    /**
     * How old a commit may be that isn't handed over. It grows while nothing can be read, because nobody knows then what is
     * committed. Null until it is known: while a snapshot is read, for example.
     */
    public Duration lag() {
        Instant upTo = handedOverUpTo;
        return upTo == null ? null : since(upTo);
    }

    /** How long ago the cursor was kept; null if it never was. */
    public Duration cursorAge() {
        Instant kept = cursorKeptAt;
        return kept == null ? null : since(kept);
    }

    private Duration since(Instant then) {
        Duration since = Duration.between(then, clock.instant());
        // of two clocks one may be ahead
        return since.isNegative() ? Duration.ZERO : since;
    }
}
