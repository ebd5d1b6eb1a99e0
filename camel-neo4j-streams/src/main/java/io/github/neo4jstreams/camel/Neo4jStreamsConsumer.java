package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.monitor.Monitors;
import io.github.neo4jstreams.camel.monitor.SourceMonitor;
import io.github.neo4jstreams.graph.AccessMode;
import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.source.Batch;
import io.github.neo4jstreams.source.Source;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands changes or rows to the route one by one, or in groups. The cursor moves only over what the route has completed: an exchange that
 * failed, however its error was thrown or set, ends the poll and is read again by the next.
 */
class Neo4jStreamsConsumer extends ScheduledBatchPollingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(Neo4jStreamsConsumer.class);

    private final Neo4jStreamsEndpoint endpoint;
    private final Function<Graph, Source> sourceOver;
    private final SourceExchanges exchanges;
    private SourceMonitor monitor;
    private Monitors.Watch watched;
    private Monitors.Watch cluster;
    private Graph graph;
    private Source source;
    private ReadAhead ahead;
    private ExecutorService reader;
    private boolean refused;

    Neo4jStreamsConsumer(Neo4jStreamsEndpoint endpoint, Processor processor, Function<Graph, Source> sourceOver) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.sourceOver = sourceOver;
        this.exchanges = SourceExchanges.of(endpoint);
        setExceptionHandler(new PollExceptionHandler(endpoint));
    }

    @Override
    protected void doBuild() throws Exception {
        SourceHealthCheck check =
                new SourceHealthCheck(this, "consumer:" + getRouteId(), endpoint.getCursorName(), () -> monitor);
        check.setInitialState(initialHealthCheckState());
        setHealthCheck(check);
        super.doBuild();
    }

    @Override
    protected void doStart() throws Exception {
        refused = false;
        maxMessagesPerPoll = endpoint.getMaxMessagesPerPoll();
        CamelContext context = endpoint.getCamelContext();
        monitor = SourceMonitor.of(context, getRouteId(), endpoint.getCursorName(), endpoint.shortName());
        watched = Monitors.of(context).add(monitor);
        graph = endpoint.openGraph(() -> !isPollAllowed());
        cluster = Monitors.of(context).add(endpoint.clusterName(), graph);
        source = sourceOver.apply(graph);
        reader = context.getExecutorServiceManager().newSingleThreadExecutor(this, "Neo4jStreamsReadAhead");
        ahead = new ReadAhead(source, reader);
        super.doStart();
    }

    @Override
    protected int poll() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        if (refused) {
            // the route is on its way to stop
            return 0;
        }
        try {
            graph.contact(AccessMode.READ, null);
            ReadAhead.Polled polled = ahead.poll(maxMessagesPerPoll);
            forceConsumerAsReady();
            return process(polled.batch(), polled.begun());
        } catch (RuntimeException e) {
            monitor.failed(e);
            if (ErrorClass.of(e) == ErrorClass.CONFIGURATION) {
                refused = true;
                RouteStop.of(endpoint.getCamelContext(), getRouteId(), endpoint.shortName(), e, () -> {});
            } else if (!isPollAllowed() && ErrorClass.of(e) == ErrorClass.INFRASTRUCTURE) {
                // the wait for a server was given up because the route stops
                return 0;
            }
            throw e;
        }
    }

    private int process(Batch batch, Instant begun) {
        int size = batch.records().size();
        int done = 0;
        try {
            while (done < size && isBatchAllowed()) {
                int end = endpoint.getGroupBy().end(batch.records(), done);
                pendingExchanges = size - end;
                source.refuseTakenOver();
                monitor.progress().handingOver(batch, done, end);
                if (!process(batch, done, end)) {
                    break;
                }
                monitor.handedOver(end - done);
                done = end;
            }
        } finally {
            // also on the way out of an error: what was completed before it is completed
            settle(batch, done, begun);
        }
        return done;
    }

    private void settle(Batch batch, int done, Instant begun) {
        boolean complete = false;
        try {
            source.processed(batch, done);
            complete = done == batch.records().size();
            monitor.progress().polled(begun, complete && batch.atEnd(), source.cursorKeptAt());
        } finally {
            if (!complete) {
                // nobody knows what became of the rest, only the store where the cursor is kept may
                ahead.takeBack();
            }
        }
    }

    @Override
    public int processBatch(Queue<Object> exchanges) {
        // a batch is processed as a whole, see process(Batch, Instant), because its cursor belongs to it
        throw new UnsupportedOperationException();
    }

    private boolean process(Batch batch, int from, int to) {
        Exchange exchange = createExchange(false);
        try {
            exchange.setProperty(Exchange.BATCH_INDEX, from);
            exchange.setProperty(Exchange.BATCH_SIZE, batch.records().size());
            exchange.setProperty(Exchange.BATCH_COMPLETE, to == batch.records().size());
            exchanges.fill(
                    exchange, batch, from, to, graph.contact(AccessMode.READ).database());
            try {
                getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
            if (!exchange.isFailed() && !exchange.isRollbackOnly() && !exchange.isRollbackOnlyLast()) {
                return true;
            }
            if (exchange.getException() != null) {
                monitor.failed(exchange.getException());
                getExceptionHandler()
                        .handleException("The exchange failed; it is read again", exchange, exchange.getException());
            } else {
                LOG.warn("The exchange was rolled back; it is read again");
            }
            return false;
        } finally {
            releaseExchange(exchange, false);
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (watched != null) {
            watched.close();
        }
        if (graph != null) {
            cluster.close();
            keepCursor();
            graph.close();
        }
        if (reader != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdown(reader);
        }
    }

    private void keepCursor() {
        try {
            source.flush();
        } catch (RuntimeException e) {
            LOG.info("{}: the cursor stays where it was saved last ({})", endpoint.shortName(), e.getMessage());
        }
    }
}
