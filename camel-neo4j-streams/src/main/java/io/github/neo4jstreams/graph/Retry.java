package io.github.neo4jstreams.graph;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Does the same again while the infrastructure is to blame. The driver's own retry would do it as well, but prints a stack
 * trace each time, can't be stopped, and retries for all sessions alike. Thread-safe.
 */
final class Retry {

    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 2_000;
    /** How soon somebody who wants to stop is heard. */
    private static final long SLICE_MS = 50;

    private final Outage outage;
    private final BooleanSupplier unwanted;
    private final GraphListener listener;

    /**
     * @param unwanted whether nobody waits for the outcome any more; asked often while there is something to wait for
     * @param listener is told of each error after which it is done again
     */
    Retry(Outage outage, BooleanSupplier unwanted, GraphListener listener) {
        this.outage = outage;
        this.unwanted = unwanted;
        this.listener = listener;
    }

    /**
     * @param patience how long to go on, or null for as long as it takes
     * @throws RuntimeException the last error, when it is no longer the infrastructure's, patience is over, or nobody
     *                          waits any more
     */
    <T> T call(Duration patience, Supplier<T> attempt) {
        long began = System.nanoTime();
        long pause = FIRST_PAUSE_MS;
        while (true) {
            try {
                T result = attempt.get();
                outage.over();
                return result;
            } catch (RuntimeException error) {
                if (ErrorClass.of(error) != ErrorClass.INFRASTRUCTURE
                        || unwanted.getAsBoolean()
                        || Thread.currentThread().isInterrupted()) {
                    throw error;
                }
                outage.began(error, patience);
                long left = patience == null
                        ? Long.MAX_VALUE
                        : patience.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                if (left <= 0 || unwantedWithin(Math.min(jitter(pause), left))) {
                    throw error;
                }
                listener.retried(error);
                pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
            }
        }
    }

    private boolean unwantedWithin(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            for (long left = millis; left > 0; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
                if (unwanted.getAsBoolean()) {
                    return true;
                }
                Thread.sleep(Math.min(left, SLICE_MS));
            }
            return unwanted.getAsBoolean();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Many clients that lost the same leader must not all come back at the same moment. */
    private static long jitter(long millis) {
        return millis + ThreadLocalRandom.current().nextLong(-millis / 5, millis / 5 + 1);
    }
}
