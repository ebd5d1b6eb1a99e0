package io.github.neo4jstreams.camel.monitor;

import io.github.neo4jstreams.graph.Graph;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final CamelContext context;
    /** Wait for the answers of clusters; shut down with the context. */
    private ExecutorService threads;

    private Monitors(CamelContext context) {
        this.context = context;
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
        return () -> {
            sinks.remove(sink);
            sink.close();
        };
    }

    public Watch add(SourceMonitor source) {
        sources.add(source);
        return () -> {
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
        clusters.add(cluster);
        return () -> clusters.remove(cluster);
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
