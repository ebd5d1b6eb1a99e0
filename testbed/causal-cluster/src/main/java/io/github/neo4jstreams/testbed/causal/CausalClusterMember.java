package io.github.neo4jstreams.testbed.causal;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import org.neo4j.causalclustering.core.CoreGraphDatabase;
import org.neo4j.causalclustering.discovery.HazelcastDiscoveryServiceFactory;
import org.neo4j.graphdb.facade.GraphDatabaseDependencies;
import org.neo4j.helpers.Service;
import org.neo4j.kernel.configuration.Config;
import org.neo4j.kernel.extension.KernelExtensionFactory;
import org.neo4j.logging.FormattedLogProvider;

/**
 * One core member of a genuine Raft cluster as a process:
 * {@code CausalClusterMember HOME BOLT_PORT TRANSACTION_PORT RAFT_PORT DISCOVERY_PORT ALL_DISCOVERY_ADDRESSES [setting=value...]}.
 *
 * <p>Neo4j 3.5.0-beta03 is the last version whose clustering is on Maven Central (AGPLv3 with Commons Clause: a test
 * tool to run, never to ship or to link the component with). No authentication. It speaks Bolt 3 and Cypher 3.5: no
 * multi-database, no CALL {}, no elementId().
 */
public final class CausalClusterMember {

    private CausalClusterMember() {}

    public static void main(String[] args) throws Exception {
        File home = new File(args[0]);
        String seeds = args[5];

        Map<String, String> settings = new HashMap<>();
        settings.put("dbms.mode", "CORE");
        settings.put(
                "causal_clustering.minimum_core_cluster_size_at_formation", Integer.toString(seeds.split(",").length));
        settings.put("causal_clustering.minimum_core_cluster_size_at_runtime", "2");
        settings.put("causal_clustering.initial_discovery_members", seeds);
        settings.put("causal_clustering.leader_election_timeout", "2s");
        settings.put("causal_clustering.cluster_routing_ttl", "10s");
        listen(settings, "dbms.connector.bolt.", args[1]);
        listen(settings, "causal_clustering.transaction_", args[2]);
        listen(settings, "causal_clustering.raft_", args[3]);
        listen(settings, "causal_clustering.discovery_", args[4]);
        settings.put("dbms.connector.bolt.type", "BOLT");
        settings.put("dbms.connector.bolt.enabled", "true");
        settings.put("dbms.connector.bolt.tls_level", "DISABLED");
        settings.put("dbms.security.auth_enabled", "false");
        settings.put("dbms.memory.pagecache.size", "32m");
        settings.put("dbms.backup.enabled", "false");
        settings.put("metrics.enabled", "false");
        for (int i = 6; i < args.length; i++) {
            String[] setting = args[i].split("=", 2);
            settings.put(setting[0], setting[1]);
        }

        Config config = Config.builder().withSettings(settings).withHome(home).build();
        CoreGraphDatabase database = new CoreGraphDatabase(
                new File(home, "data/databases/graph.db"),
                config,
                GraphDatabaseDependencies.newDependencies()
                        .kernelExtensions(extensions())
                        .userLogProvider(FormattedLogProvider.toOutputStream(System.out)),
                new HazelcastDiscoveryServiceFactory());
        Runtime.getRuntime().addShutdownHook(new Thread(database::shutdown, "stop"));
        System.out.println("STARTED " + database.getRole());
        Thread.currentThread().join();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Iterable<KernelExtensionFactory<?>> extensions() {
        return (Iterable) Service.load(KernelExtensionFactory.class);
    }

    private static void listen(Map<String, String> settings, String prefix, String port) {
        settings.put(prefix + "listen_address", "127.0.0.1:" + port);
        settings.put(prefix + "advertised_address", "127.0.0.1:" + port);
    }
}
