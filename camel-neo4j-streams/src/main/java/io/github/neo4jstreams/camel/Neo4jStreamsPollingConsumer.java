package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.graph.AccessMode;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.source.Batch;
import io.github.neo4jstreams.source.GroupBy;
import io.github.neo4jstreams.source.Source;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.support.PollingConsumerSupport;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code pollEnrich} and a {@code ConsumerTemplate} receive: reads just what it hands out, when it is asked for it. The cursor
 * moves when the exchange that got it has completed; if that fails, the same is handed out again, with all that was handed out
 * behind it. Thread-safe: several exchanges may be under way, and get one after the other what there is.
 */
class Neo4jStreamsPollingConsumer extends PollingConsumerSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Neo4jStreamsPollingConsumer.class);

    private final Neo4jStreamsEndpoint endpoint;
    private final Function<Graph, Source> sourceOver;
    private final SourceExchanges exchanges;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Graph graph;
    private Source source;
    private HandedOut handedOut;

    /** What was read and not yet handed out: the rest of one change that is several records. */
    private Batch batch;

    private int next;

    Neo4jStreamsPollingConsumer(Neo4jStreamsEndpoint endpoint, Function<Graph, Source> sourceOver) {
        super(endpoint);
        this.endpoint = endpoint;
        this.sourceOver = sourceOver;
        this.exchanges = SourceExchanges.of(endpoint);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        graph = endpoint.openGraph(() -> !isRunAllowed());
        source = sourceOver.apply(graph);
        handedOut = new HandedOut(source);
        batch = null;
    }

    @Override
    protected void doStop() throws Exception {
        locked(changed::signalAll);
        graph.close();
        super.doStop();
    }

    @Override
    public Exchange receive() {
        return receive(Long.MAX_VALUE);
    }

    @Override
    public Exchange receiveNoWait() {
        return receive(0);
    }

    /** @return null if there was nothing for so many milliseconds; an outage is waited out for {@code retryTimeout} besides */
    @Override
    public Exchange receive(long timeout) {
        long begin = System.nanoTime();
        lock.lock();
        try {
            while (isRunAllowed()) {
                Exchange exchange = next();
                if (exchange != null) {
                    return exchange;
                }
                long rest = timeout - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
                if (rest <= 0) {
                    return null;
                }
                changed.await(Math.min(rest, endpoint.getDelay()), TimeUnit.MILLISECONDS);
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** The next exchange, or null if there is nothing now. */
    private Exchange next() {
        if (batch == null || next == batch.records().size()) {
            graph.contact(AccessMode.READ);
            batch = source.poll(endpoint.getGroupBy() == GroupBy.POLL ? endpoint.getMaxMessagesPerPoll() : 1);
            next = 0;
        }
        if (batch.records().isEmpty()) {
            if (handedOut.isEmpty()) {
                // a cursor moves also when nothing matched
                source.processed(batch, 0);
            }
            return null;
        }
        source.refuseTakenOver();
        int end = endpoint.getGroupBy().end(batch.records(), next);
        Exchange exchange = endpoint.createExchange();
        exchanges.fill(
                exchange, batch, next, end, graph.contact(AccessMode.READ).database());
        exchange.getExchangeExtension().addOnCompletion(new Outcome(handedOut.add(batch, end)));
        next = end;
        return exchange;
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    /** Tells what has become of what was handed out. */
    private final class Outcome extends SynchronizationAdapter {

        private final HandedOut.Part part;

        Outcome(HandedOut.Part part) {
            this.part = part;
        }

        @Override
        public void onComplete(Exchange exchange) {
            locked(() -> {
                try {
                    part.done();
                } catch (RuntimeException e) {
                    takeBack();
                    LOG.warn(
                            "{}: the cursor could not be moved, and what was handed out comes again ({})",
                            endpoint.shortName(),
                            e.getMessage());
                }
            });
        }

        @Override
        public void onFailure(Exchange exchange) {
            locked(() -> {
                if (part.failed()) {
                    batch = null;
                    changed.signalAll();
                }
            });
        }

        private void takeBack() {
            handedOut.takeBack();
            batch = null;
        }
    }
}
