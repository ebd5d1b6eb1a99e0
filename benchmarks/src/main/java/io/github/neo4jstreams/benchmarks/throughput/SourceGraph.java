package io.github.neo4jstreams.benchmarks.throughput;

import io.github.neo4jstreams.testbed.CdcMode;
import io.github.neo4jstreams.testbed.Neo4jServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;

/** A graph whose people the sources read, with change data capture. Used by one thread. */
final class SourceGraph implements AutoCloseable {

    /** People in a transaction that creates them: what a service commits at once, and not all there is. */
    private static final int TRANSACTION = 100;

    /** The same where nobody reads the changes. */
    private static final int UNSEEN_TRANSACTION = 10_000;

    private final Neo4jServer server;

    private SourceGraph(Neo4jServer server) {
        this.server = server;
    }

    static SourceGraph start() {
        SourceGraph graph = new SourceGraph(Neo4jServer.builder()
                .cdc(CdcMode.FULL)
                .heap("2g")
                .jvmFlag("-Xms2g")
                .jvmFlag("-XX:TieredStopAtLevel=4")
                .setting("server.memory.pagecache.size", "512m")
                .start());
        graph.server.execute("CREATE CONSTRAINT FOR (p:Person) REQUIRE p.id IS UNIQUE");
        return graph;
    }

    Neo4jServer server() {
        return server;
    }

    /** Creates people, each a change. */
    void fill(int people) {
        create(0, people, TRANSACTION);
    }

    /**
     * Creates people of whom the change log says nothing.
     *
     * @param from the first
     * @param to   after the last
     */
    void fillUnseen(int from, int to) {
        server.execute("CALL cdcfixture.setMode('OFF')");
        create(from, to, UNSEEN_TRANSACTION);
        server.execute("CALL cdcfixture.setMode('FULL')");
    }

    private void create(int from, int to, int transaction) {
        try (Session session = server.driver().session()) {
            for (int first = from; first < to; first += transaction) {
                List<Map<String, Object>> some = IntStream.range(first, Math.min(to, first + transaction))
                        .mapToObj(People::person)
                        .toList();
                session.run("UNWIND $people AS person CREATE (p:Person) SET p = person", Map.of("people", some))
                        .consume();
            }
        }
        // for the graph as it is now
        server.execute("CALL db.prepareForReplanning()");
    }

    /** What is there now, as {@link Replay} keeps it. */
    Map<Long, Integer> people() {
        Map<Long, Integer> people = new HashMap<>();
        try (Session session = server.driver().session()) {
            Result rows = session.run("MATCH (p:Person) RETURN elementId(p) AS id, properties(p) AS properties");
            while (rows.hasNext()) {
                Record row = rows.next();
                people.put(
                        Replay.number(row.get("id").asString()),
                        Replay.digest(row.get("properties").asMap()));
            }
        }
        return people;
    }

    @Override
    public void close() {
        server.close();
    }
}
