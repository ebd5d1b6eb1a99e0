package io.github.neo4jstreams.benchmarks;

import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import io.github.neo4jstreams.testbed.Neo4jServer;
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

    /** What is measured, connected as a user connects it. */
    static Neo4jStreamsComponent component(Neo4jServer neo4j) {
        Neo4jStreamsComponent component = new Neo4jStreamsComponent();
        component.getConfiguration().setServerUri(neo4j.uri());
        component.getConfiguration().setUsername(neo4j.username());
        component.getConfiguration().setPassword(neo4j.password());
        return component;
    }
}
