package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.monitor.Monitors;
import io.github.neo4jstreams.camel.monitor.SinkMonitor;
import io.github.neo4jstreams.cypher.ServerVersion;
import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.graph.AccessMode;
import io.github.neo4jstreams.graph.Fence;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.GraphListener;
import io.github.neo4jstreams.graph.Work;
import io.github.neo4jstreams.sink.SinkDefinition;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.sink.TargetServer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;

/** Writes the messages of an exchange to the leader, see {@link SinkWriter}. */
class SinkProducer extends GraphProducer {

    private final Neo4jStreamsEndpoint endpoint;
    private final SinkDefinition definition;
    private final MessageReader messages;
    private final Fence fence;
    /** Sends dead letters; null if there are none. */
    private final ProducerTemplate deadLetters;

    private final Rejection rejection;
    private final BatchSize batchSize;
    /** For lanes, and to read ahead: of this producer alone, and one is there whenever it is wanted. */
    private ExecutorService threads;

    private volatile SinkStrategy strategy;
    private SinkMonitor monitor;
    private Monitors.Watch watched;
    private SinkHealthCheck health;

    /** @param fence null if a record may be written twice */
    SinkProducer(Neo4jStreamsEndpoint endpoint, SinkDefinition definition, MessageReader messages, Fence fence) {
        super(endpoint);
        this.endpoint = endpoint;
        this.definition = definition;
        this.messages = messages;
        this.fence = fence;
        this.deadLetters = endpoint.getDeadLetter() == null
                ? null
                : endpoint.getCamelContext().createProducerTemplate();
        this.rejection = rejection();
        this.batchSize = StrategyOptions.batchSize(endpoint);
    }

    @Override
    AccessMode mode() {
        return AccessMode.WRITE;
    }

    /** Once: the first exchange may not wait until first contact is over. */
    @Override
    synchronized void prepare(Graph with) {
        if (strategy != null) {
            return;
        }
        if (fence != null) {
            fence.prepare(with);
        }
        strategy = definition.prepare(new GraphServer(with));
        MissingConstraints.warn(endpoint.shortName(), definition.keys(), with);
    }

    private final class GraphServer implements TargetServer {

        private final Graph graph;

        GraphServer(Graph graph) {
            this.graph = graph;
        }

        @Override
        public ServerVersion version() {
            return graph.contact(AccessMode.WRITE).version();
        }

        @Override
        public int firstThatCompiles(List<Statement> candidates) {
            return compiling(graph, candidates);
        }
    }

    @Override
    protected void doStart() throws Exception {
        if (deadLetters != null) {
            deadLetters.start();
        }
        monitor = SinkMonitor.of(endpoint.getCamelContext(), callingRouteId(), name(), endpoint.shortName());
        watched = Monitors.of(endpoint.getCamelContext()).add(monitor);
        threads = endpoint.getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "Neo4jStreamsLane");
        super.doStart();
        health =
                SinkHealthCheck.register(endpoint.getCamelContext(), endpoint.getComponent(), name(), graph(), monitor);
    }

    @Override
    GraphListener listener() {
        return monitor;
    }

    /** What people call it: as it names itself in the graph, or else as its route is called. */
    private String name() {
        if (endpoint.getSinkName() != null) {
            return endpoint.getSinkName();
        }
        return callingRouteId() == null ? endpoint.shortName() : callingRouteId();
    }

    @Override
    protected void doStop() throws Exception {
        if (health != null) {
            health.remove();
        }
        super.doStop();
        if (watched != null) {
            watched.close();
        }
        if (deadLetters != null) {
            deadLetters.stop();
        }
        if (threads != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdown(threads);
        }
        strategy = null;
    }

    @Override
    void work(Exchange exchange, Graph with) {
        if (strategy == null) {
            prepare(with);
        }
        SinkWriter.Settings settings = new SinkWriter.Settings(
                Work.WRITE.withMetadata(transactionMetadata(exchange)), batchSize, rejection, fence, threads, monitor);
        SinkWriter.Outcome outcome;
        try {
            outcome = new SinkLanes(with, strategy, settings, endpoint.getParallelism())
                    .write(messages.read(exchange), isSentAgain(exchange));
        } catch (RuntimeException e) {
            monitor.failed(e);
            throw e;
        }
        Message message = exchange.getMessage();
        exchange.setProperty(Neo4jStreamsConstants.MEMBER, monitor.leader());
        message.setHeader(Neo4jStreamsConstants.APPLIED, outcome.applied());
        message.setHeader(Neo4jStreamsConstants.SKIPPED, outcome.skipped());
        message.setHeader(Neo4jStreamsConstants.REJECTED, outcome.rejected());
        message.setHeader(Neo4jStreamsConstants.COUNTERS, outcome.counters());
        message.setHeader(Neo4jStreamsConstants.BOOKMARK, outcome.bookmarks());
        message.setHeader(Neo4jStreamsConstants.DATABASE, database());
    }

    private Rejection rejection() {
        return switch (StrategyOptions.onInvalid(endpoint)) {
            case FAIL -> Rejection.FAIL;
            case SKIP -> Rejection.skip(endpoint.shortName());
            case DEAD_LETTER ->
                new DeadLetters(
                        endpoint.shortName(),
                        definition.getClass().getName(),
                        endpoint.getCamelContext().getEndpoint(endpoint.getDeadLetter()),
                        endpoint.getDeadLetterHeaderPrefix(),
                        this::database,
                        deadLetters);
        };
    }
}
