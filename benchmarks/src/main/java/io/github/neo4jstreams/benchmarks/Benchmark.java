package io.github.neo4jstreams.benchmarks;

import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import io.github.neo4jstreams.testbed.Neo4jServer;
import java.util.List;
import java.util.Map;

/** Questions about speed that share their servers. */
public interface Benchmark {

    /** What {@code -Dbenchmark.only} can name: all of it, or parts of it. */
    List<String> names();

    /**
     * Measures what the options {@link Options#wants(String) want}, and prints the result for people.
     *
     * @param measured gets the same for machines: an object a measurement, also if this method fails in the end
     */
    void run(Options options, List<Map<String, Object>> measured) throws Exception;

    /** What is measured, connected as a user connects it. */
    static Neo4jStreamsComponent component(Neo4jServer neo4j) {
        Neo4jStreamsComponent component = new Neo4jStreamsComponent();
        component.getConfiguration().setServerUri(neo4j.uri());
        component.getConfiguration().setUsername(neo4j.username());
        component.getConfiguration().setPassword(neo4j.password());
        return component;
    }
}
