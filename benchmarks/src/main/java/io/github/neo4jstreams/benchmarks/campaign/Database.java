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

/** What the records are written to: a single server, or a cluster. Thread-safe. */
abstract class Database implements AutoCloseable {

    /** Cheap: the server keeps count of a label's nodes. */
    private static final String WRITTEN = "MATCH (e:Event) RETURN count(e) AS n";

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
        Database database = kind == Kind.CLUSTER ? new Cluster() : new Single();
        try {
            database.constrain();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        return database;
    }

    /** Where the sink finds it. */
    abstract String uri();

    abstract String username();

    /** Empty if there is no authentication. */
    abstract String password();

    /** What lies between the sink and the database; {@link #driver()} and {@link #counts()} go past it. */
    abstract BoltFaults wire();

    /** To the leader. */
    abstract Driver driver();

    /** Asks one server each how many records it has; may never answer while that server is frozen. */
    abstract List<Callable<Long>> counts();

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

    private void constrain() {
        execute(uniqueness("Key", "id"));
        execute(uniqueness("Claim", "id"));
        execute("CREATE (:Claim {id: '" + Poison.TAKEN + "'})");
    }

    private static Long written(List<Map<String, Object>> rows) {
        return (Long) rows.get(0).get("n");
    }

    private static final class Single extends Database {

        private final Neo4jServer server = Neo4jServer.builder()
                .cdc(CdcMode.NONE)
                .heap("2g")
                .jvmFlag("-XX:TieredStopAtLevel=4")
                .proxied()
                .start();

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
        List<Callable<Long>> counts() {
            return List.of(() -> written(server.execute(WRITTEN)));
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
        List<Callable<Long>> counts() {
            return cluster.members().stream()
                    .<Callable<Long>>map(member -> () -> written(member.execute(WRITTEN, Map.of())))
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
