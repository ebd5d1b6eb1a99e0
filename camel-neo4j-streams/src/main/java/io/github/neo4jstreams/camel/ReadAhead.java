package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.source.Batch;
import io.github.neo4jstreams.source.Source;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Reads the next batch of a source while one is handed over, as long as there is more to read: at the end of the log nothing is
 * ahead. Memory is bounded by two batches. Used by one thread.
 */
final class ReadAhead {

    private final Source source;
    private final Executor thread;
    private CompletableFuture<Polled> next;

    /** @param thread reads, one batch at a time */
    ReadAhead(Source source, Executor thread) {
        this.source = source;
        this.thread = thread;
    }

    /**
     * What was read.
     *
     * @param begun when that began
     */
    record Polled(Batch batch, Instant begun) {}

    /**
     * The next batch. The one before it has been {@link Source#processed}, or it was {@link #takeBack taken back}.
     *
     * @param limit most changes or rows
     * @throws RuntimeException as {@link Source#poll}
     */
    Polled poll(int limit) {
        Polled polled = next == null ? read(limit) : join();
        Batch batch = polled.batch();
        if (!batch.records().isEmpty()) {
            source.passed(batch, batch.records().size());
            if (!batch.atEnd()) {
                next = CompletableFuture.supplyAsync(() -> read(limit), thread);
            }
        }
        return polled;
    }

    private Polled read(int limit) {
        Instant begun = Instant.now();
        return new Polled(source.poll(limit), begun);
    }

    private Polled join() {
        CompletableFuture<Polled> ahead = next;
        next = null;
        try {
            return ahead.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Forgets what was read and not processed, and what is being read: it is read again. */
    void takeBack() {
        if (next != null) {
            next.exceptionally(nobodyWantsIt -> null).join();
            next = null;
        }
        source.rewind();
    }
}
