package io.github.neo4jstreams.testbed;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A real server in a process (or container) of its own, that a test may treat as badly as life does.
 *
 * <p>Addresses are chosen once: a server that was stopped or killed comes back on the same ports and on the same data.
 * {@link #close()} is the end of it and of its data. Thread-safe.
 */
public interface Server extends AutoCloseable {

    /**
     * Starts the server and returns when it answers clients. Does nothing if it is running.
     *
     * @throws ServerFailedException if it ends while starting or isn't ready in time; with the end of its log
     */
    void start();

    /** Stops the server in an orderly way (SIGTERM), after {@link #thaw()} if need be. Does nothing if it isn't running. */
    void stop();

    /** Kills the server (SIGKILL) and returns when it is dead. Does nothing if it isn't running. */
    void kill();

    /** Freezes the server (SIGSTOP): connections stay open, nobody answers. */
    void freeze();

    /** Lets a frozen server go on (SIGCONT), as if nothing had happened. Does nothing if it isn't frozen. */
    void thaw();

    /** {@link #stop()} and {@link #start()}. */
    default void restart() {
        stop();
        start();
    }

    /** Returns whether the process lives: also true of one that is frozen or not ready yet. */
    boolean isRunning();

    /**
     * Returns when the server answers clients; of use if it comes back by itself, see
     * {@link Neo4jServer.Builder#supervised()}.
     *
     * @throws ServerFailedException if it isn't ready within that time
     */
    void awaitReady(Duration timeout);

    /**
     * The id of the process, as the machine of the test sees it.
     *
     * @throws IllegalStateException if it isn't running
     */
    long pid();

    /** What the server has written to its standard output, of all its starts. */
    Path log();

    /** Kills the server if need be and deletes its data, unless they are in a directory the caller has chosen. */
    @Override
    void close();
}
