package io.github.neo4jstreams.benchmarks.campaign;

/** The processes with the route that is tested. Used by one thread. */
interface Routes extends AutoCloseable {

    /** Starts those that are there without faults, and doesn't wait for them. */
    void begin();

    /** @throws IllegalStateException if one that should run doesn't, which no fault has to do with */
    void refuseEnded();

    /** Ends them in an orderly way. */
    void stop();

    @Override
    void close();
}
