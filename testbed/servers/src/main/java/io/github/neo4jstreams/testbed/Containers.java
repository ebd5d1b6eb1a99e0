package io.github.neo4jstreams.testbed;

/**
 * {@code -Dtestbed=containers}: the same servers from images, where there is Docker. The only class that the others
 * know of; those that need Testcontainers on the class path are loaded on request.
 */
final class Containers {
    private Containers() {}

    static boolean wanted() {
        return "containers".equals(System.getProperty("testbed"));
    }

    static Neo4jServer neo4j(Neo4jServer.Builder builder) {
        refuseProxies(builder.proxied);
        if (builder.tls != null) {
            throw new UnsupportedOperationException(
                    "tls() is for servers in processes: leave out -Dtestbed=containers");
        }
        requireDocker();
        return new Neo4jContainer(builder);
    }

    static KafkaServer kafka(KafkaServer.Builder builder) {
        requireDocker();
        return new KafkaContainer(builder);
    }

    static CausalCluster cluster(CausalCluster.Builder builder) {
        refuseProxies(builder.proxied);
        requireDocker();
        return ClusterContainers.start(builder);
    }

    private static void refuseProxies(boolean proxied) {
        if (proxied) {
            throw new UnsupportedOperationException(
                    "proxied() is for servers in processes: leave out -Dtestbed=containers");
        }
    }

    static void requireDocker() {
        boolean available;
        try {
            available = ServerContainer.isDockerAvailable();
        } catch (NoClassDefFoundError e) {
            throw new ServerUnavailableException(
                    "-Dtestbed=containers needs org.testcontainers:testcontainers on the class path", e);
        }
        if (!available) {
            throw new ServerUnavailableException("-Dtestbed=containers needs Docker, and there is none");
        }
    }
}
