package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.monitor.Monitors;
import io.github.neo4jstreams.camel.trace.SpanLinks;
import io.github.neo4jstreams.camel.trace.TraceContext;
import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.graph.AccessMode;
import io.github.neo4jstreams.graph.ConfigurationException;
import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.GraphListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.spi.RouteIdAware;
import org.apache.camel.support.DefaultAsyncProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the producers share: a graph, first contact as soon as they start, and threads that wait for the database so that
 * the caller's don't have to. An exchange goes on with one of these threads, never with the driver's.
 */
abstract class GraphProducer extends DefaultAsyncProducer implements RouteIdAware {

    private static final Logger LOG = LoggerFactory.getLogger(GraphProducer.class);

    private final Neo4jStreamsEndpoint endpoint;
    private Graph graph;
    /** Of this producer alone: threads that wait for one cluster must not be missing for another. */
    private ExecutorService workers;

    /** Whether the route is being stopped: one line says why, whoever found out as well. */
    private final AtomicBoolean refused = new AtomicBoolean();

    private final SpanLinks links;
    private volatile boolean consumerStarted;
    private String routeId;
    private Monitors.Watch cluster;

    GraphProducer(Neo4jStreamsEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.links = SpanLinks.of(endpoint.getCamelContext());
    }

    /** Does the exchange's work; blocks until the server has committed it. */
    abstract void work(Exchange exchange, Graph with) throws Exception;

    /** Whatever only the server can judge; called once there is one, again until it succeeds. */
    abstract void prepare(Graph with);

    abstract AccessMode mode();

    /** Who is told what becomes of the transactions; asked before the start. */
    GraphListener listener() {
        return GraphListener.NONE;
    }

    /**
     * The index of the first statement that the server can compile.
     *
     * @throws ConfigurationException if it can compile none: the user's Cypher is wrong
     */
    final int compiling(Graph with, List<Statement> candidates) {
        try {
            return with.firstThatCompiles(mode(), candidates);
        } catch (RuntimeException e) {
            if (ErrorClass.of(e) == ErrorClass.INFRASTRUCTURE || e instanceof ConfigurationException) {
                throw e;
            }
            throw new ConfigurationException(
                    "the option 'query' can't be compiled by the server: " + e.getMessage(), e);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        graph = endpoint.openGraph(this::isUnwanted, listener());
        cluster = Monitors.of(endpoint.getCamelContext()).add(endpoint.clusterName(), graph);
        workers = endpoint.getCamelContext().getExecutorServiceManager().newDefaultThreadPool(this, "Neo4jStreams");
        workers.execute(this::firstContact);
    }

    /** Waits for a server as long as it takes; what is wrong for good stops the route. */
    private void firstContact() {
        Graph with = graph;
        try {
            LOG.info("{} writes to {}", endpoint.shortName(), with.contact(mode(), null));
            prepare(with);
        } catch (RuntimeException e) {
            if (isRunAllowed()) {
                refuse(e);
            }
        }
    }

    private void refuse(RuntimeException e) {
        if (ErrorClass.of(e) == ErrorClass.INFRASTRUCTURE) {
            // it went away again; the next exchange waits for it
            LOG.debug("First contact", e);
            return;
        }
        if (refused.compareAndSet(false, true)) {
            // the route of a Kamelet's caller may start again without this producer, and be refused again
            RouteStop.of(
                    endpoint.getCamelContext(), callingRouteId(), endpoint.shortName(), e, () -> refused.set(false));
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        consumerStarted = true;
        // on this thread the span is the current one
        TraceContext.of(exchange.getMessage().getHeaders())
                .ifPresent(span -> links.add(span, () -> ExchangeTraces.ofMessages(exchange)));
        if (exchange.isTransacted()) {
            // a transacted route stays on its thread
            doWork(exchange);
            callback.done(true);
            return true;
        }
        try {
            workers.execute(() -> {
                doWork(exchange);
                callback.done(false);
            });
            return false;
        } catch (RejectedExecutionException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private void doWork(Exchange exchange) {
        try {
            work(exchange, graph);
        } catch (ConfigurationException e) {
            exchange.setException(e);
            refuse(e);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    /** Whether whoever sends records sends those that failed again, before others. */
    static boolean isSentAgain(Exchange exchange) {
        return exchange.getProperty(Neo4jStreamsConstants.SENT_AGAIN, false, boolean.class);
    }

    /** What a transaction says of itself: what the endpoint says, and which trace it belongs to. */
    final Map<String, Object> transactionMetadata(Exchange exchange) {
        Map<String, Object> metadata = endpoint.transactionMetadata();
        ExchangeTraces.of(exchange).ifPresent(trace -> trace.toMap().forEach(metadata::putIfAbsent));
        return metadata;
    }

    /** Null before the start. */
    final Graph graph() {
        return graph;
    }

    /** The name of the database that is written to, once it is known. */
    final String database() {
        return graph.contact(mode()).database();
    }

    /**
     * Camel stops a producer only after its exchanges are done, and these may wait for a server: so whether anybody still
     * wants them is seen from the consumer that the route begins with, which is stopped first.
     */
    private boolean isUnwanted() {
        if (!isRunAllowed() || endpoint.getCamelContext().isStopping()) {
            return true;
        }
        String callingRouteId = callingRouteId();
        Route route = callingRouteId == null ? null : endpoint.getCamelContext().getRoute(callingRouteId);
        if (route == null || !(route.getConsumer() instanceof StatefulService consumer)) {
            return false;
        }
        if (consumer.isStarting() || consumer.isStarted()) {
            consumerStarted = true;
            return false;
        }
        // one that was not started yet looks like one that was stopped
        return consumerStarted;
    }

    /** Null without a route. */
    final String callingRouteId() {
        return CallingRoute.of(endpoint.getCamelContext(), routeId);
    }

    @Override
    protected void doStop() throws Exception {
        if (graph != null) {
            cluster.close();
            graph.close();
        }
        if (workers != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdown(workers);
            workers = null;
        }
        consumerStarted = false;
        refused.set(false);
        super.doStop();
    }

    @Override
    public String getRouteId() {
        return routeId;
    }

    @Override
    public void setRouteId(String routeId) {
        this.routeId = routeId;
    }
}
