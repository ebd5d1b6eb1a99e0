package io.github.neo4jstreams.benchmarks;

import java.util.List;
import java.util.Map;

/** One question about speed, with its own servers. */
interface Benchmark {

    String name();

    /** What {@code -Dbenchmark.only} can name besides the whole, as {@code NAME/PART}. */
    List<String> parts();

    /**
     * Measures, and prints the result for people.
     *
     * @return the same for machines: an object a measurement
     */
    List<Map<String, Object>> run(Options options) throws Exception;
}
