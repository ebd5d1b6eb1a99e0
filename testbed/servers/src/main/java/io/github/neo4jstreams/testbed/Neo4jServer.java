package io.github.neo4jstreams.testbed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.Driver;

/**
 * A single Neo4j server: Community 5.26 with change data capture as a child process, or Enterprise 5.26 in a container
 * with {@code -Dtestbed=containers}.
 */
public interface Neo4jServer extends Server {

    /** The user name of a server with authentication. */
    String USERNAME = "neo4j";

    /** A builder with the defaults that its methods name; nothing starts before {@link Builder#start()}. */
    static Builder builder() {
        return new Builder();
    }

    /**
     * {@code neo4j://localhost:PORT}; the routing table names this very address. That of the proxy, if the server is
     * {@link Builder#proxied()}.
     */
    String uri();

    /** {@code bolt://localhost:PORT}: the server itself, also if there is a proxy. */
    String boltUri();

    /** {@value #USERNAME}, also if anybody may log in. */
    String username();

    /** The password; empty if authentication is off. */
    String password();

    /** What to log in with: user and password, or none if authentication is off. */
    AuthToken auth();

    /** A driver for the test's own use, over {@link #boltUri()}. It outlives restarts; {@link #close()} closes it. */
    Driver driver();

    /**
     * The proxy that {@link #uri()} leads to. {@link #close()} closes it.
     *
     * @throws IllegalStateException if the server isn't {@link Builder#proxied()}
     */
    BoltProxy proxy();

    /** Runs one query in an auto-commit transaction and returns its rows. Not retried. */
    List<Map<String, Object>> execute(String cypher, Map<String, Object> parameters);

    /** {@link #execute(String, Map)} without parameters. */
    default List<Map<String, Object>> execute(String cypher) {
        return execute(cypher, Map.of());
    }

    /** Deletes all nodes, relationships, constraints and indexes. Change data capture sees it. */
    void wipe();

    /** How the server is to be. Not thread-safe. */
    final class Builder {
        CdcMode cdc = CdcMode.FULL;
        String password = "testbed-password";
        final Map<String, String> settings = new LinkedHashMap<>();
        final List<String> jvmFlags = new ArrayList<>();
        String heap = "768m";
        Path directory;
        boolean supervised;
        boolean proxied;
        ServerTls tls;

        private Builder() {}

        /** Change data capture; default {@link CdcMode#FULL}. */
        public Builder cdc(CdcMode mode) {
            this.cdc = Objects.requireNonNull(mode);
            return this;
        }

        /** The password of the user {@value #USERNAME}, at least 8 characters; by default there is one already. */
        public Builder authentication(String password) {
            this.password = Objects.requireNonNull(password);
            return this;
        }

        /** Everybody may do anything. */
        public Builder noAuthentication() {
            this.password = null;
            return this;
        }

        /** One setting as in {@code neo4j.conf}, e.g. {@code db.transaction.timeout}, {@code 5s}. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /**
         * One flag of the server's JVM, after the default ones. Those are made for a quick start, so a benchmark wants
         * {@code -XX:TieredStopAtLevel=4}. Containers don't look at it.
         */
        public Builder jvmFlag(String flag) {
            jvmFlags.add(flag);
            return this;
        }

        /** The largest heap, as in {@code -Xmx}; default {@code 768m}. */
        public Builder heap(String size) {
            this.heap = Objects.requireNonNull(size);
            return this;
        }

        /**
         * Where the data are, kept when the server is closed; default a temporary directory that is deleted then.
         * Containers keep their data inside and don't look at it.
         */
        public Builder directory(Path directory) {
            this.directory = Objects.requireNonNull(directory);
            return this;
        }

        /** Starts the server again whenever it ends unasked, {@link Server#kill()} included. */
        public Builder supervised() {
            this.supervised = true;
            return this;
        }

        /**
         * Puts a {@link BoltProxy} in front of the server: {@link Neo4jServer#uri()} goes through it, what the test asks
         * by {@link Neo4jServer#driver()} and {@link Neo4jServer#execute(String)} doesn't.
         *
         * @throws UnsupportedOperationException by {@link #start()}, if it is to be in a container
         */
        public Builder proxied() {
            this.proxied = true;
            return this;
        }

        /**
         * Bolt over TLS and nothing else; {@link Neo4jServer#uri()} and {@link Neo4jServer#boltUri()} stay as they are, a
         * client has to be told what to trust.
         *
         * @throws UnsupportedOperationException by {@link #start()}, if it is to be in a container or behind a proxy
         */
        public Builder tls(ServerTls tls) {
            this.tls = Objects.requireNonNull(tls);
            return this;
        }

        /** Chooses a port and starts the server. */
        public Neo4jServer start() {
            Neo4jServer server = Containers.wanted() ? Containers.neo4j(this) : new Neo4jProcess(this);
            Servers.startOrClose(server);
            return server;
        }
    }
}
