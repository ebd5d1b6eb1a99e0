package io.github.neo4jstreams.camel.monitor;

import io.github.neo4jstreams.graph.Graph;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/** All that run in a Camel context. Thread-safe. */
public final class Monitors {

    private final List<SinkMonitor> sinks = new CopyOnWriteArrayList<>();
    private final List<SourceMonitor> sources = new CopyOnWriteArrayList<>();
    private final List<ClusterMonitor> clusters = new CopyOnWriteArrayList<>();
    /** By name; guarded by the list. */
    private final Map<String, Watch> clustersInJmx = new HashMap<>();

    private final CamelContext context;
    private final ManagementTree jmx;
    /** Wait for the answers of clusters; shut down with the context. */
    private ExecutorService threads;

    private Monitors(CamelContext context) {
        this.context = context;
        this.jmx = new ManagementTree(context);
    }

    /** Those of a context. */
    public static Monitors of(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        synchronized (extension) {
            Monitors monitors = extension.getContextPlugin(Monitors.class);
            if (monitors == null) {
                monitors = new Monitors(context);
                extension.addContextPlugin(Monitors.class, monitors);
            }
            return monitors;
        }
    }

    /** Somebody who has begun to watch. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    public Watch add(SinkMonitor sink) {
        sinks.add(sink);
        Watch shown = jmx.show(new ManagedSink(sink), "neo4j-streams-sinks", sink.names());
        return () -> {
            shown.close();
            sinks.remove(sink);
            sink.close();
        };
    }

    public Watch add(SourceMonitor source) {
        sources.add(source);
        Watch shown = jmx.show(new ManagedSource(source), "neo4j-streams-sources", source.names());
        return () -> {
            shown.close();
            sources.remove(source);
            source.close();
        };
    }

    /**
     * @param name  of the cluster as it is configured, without credentials
     * @param graph open until the watch is closed
     */
    public Watch add(String name, Graph graph) {
        ClusterMonitor cluster = new ClusterMonitor(name, graph, this::run, Clock.systemUTC());
        synchronized (clusters) {
            clusters.add(cluster);
            clustersInJmx.computeIfAbsent(name, this::show);
        }
        return () -> {
            synchronized (clusters) {
                clusters.remove(cluster);
                if (clusters.stream().noneMatch(other -> other.name().equals(name))) {
                    Watch shown = clustersInJmx.remove(name);
                    if (shown != null) {
                        shown.close();
                    }
                }
            }
        };
    }

    /** Why nobody can be written to now, if that is so; empty as well for a graph that isn't watched. Takes a moment at most. */
    public Optional<String> leaderless(Graph graph) {
        return clusters.stream()
                .filter(cluster -> cluster.isOf(graph))
                .findFirst()
                .flatMap(ClusterMonitor::leaderless);
    }

    /** Whichever of those who use it runs. */
    private Watch show(String cluster) {
        return jmx.show(
                new ManagedCluster(() -> clusters.stream()
                        .filter(one -> one.name().equals(cluster))
                        .findFirst()
                        .map(ClusterMonitor::describe)
                        .orElse(Map.of())),
                "neo4j-streams-clusters",
                Map.of("name", cluster));
    }

    private synchronized void run(Runnable question) {
        if (threads == null) {
            threads = context.getExecutorServiceManager().newCachedThreadPool(this, "Neo4jStreamsMonitor");
        }
        threads.execute(question);
    }

    /** Everything, in values that JSON has types for. A cluster that several use is there once. */
    public Map<String, Object> describe() {
        Map<String, ClusterMonitor> byName = new LinkedHashMap<>();
        clusters.forEach(cluster -> byName.putIfAbsent(cluster.name(), cluster));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("clusters", described(byName.values(), ClusterMonitor::describe));
        all.put("sinks", described(sinks, SinkMonitor::describe));
        all.put("sources", described(sources, SourceMonitor::describe));
        return all;
    }

    private static <T> List<Map<String, Object>> described(
            Iterable<T> monitors, Function<T, Map<String, Object>> describe) {
        List<Map<String, Object>> described = new ArrayList<>();
        monitors.forEach(monitor -> described.add(describe.apply(monitor)));
        return described;
    }
}
