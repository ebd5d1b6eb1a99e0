package io.github.neo4jstreams.graph;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
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
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException("Interrupted while waiting for the server", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
