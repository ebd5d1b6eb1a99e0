package io.github.neo4jstreams.testbed;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.Driver;

/**
 * Three core members that elect a leader with Raft: Neo4j 3.5 as child processes (Bolt 3, Cypher 3.5, no
 * authentication), or Neo4j Enterprise 5.26 in containers with {@code -Dtestbed=containers}. Thread-safe.
 *
 * <p>The processes need the module {@code neo4j-streams-testbed-causal-cluster} on the class path, which the Maven
 * profile {@code cluster-tests} puts there.
 */
public interface CausalCluster extends AutoCloseable {

    /** What a member is to the others. */
    enum Role {
        /** Takes writes. */
        LEADER,
        /** Serves reads and votes. */
        FOLLOWER,
        /** Doesn't answer: dead, frozen, or not ready yet. */
        UNREACHABLE
    }

    /** One server of the cluster. */
    interface Member extends Server {
        /** 0, 1 or 2. */
        int index();

        /** {@code HOST:PORT}, as it is in the routing table; the member itself, also if there are proxies. */
        String address();

        /** {@code bolt://HOST:PORT}: this member and no other. */
        String boltUri();

        /** What the member itself says it is; a former leader that has been cut off may be behind the times. */
        Role role();

        /** Runs one query on this member in an auto-commit transaction and returns its rows. Not retried. */
        List<Map<String, Object>> execute(String cypher, Map<String, Object> parameters);
    }

    /** A builder with the defaults that its methods name; nothing starts before {@link Builder#start()}. */
    static Builder builder() {
        return new Builder();
    }

    /** The members in the order of their index. */
    List<Member> members();

    /** {@code neo4j://HOST:PORT} of the first member, or of its proxy if the cluster is {@link Builder#proxied()}. */
    String uri();

    /**
     * {@code neo4j://HOST:PORT,HOST:PORT,HOST:PORT}: all members, or their proxies if the cluster is {@link
     * Builder#proxied()}, for software that takes a list.
     */
    String seedUri();

    /**
     * The proxies that {@link #uri()} leads to. {@link #close()} closes them.
     *
     * @throws IllegalStateException if the cluster isn't {@link Builder#proxied()}
     */
    BoltProxies proxies();

    /** What to log in with. */
    AuthToken auth();

    /** Returns the leader, waiting up to 30 s for an election. */
    default Member leader() {
        return awaitLeader(Duration.ofSeconds(30));
    }

    /** Returns the only member that says it is leader, as soon as there is one. */
    Member awaitLeader(Duration timeout);

    /** Returns the followers of the moment; not those that don't answer. */
    List<Member> followers();

    /** A routing driver for the test's own use that finds its way from any living member. {@link #close()} closes it. */
    Driver driver();

    /** Runs one query in a write transaction on the leader, retried as drivers do, and returns its rows. */
    List<Map<String, Object>> execute(String cypher, Map<String, Object> parameters);

    /** {@link #execute(String, Map)} without parameters. */
    default List<Map<String, Object>> execute(String cypher) {
        return execute(cypher, Map.of());
    }

    /** Deletes all nodes, relationships, constraints and indexes. */
    void wipe();

    /** Thaws every frozen and starts every dead member, and returns when all of them answer and there is a leader. */
    void heal();

    /** Kills all members and deletes their data. */
    @Override
    void close();

    /** How the cluster is to be. Not thread-safe. */
    final class Builder {
        String heap = "600m";
        final Map<String, String> settings = new LinkedHashMap<>();
        boolean proxied;

        private Builder() {}

        /** The largest heap of a member, as in {@code -Xmx}; default {@code 600m}. */
        public Builder heap(String size) {
            this.heap = Objects.requireNonNull(size);
            return this;
        }

        /** One setting of all members, as in {@code neo4j.conf}. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /**
         * Puts a {@link BoltProxy} in front of each member: {@link CausalCluster#uri()} goes through them, what the
         * test asks by {@link CausalCluster#driver()} and {@link CausalCluster#execute(String)} doesn't.
         *
         * @throws UnsupportedOperationException by {@link #start()}, if it is to be in containers
         */
        public Builder proxied() {
            this.proxied = true;
            return this;
        }

        /**
         * Chooses ports and starts the members; takes 30 to 60 s.
         *
         * @throws ServerUnavailableException if the cluster isn't part of this build
         */
        public CausalCluster start() {
            return Containers.wanted() ? Containers.cluster(this) : CausalClusterProcesses.start(this);
        }
    }
}
