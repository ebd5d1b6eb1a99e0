package io.github.neo4jstreams.graph;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Lock;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** Waits for what the driver does in its own threads. */
final class Futures {

    private Futures() {}

    /**
     * @throws RuntimeException            the driver's own error
     * @throws ServiceUnavailableException if the thread is interrupted, which it then still is; what was asked for may yet
     *                                     happen
     */
    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Waits for a lock that somebody holds who waits for the server.
     *
     * @throws ServiceUnavailableException as {@link #await}
     */
    static void lock(Lock lock) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static ServiceUnavailableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ServiceUnavailableException("Interrupted while waiting for the server", e);
    }
}
