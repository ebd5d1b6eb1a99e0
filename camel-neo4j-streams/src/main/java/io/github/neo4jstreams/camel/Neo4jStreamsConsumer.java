package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.graph.AccessMode;
import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.source.Batch;
import io.github.neo4jstreams.source.Source;
import io.github.neo4jstreams.source.SourceRecord;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands changes or rows to the route one by one. The cursor moves only over what the route has completed: an exchange that
 * failed, however its error was thrown or set, ends the poll and is read again by the next.
 */
class Neo4jStreamsConsumer extends ScheduledBatchPollingConsumer {

    /** Header from which camel-kafka takes the key. */
    private static final String KAFKA_KEY = "kafka.KEY";

    private static final Logger LOG = LoggerFactory.getLogger(Neo4jStreamsConsumer.class);

    private final Neo4jStreamsEndpoint endpoint;
    private final Function<Graph, Source> sourceOver;
    private Graph graph;
    private Source source;
    private boolean refused;

    Neo4jStreamsConsumer(Neo4jStreamsEndpoint endpoint, Processor processor, Function<Graph, Source> sourceOver) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.sourceOver = sourceOver;
        setExceptionHandler(new PollExceptionHandler(endpoint));
    }

    @Override
    protected void doStart() throws Exception {
        refused = false;
        maxMessagesPerPoll = endpoint.getMaxMessagesPerPoll();
        graph = endpoint.openGraph(() -> !isPollAllowed());
        source = sourceOver.apply(graph);
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
            Batch batch = source.poll(maxMessagesPerPoll);
            forceConsumerAsReady();
            return process(batch);
        } catch (RuntimeException e) {
            if (ErrorClass.of(e) == ErrorClass.CONFIGURATION) {
                refused = true;
                RouteStop.of(endpoint.getCamelContext(), getRouteId(), endpoint.shortName(), e);
            } else if (!isPollAllowed() && ErrorClass.of(e) == ErrorClass.INFRASTRUCTURE) {
                // the wait for a server was given up because the route stops
                return 0;
            }
            throw e;
        }
    }

    private int process(Batch batch) {
        int done = 0;
        try {
            while (done < batch.records().size() && isBatchAllowed()) {
                pendingExchanges = batch.records().size() - done - 1;
                if (!process(batch.records().get(done), done, batch.records().size())) {
                    break;
                }
                done++;
            }
        } finally {
            // also on the way out of an error: what was completed before it is completed
            source.processed(batch, done);
        }
        return done;
    }

    @Override
    public int processBatch(Queue<Object> exchanges) {
        // a batch is processed as a whole, see process(Batch), because its cursor belongs to it
        throw new UnsupportedOperationException();
    }

    private boolean process(SourceRecord record, int index, int size) {
        Exchange exchange = createExchange(false);
        try {
            exchange.setProperty(Exchange.BATCH_INDEX, index);
            exchange.setProperty(Exchange.BATCH_SIZE, size);
            exchange.setProperty(Exchange.BATCH_COMPLETE, index == size - 1);
            fill(exchange.getMessage(), record);
            try {
                getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
            if (!exchange.isFailed() && !exchange.isRollbackOnly() && !exchange.isRollbackOnlyLast()) {
                return true;
            }
            if (exchange.getException() != null) {
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

    private void fill(Message message, SourceRecord record) {
        message.setBody(record.value());
        if (record.key() != null) {
            message.setHeader(Neo4jStreamsConstants.KEY, record.key());
            message.setHeader(KAFKA_KEY, record.key().toString());
        }
        message.setHeader(
                Neo4jStreamsConstants.DATABASE, graph.contact(AccessMode.READ).database());
        record.change().ifPresent(change -> describe(message, change));
    }

    private static void describe(Message message, ChangeEvent change) {
        message.setHeader(Neo4jStreamsConstants.CHANGE_ID, change.id());
        message.setHeader(Neo4jStreamsConstants.TX_ID, change.txId());
        message.setHeader(Neo4jStreamsConstants.SEQ, change.seq());
        message.setHeader(Neo4jStreamsConstants.OPERATION, change.operation().name());
        message.setHeader(Neo4jStreamsConstants.ENTITY_TYPE, change.entityType().name());
        message.setHeader(Neo4jStreamsConstants.ELEMENT_ID, change.elementId());
        if (change.labels() != null) {
            message.setHeader(Neo4jStreamsConstants.LABELS, List.copyOf(change.labels()));
        }
        if (change.relationshipType() != null) {
            message.setHeader(Neo4jStreamsConstants.RELATIONSHIP_TYPE, change.relationshipType());
        }
        if (change.metadata("txCommitTime") instanceof ZonedDateTime committed) {
            message.setHeader(Neo4jStreamsConstants.COMMIT_TIME, committed);
            message.setHeader(Exchange.MESSAGE_TIMESTAMP, committed.toInstant().toEpochMilli());
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (graph != null) {
            keepCursor();
            graph.close();
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
