package io.github.neo4jstreams.benchmarks.campaign;

/**
 * What gives a campaign its work, each piece once and in order, up to a horizon that others push on: so there is always some
 * left for the next fault, and nobody is asked to be fast. Thread-safe.
 */
interface Feed {

    /** Begins, in a thread of its own. */
    void start();

    /** Lets it go up to so many records in total, or somewhat more if they come in pieces. Never goes back. */
    void allow(long records);

    /** Records that are there for certain. */
    long acknowledged();

    /**
     * Whether all of them are.
     *
     * @throws IllegalStateException if it can't go on
     */
    boolean finished();
}
