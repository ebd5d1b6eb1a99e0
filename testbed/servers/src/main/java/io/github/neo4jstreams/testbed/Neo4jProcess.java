package io.github.neo4jstreams.testbed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;

/** Neo4j Community as a child process. */
final class Neo4jProcess extends ServerProcess implements Neo4jServer {
    private final int port = Servers.freePort();
    private final Builder builder;
    private final Graph graph;
    private final BoltProxy proxy; // null if not wanted

    Neo4jProcess(Builder builder) {
        super("neo4j", builder.directory, builder.supervised);
        if (builder.tls != null && builder.proxied) {
            throw new UnsupportedOperationException("a proxy can't read what goes over TLS");
        }
        this.builder = builder;
        this.graph = new Graph(boltUri(), auth(), Set.of(), builder.tls);
        this.proxy = builder.proxied ? BoltProxy.of(this) : null;
    }

    @Override
    String classPath() {
        return ServerClassPath.find("neo4j-community")
                .orElseThrow(() -> new ServerUnavailableException(
                        "neo4j-streams-testbed-neo4j-community isn't on the class path"));
    }

    @Override
    List<String> flags() {
        List<String> flags = new ArrayList<>(List.of(
                "-Xmx" + builder.heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED"));
        flags.addAll(builder.jvmFlags);
        return flags;
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                "io.github.neo4jstreams.testbed.cdc.CdcServer",
                directory.toString(),
                Integer.toString(port),
                builder.cdc.name()));
        if (builder.tls != null) {
            builder.tls.settings().forEach((name, value) -> command.add(name + "=" + value));
        }
        builder.settings.forEach((name, value) -> command.add(name + "=" + value));
        return command;
    }

    @Override
    Map<String, String> environment() {
        return builder.password == null ? Map.of() : Map.of("TESTBED_NEO4J_PASSWORD", builder.password);
    }

    @Override
    void probe() {
        graph.execute("RETURN 1", Map.of());
    }

    @Override
    void closeClients() {
        graph.close();
        if (proxy != null) {
            proxy.close();
        }
    }

    @Override
    public String uri() {
        return proxy == null ? "neo4j://localhost:" + port : proxy.uri();
    }

    @Override
    public String boltUri() {
        return "bolt://localhost:" + port;
    }

    @Override
    public BoltProxy proxy() {
        if (proxy == null) {
            throw new IllegalStateException("no proxy: start the server with builder().proxied()");
        }
        return proxy;
    }

    @Override
    public String username() {
        return USERNAME;
    }

    @Override
    public String password() {
        return builder.password == null ? "" : builder.password;
    }

    @Override
    public AuthToken auth() {
        return builder.password == null ? AuthTokens.none() : AuthTokens.basic(USERNAME, builder.password);
    }

    @Override
    public Driver driver() {
        return graph.driver();
    }

    @Override
    public List<Map<String, Object>> execute(String cypher, Map<String, Object> parameters) {
        return graph.execute(cypher, parameters);
    }

    @Override
    public void wipe() {
        graph.wipe();
    }
}
