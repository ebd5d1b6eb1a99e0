package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.Lease;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.cluster.CamelClusterView;
import org.apache.camel.support.cluster.AbstractCamelClusterService;

/**
 * One leader among replicas, by a lease in the graph: for {@code master:} and {@code ClusteredRoutePolicy} where there is no
 * other cluster service.
 *
 * <pre>{@code
 * - beans:
 *     - name: leases
 *       type: io.github.neo4jstreams.camel.GraphClusterService
 * - route:
 *     from:
 *       uri: master:people:neo4j-streams:cdc?cursorName=people
 *       steps:
 *         - to: ...
 * }</pre>
 *
 * <p>A namespace is a node {@code (:Neo4jStreamsLease {name, holder, token, expiresAt, renewedAt})}, times in milliseconds since
 * 1970 by the server's clock. The leader renews it every third of the {@linkplain #setLeaseDuration lease}, and isn't the leader
 * any more a fifth before it expires, whatever has kept it: the server, the network, or a pause of the process. The others look
 * every {@linkplain #setRetryInterval retry interval}. On an orderly stop the lease is given back at once; a view that is
 * stopped while the context goes on gives it back when the context has no exchange in flight, or lets it expire.
 *
 * <p>Uses the connection of the component {@code neo4j-streams}, and waits for the leader of a Neo4j cluster like a sink does.
 * A bean is started with its Camel context. Thread-safe.
 */
public class GraphClusterService extends AbstractCamelClusterService<CamelClusterView> {

    private static final long SHORTEST_LEASE_MS = 1_000;
    private static final long SHORTEST_INTERVAL_MS = 100;

    private final Set<Candidacy> candidacies = ConcurrentHashMap.newKeySet();
    private String component = "neo4j-streams";
    private long leaseDuration = 10_000;
    private Long retryInterval;
    private Graph graph;

    /** Camel looks for cluster services among those of the context, and not among beans. */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        boolean known = getCamelContext() == camelContext;
        super.setCamelContext(camelContext);
        if (!known && camelContext != null && !camelContext.hasService(this)) {
            try {
                camelContext.addService(this, true, false);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeException(e);
            }
        }
    }

    /** @throws IllegalArgumentException if one of the times is too short */
    @Override
    protected void doStart() throws Exception {
        requireAtLeast(
                SHORTEST_LEASE_MS,
                "leaseDuration",
                leaseDuration,
                "a shorter lease is lost with every pause of the server");
        requireAtLeast(
                SHORTEST_INTERVAL_MS, "retryInterval", getRetryInterval(), "each look is a transaction at the leader");
        graph = openGraph();
        super.doStart();
    }

    private static void requireAtLeast(long least, String option, long value, String why) {
        if (value < least) {
            throw new IllegalArgumentException(option + "=" + value + " must be " + least + " ms at least: " + why);
        }
    }

    /** Nothing is waited out for longer than a lease: what comes later is of no use. */
    private Graph openGraph() {
        Neo4jStreamsComponent neo4j = getCamelContext().getComponent(component, Neo4jStreamsComponent.class);
        Neo4jStreamsConfiguration settings = neo4j.getConfiguration().copy();
        settings.setRetryTimeout(leaseDuration);
        settings.setTransactionTimeout(leaseDuration);
        return neo4j.openGraph(settings, () -> !isRunAllowed());
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        candidacies.forEach(Candidacy::close);
        if (graph != null) {
            graph.close();
            graph = null;
        }
    }

    @Override
    protected CamelClusterView createView(String namespace) {
        return new GraphClusterView(this, namespace);
    }

    /**
     * A candidacy that has begun, under a name that nobody has had before: replicas may be configured alike, and what one
     * sent before it stopped may arrive after it has started again.
     */
    Candidacy candidate(String namespace, Runnable changed) {
        String unique = UUID.randomUUID().toString();
        String member = getId() == null ? unique : getId() + "/" + unique;
        Lease lease = new Lease(graph, namespace, member, Duration.ofMillis(leaseDuration));
        Candidacy candidacy = new Candidacy(this, lease, namespace, member, changed);
        candidacies.add(candidacy);
        candidacy.start();
        return candidacy;
    }

    void ended(Candidacy candidacy) {
        candidacies.remove(candidacy);
    }

    public String getComponent() {
        return component;
    }

    /** Name of the component whose connection is used; default {@code neo4j-streams}. */
    public void setComponent(String component) {
        this.component = component;
    }

    public long getLeaseDuration() {
        return leaseDuration;
    }

    /**
     * How many milliseconds after its last renewal a lease expires; default 10000, at least 1000, and the same in all
     * replicas. So long does hand-over take when a leader was killed, and so long may the server be away at most, less a fifth,
     * before the leader stops.
     */
    public void setLeaseDuration(long leaseDuration) {
        this.leaseDuration = leaseDuration;
    }

    public long getRetryInterval() {
        return retryInterval == null ? leaseDuration / 3 : retryInterval;
    }

    /** How many milliseconds there are between two looks whether the lease is free; default a third of the lease, at least 100. */
    public void setRetryInterval(long retryInterval) {
        this.retryInterval = retryInterval;
    }
}
