package io.github.neo4jstreams.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;

/** Neo4j 3.5 core members as child processes. */
final class CausalClusterProcesses extends AbstractCluster {
    private static final int SIZE = 3;

    private CausalClusterProcesses(List<Member> members, boolean proxied) {
        super(members, AuthTokens.none(), proxied);
    }

    static String requireClassPath() {
        return ServerClassPath.find("causal-cluster")
                .orElseThrow(() -> new ServerUnavailableException("run with -Pcluster-tests"));
    }

    static CausalCluster start(Builder builder) {
        String classPath = requireClassPath();
        List<Integer> discovery = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            discovery.add(Servers.freePort());
        }
        String seeds = discovery.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            members.add(new MemberProcess(i, builder, classPath, discovery.get(i), seeds));
        }
        return new CausalClusterProcesses(members, builder.proxied).started();
    }

    /** One member. */
    private static final class MemberProcess extends ServerProcess implements Member {
        private final int index;
        private final Builder builder;
        private final String classPath;
        private final int bolt = Servers.freePort();
        private final int transactions = Servers.freePort();
        private final int raft = Servers.freePort();
        private final int discovery;
        private final String seeds;
        private final Graph graph;

        MemberProcess(int index, Builder builder, String classPath, int discovery, String seeds) {
            super("core-" + index, null, false);
            this.index = index;
            this.builder = builder;
            this.classPath = classPath;
            this.discovery = discovery;
            this.seeds = seeds;
            this.graph = new Graph(boltUri(), auth(), Set.of());
        }

        private static AuthToken auth() {
            return AuthTokens.none();
        }

        @Override
        String classPath() {
            return classPath;
        }

        @Override
        List<String> flags() {
            return List.of(
                    "-Xmx" + builder.heap,
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.net.preferIPv4Stack=true",
                    "--add-opens=java.base/java.nio=ALL-UNNAMED",
                    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.util=ALL-UNNAMED");
        }

        @Override
        List<String> command() {
            List<String> command = new ArrayList<>(List.of(
                    "io.github.neo4jstreams.testbed.causal.CausalClusterMember",
                    directory.toString(),
                    Integer.toString(bolt),
                    Integer.toString(transactions),
                    Integer.toString(raft),
                    Integer.toString(discovery),
                    seeds));
            builder.settings.forEach((name, value) -> command.add(name + "=" + value));
            return command;
        }

        @Override
        void probe() {
            graph.execute("CALL dbms.cluster.role()", Map.of());
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
            return "127.0.0.1:" + bolt;
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
                Object role = graph.execute("CALL dbms.cluster.role() YIELD role", Map.of())
                        .get(0)
                        .get("role");
                return "LEADER".equals(role) ? Role.LEADER : Role.FOLLOWER;
            });
        }

        @Override
        public List<Map<String, Object>> execute(String cypher, Map<String, Object> parameters) {
            return graph.execute(cypher, parameters);
        }
    }
}
