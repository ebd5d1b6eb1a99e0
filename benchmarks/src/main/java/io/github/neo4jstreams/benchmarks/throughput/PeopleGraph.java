package io.github.neo4jstreams.benchmarks.throughput;

import io.github.neo4jstreams.testbed.CdcMode;
import io.github.neo4jstreams.testbed.Neo4jServer;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Values;

/** The graph that the contenders write, and how far they are. Used by one thread. */
final class PeopleGraph implements AutoCloseable {

    /** People who are always there, so that the server never plans a statement for an empty graph. */
    private static final int RESIDENTS = 10_000;

    /** Bytes of the list's beginning, and of the id with its own. */
    private static final int BOOKMARK_HEAD = 3 + 16;

    private final Neo4jServer server;
    private final Driver driver;
    private final Session session;

    private PeopleGraph(Neo4jServer server) {
        this.server = server;
        // not the server's own, which tests a connection before each use
        this.driver = GraphDatabase.driver(server.boltUri(), AuthTokens.basic(server.username(), server.password()));
        this.session = driver.session(SessionConfig.forDatabase("neo4j"));
    }

    /** Starts a server that is as fast as it can be here, with a constraint and its first people. */
    static PeopleGraph start() {
        Neo4jServer server = Neo4jServer.builder()
                .cdc(CdcMode.NONE)
                .heap("2g")
                .jvmFlag("-Xms2g")
                .jvmFlag("-XX:TieredStopAtLevel=4")
                .setting("server.memory.pagecache.size", "512m")
                // a graph that is wiped all the time looks to the server like one that needs new plans
                .setting("dbms.cypher.min_replan_interval", "1h")
                .setting("dbms.index_sampling.background_enabled", "false")
                // a run writes some 200 MB
                .setting("db.checkpoint.interval.time", "5m")
                .setting("db.tx_log.rotation.retention_policy", "keep_none")
                .start();
        PeopleGraph graph = new PeopleGraph(server);
        try {
            graph.settle();
            return graph;
        } catch (RuntimeException e) {
            graph.close();
            throw e;
        }
    }

    private void settle() {
        run("CREATE CONSTRAINT FOR (p:Person) REQUIRE p.id IS UNIQUE");
        run("UNWIND range(1, " + RESIDENTS + ") AS n CREATE (:Person {id: -n})");
        run("CALL db.prepareForReplanning()");
    }

    Neo4jServer server() {
        return server;
    }

    /** How many have been written; from the server's count store, so that asking costs nearly nothing. */
    long written() {
        return one("MATCH (p:Person) RETURN count(p) AS n").get("n").asLong() - RESIDENTS;
    }

    /**
     * Number of the last transaction that {@link #written()} counted, or of one that was a moment later. The difference of two says
     * how many there were between.
     */
    long lastTransaction() {
        return transaction(session.lastBookmarks().iterator().next().value());
    }

    /**
     * The number in a bookmark, which Community says nowhere else: behind {@code FB:} in Base64 a PackStream list of the
     * database's id, the number and another list.
     */
    static long transaction(String bookmark) {
        byte[] bytes = Base64.getDecoder().decode(bookmark.substring("FB:".length()));
        int size = bytes.length - BOOKMARK_HEAD - 1;
        // a small number is one byte, others have their length before them
        int start = size == 1 ? BOOKMARK_HEAD : BOOKMARK_HEAD + 1;
        return new BigInteger(Arrays.copyOfRange(bytes, start, bytes.length - 1)).longValueExact();
    }

    /** Deletes what has been written, in transactions that are the same for all. */
    void wipe() {
        run("MATCH (p:Person) WHERE p.id >= 0 CALL (p) { DELETE p } IN TRANSACTIONS OF 10000 ROWS");
        run("MATCH (o:Neo4jStreamsOffset) DELETE o");
    }

    /** @throws IllegalStateException if the graph isn't what the records say: who wrote it was fast at something else */
    void check(People.Sums expected) {
        Record row = one("MATCH (p:Person) WHERE p.id >= 0 RETURN count(p) AS count, sum(p.age) AS age,"
                + " sum(p.score) AS score, sum(size(keys(p))) AS properties");
        People.Sums is = new People.Sums(
                row.get("count").asLong(),
                row.get("age").asLong(),
                row.get("score").asDouble(),
                row.get("properties").asLong());
        if (!is.equals(expected)) {
            throw new IllegalStateException("the graph has " + is + ", and it should have " + expected);
        }
    }

    private Record one(String cypher) {
        return session.run(cypher, Values.EmptyMap).single();
    }

    private void run(String cypher) {
        session.run(cypher).consume();
    }

    @Override
    public void close() {
        driver.close();
        server.close();
    }
}
