package io.github.neo4jstreams.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.testcontainers.containers.Network;

/** A cluster of three Neo4j Enterprise servers in containers. */
final class ClusterContainers extends AbstractCluster {
    private final Network network;

    private ClusterContainers(List<Member> members, Network network) {
        super(members, AuthTokens.none(), false);
        this.network = network;
    }

    static CausalCluster start(Builder builder) {
        Network network = Network.newNetwork();
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            members.add(new MemberContainer(i, builder, network));
        }
        return new ClusterContainers(members, network).started();
    }

    @Override
    public void close() {
        super.close();
        network.close();
    }

    /** One server. */
    private static final class MemberContainer extends ServerContainer implements Member {
        private final int index;
        private final Graph graph;

        MemberContainer(int index, Builder builder, Network network) {
            super(Neo4jContainer.IMAGE, false);
            this.index = index;
            bind(7687);
            Neo4jContainer.configure(container, builder.heap, builder.settings);
            container.setNetwork(network);
            container.withNetworkAliases("core-" + index);
            container.addEnv("NEO4J_AUTH", "none");
            Map.of(
                            "server.default_advertised_address", "core-" + index,
                            "server.bolt.advertised_address", address(),
                            "initial.dbms.default_primaries_count", "3",
                            "dbms.cluster.minimum_initial_system_primaries_count", "3",
                            "dbms.cluster.discovery.endpoints", "core-0:5000,core-1:5000,core-2:5000",
                            "dbms.cluster.discovery.v2.endpoints", "core-0:6000,core-1:6000,core-2:6000")
                    .forEach((name, value) -> container.addEnv(Neo4jContainer.variable(name), value));
            this.graph = new Graph(boltUri(), AuthTokens.none(), Set.of());
        }

        @Override
        void probe() {
            graph.execute("RETURN 1", Map.of());
        }

        @Override
        void closeClients() {
            graph.close();
        }

        @Override
        public int index() {
            return index;
        }

        @Override
        public String address() {
            return "localhost:" + port;
        }

        @Override
        public String boltUri() {
            return "bolt://" + address();
        }

        @Override
        public Role role() {
            if (!isRunning()) {
                return Role.UNREACHABLE;
            }
            return Patience.within(Duration.ofSeconds(3), Role.UNREACHABLE, () -> {
                try (Session session = graph.driver().session(SessionConfig.forDatabase("system"))) {
                    boolean writer = session.run(
                                    "SHOW DATABASE neo4j YIELD address, writer WHERE address = $address RETURN writer",
                                    Map.of("address", address()))
                            .single()
                            .get("writer")
                            .asBoolean();
                    return writer ? Role.LEADER : Role.FOLLOWER;
                }
            });
        }

        @Override
        public List<Map<String, Object>> execute(String cypher, Map<String, Object> parameters) {
            return graph.execute(cypher, parameters);
        }
    }
}
