package io.github.neo4jstreams.testbed;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Asking servers that may never answer, and several at a time. */
final class Patience {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "testbed");
        thread.setDaemon(true);
        return thread;
    });

    private Patience() {}

    static <T> Future<T> start(Callable<T> work) {
        return THREADS.submit(work);
    }

    /** The answer, or {@code otherwise} if there is none in time. */
    static <T> T within(Duration timeout, T otherwise, Callable<T> question) {
        Future<T> answer = THREADS.submit(question);
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        } catch (Exception e) {
            answer.cancel(true);
            return otherwise;
        }
    }
}
