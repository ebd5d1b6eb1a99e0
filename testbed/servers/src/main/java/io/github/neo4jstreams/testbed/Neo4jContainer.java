package io.github.neo4jstreams.testbed;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.testcontainers.containers.GenericContainer;

/** Neo4j Enterprise in a container: whoever asks for it accepts its licence. */
final class Neo4jContainer extends ServerContainer implements Neo4jServer {
    static final String IMAGE = "neo4j:5.26-enterprise";

    private final Builder builder;
    private final Graph graph;

    Neo4jContainer(Builder builder) {
        super(IMAGE, builder.supervised);
        this.builder = builder;
        bind(7687);
        configure(container, builder.heap, builder.settings);
        container.addEnv("NEO4J_AUTH", builder.password == null ? "none" : USERNAME + "/" + builder.password);
        container.addEnv(variable("server.bolt.advertised_address"), "localhost:" + port);
        this.graph = new Graph(boltUri(), auth(), Set.of());
    }

    static void configure(GenericContainer<?> container, String heap, Map<String, String> settings) {
        container.addEnv("NEO4J_ACCEPT_LICENSE_AGREEMENT", "yes");
        container.addEnv(variable("server.memory.heap.max_size"), heap);
        container.addEnv(variable("server.memory.pagecache.size"), "64m");
        settings.forEach((name, value) -> container.addEnv(variable(name), value));
    }

    /** The image's way to write a setting. */
    static String variable(String setting) {
        return "NEO4J_" + setting.replace("_", "__").replace(".", "_");
    }

    @Override
    void probe() {
        graph.execute("RETURN 1", Map.of());
    }

    @Override
    void prepare() {
        if (builder.cdc == CdcMode.FULL || builder.cdc == CdcMode.DIFF) {
            try (Session session = driver().session(SessionConfig.forDatabase("system"))) {
                session.run("ALTER DATABASE neo4j SET OPTION txLogEnrichment '" + builder.cdc + "' WAIT")
                        .consume();
            }
        }
    }

    @Override
    void closeClients() {
        graph.close();
    }

    @Override
    public String uri() {
        return "neo4j://localhost:" + port;
    }

    @Override
    public String boltUri() {
        return "bolt://localhost:" + port;
    }

    @Override
    public BoltProxy proxy() {
        throw new IllegalStateException("no proxy: servers in containers aren't proxied");
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
