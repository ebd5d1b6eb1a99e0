package io.github.neo4jstreams.benchmarks.campaign;

import java.util.Map;
import java.util.function.Consumer;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/** Reads what may be large, row by row as it comes. */
final class GraphReader {

    private static final int PAGE = 10_000;

    /** The read goes to the leader: others may be behind. */
    private static final SessionConfig READING = SessionConfig.builder()
            .withDefaultAccessMode(AccessMode.WRITE)
            .withFetchSize(PAGE)
            .build();

    private final Driver driver;

    /** @param driver to the leader */
    GraphReader(Driver driver) {
        this.driver = driver;
    }

    void rows(String cypher, Consumer<Record> sight) {
        rows(cypher, Map.of(), sight);
    }

    /** Not retried: a row must not be counted twice. All servers are up when this is asked. */
    void rows(String cypher, Map<String, Object> parameters, Consumer<Record> sight) {
        try (Session session = driver.session(READING)) {
            session.run(cypher, parameters).forEachRemaining(sight);
        }
    }
}
