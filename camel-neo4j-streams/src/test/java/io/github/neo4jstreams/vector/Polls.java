package io.github.neo4jstreams.vector;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/** Counts the polls of a source, so that a test knows when it has looked. */
final class Polls extends DefaultPollingConsumerPollStrategy {

    private long begun;
    private long ended;
    private long lastThatFoundNothing;
    private Exception lastError;

    @Override
    public synchronized boolean begin(Consumer consumer, Endpoint endpoint) {
        begun++;
        return true;
    }

    @Override
    public synchronized void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        ended = begun;
        if (polledMessages == 0) {
            lastThatFoundNothing = begun;
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) throws Exception {
        synchronized (this) {
            lastError = cause;
        }
        return super.rollback(consumer, endpoint, retryCounter, cause);
    }

    synchronized long begun() {
        return begun;
    }

    synchronized boolean anyEnded() {
        return ended > 0;
    }

    /** Whether a poll that began after so many others found nothing more. */
    synchronized boolean foundNothingSince(long begunBefore) {
        return lastThatFoundNothing > begunBefore;
    }

    synchronized Exception lastError() {
        return lastError;
    }
}
