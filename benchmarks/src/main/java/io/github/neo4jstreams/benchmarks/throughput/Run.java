package io.github.neo4jstreams.benchmarks.throughput;

/** Servers, and contenders that run one after the other. */
interface Run {

    /**
     * Runs one.
     *
     * @param round from 1; 0 and below to warm up
     * @throws Exception that says what is wrong with it
     */
    Measurement measure(Variant variant, int round) throws Exception;

    /** Whether another contender could do better than one that failed. */
    boolean canGoOn();
}
