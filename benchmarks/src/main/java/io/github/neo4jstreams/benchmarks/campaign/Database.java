package io.github.neo4jstreams.benchmarks.campaign;

import io.github.neo4jstreams.testbed.BoltFaults;
import io.github.neo4jstreams.testbed.CausalCluster;
import io.github.neo4jstreams.testbed.CdcMode;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.Server;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.neo4j.driver.Driver;

/** What the records are written to, or the changes come from: a single server, or a cluster. Thread-safe. */
abstract class Database implements AutoCloseable {

    enum Kind {
        /** One server, Neo4j Community 5.26. */
        COMMUNITY,
        /** Three members of Neo4j 3.5; needs the Maven profile {@code cluster-tests}. */
        CLUSTER;

        String option() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String option) {
            return Stream.of(values())
                    .filter(kind -> kind.option().equals(option))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "campaign.database is " + option + "; it can be community or cluster"));
        }
    }

    static Database start(Kind kind) {
        return kind == Kind.CLUSTER ? new Cluster() : new Single(CdcMode.NONE);
    }

    /** A single server with change data capture. */
    static Database withChanges() {
        return new Single(CdcMode.FULL);
    }

    /** Where the route finds it. */
    abstract String uri();

    abstract String username();

    /** Empty if there is no authentication. */
    abstract String password();

    /** What lies between the route and the database; {@link #driver()} and {@link #counts(String)} go past it. */
    abstract BoltFaults wire();

    /** To the leader. */
    abstract Driver driver();

    /**
     * Asks one server each; may never answer while that server is frozen.
     *
     * @param cypher returns a number {@code n}
     */
    abstract List<Callable<Long>> counts(String cypher);

    /** The server that takes the writes now. */
    abstract Server writer();

    /** What {@link #writer()} is, in the name of a fault. */
    abstract String writerName();

    /** Returns when there is a server that takes writes, other than this one if there can be. */
    abstract void awaitWriterOtherThan(Server server) throws InterruptedException;

    /** Runs every server that isn't running. */
    abstract void heal();

    abstract void execute(String cypher);

    abstract String uniqueness(String label, String property);

    @Override
    public abstract void close();

    private static Long n(List<Map<String, Object>> rows) {
        return (Long) rows.get(0).get("n");
    }

    private static final class Single extends Database {

        private final Neo4jServer server;

        Single(CdcMode cdc) {
            server = Neo4jServer.builder()
                    .cdc(cdc)
                    .heap("2g")
                    .jvmFlag("-XX:TieredStopAtLevel=4")
                    .proxied()
                    .start();
        }

        @Override
        BoltFaults wire() {
            return server.proxy();
        }

        @Override
        String uri() {
            return server.uri();
        }

        @Override
        String username() {
            return server.username();
        }

        @Override
        String password() {
            return server.password();
        }

        @Override
        Driver driver() {
            return server.driver();
        }

        @Override
        List<Callable<Long>> counts(String cypher) {
            return List.of(() -> n(server.execute(cypher)));
        }

        @Override
        Server writer() {
            return server;
        }

        @Override
        String writerName() {
            return "server";
        }

        @Override
        void awaitWriterOtherThan(Server server) {
            // there is no other
        }

        @Override
        void heal() {
            server.thaw();
            server.start();
        }

        @Override
        void execute(String cypher) {
            server.execute(cypher);
        }

        @Override
        String uniqueness(String label, String property) {
            return "CREATE CONSTRAINT FOR (n:%s) REQUIRE n.%s IS UNIQUE".formatted(label, property);
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private static final class Cluster extends Database {

        /** After which an election that doesn't come is taken for none, in milliseconds. */
        private static final long ELECTION = 60_000;

        private final CausalCluster cluster =
                CausalCluster.builder().heap("1g").proxied().start();

        @Override
        BoltFaults wire() {
            return cluster.proxies();
        }

        @Override
        String uri() {
            return cluster.seedUri();
        }

        @Override
        String username() {
            return "";
        }

        @Override
        String password() {
            return "";
        }

        @Override
        Driver driver() {
            return cluster.driver();
        }

        @Override
        List<Callable<Long>> counts(String cypher) {
            return cluster.members().stream()
                    .<Callable<Long>>map(member -> () -> n(member.execute(cypher, Map.of())))
                    .toList();
        }

        @Override
        Server writer() {
            return cluster.leader();
        }

        @Override
        String writerName() {
            return "leader";
        }

        @Override
        void awaitWriterOtherThan(Server server) throws InterruptedException {
            long deadline = System.nanoTime() + ELECTION * 1_000_000;
            while (cluster.members().stream()
                    .noneMatch(member -> member != server && member.role() == CausalCluster.Role.LEADER)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("no new leader after " + ELECTION + " ms");
                }
                Thread.sleep(100);
            }
        }

        @Override
        void heal() {
            cluster.heal();
        }

        @Override
        void execute(String cypher) {
            cluster.execute(cypher);
        }

        @Override
        String uniqueness(String label, String property) {
            return "CREATE CONSTRAINT ON (n:%s) ASSERT n.%s IS UNIQUE".formatted(label, property);
        }

        @Override
        public void close() {
            cluster.close();
        }
    }
}
