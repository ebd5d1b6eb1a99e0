package io.github.neo4jstreams.benchmarks.campaign;

/** How far the route is, as others see it. Thread-safe. */
interface Progress {

    /** All that has arrived, also what came twice. */
    long written();

    /** Records of the {@linkplain Feed feed} that the route is done with. */
    long committed();
}
