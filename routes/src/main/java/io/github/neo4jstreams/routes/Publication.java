package io.github.neo4jstreams.routes;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The right to publish with a cursor, which lasts until somebody else takes it over or something fails. Thread-safe.
 */
final class Publication implements AutoCloseable {

    /** By number, so that cursors stay in order also in a topic that has been given more partitions. */
    static final int CURSOR_PARTITION = 0;

    /** There is nothing to wait for: whoever takes over ends what is open. */
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final String name;
    private final String cursorTopic;
    private final Producer<String, String> producer;
    private String cursor;

    /**
     * @param name     of the cursor
     * @param producer ours from now on, its transactions are initialised
     * @param cursor   that is committed; null if none is
     */
    Publication(String name, String cursorTopic, Producer<String, String> producer, String cursor) {
        this.name = name;
        this.cursorTopic = cursorTopic;
        this.producer = producer;
        this.cursor = cursor;
    }

    /** That was committed last; null if none was. */
    synchronized String cursor() {
        return cursor;
    }

    /**
     * Commits records and the cursor behind them.
     *
     * @throws RuntimeException if it failed, or nobody knows; then it is over with this publication
     */
    synchronized void commit(List<ProducerRecord<String, String>> records, String next) {
        producer.beginTransaction();
        try {
            records.forEach(producer::send);
            producer.send(new ProducerRecord<>(cursorTopic, CURSOR_PARTITION, name, next));
            // fails if one of them was not acknowledged
            producer.commitTransaction();
        } catch (RuntimeException e) {
            abort(e);
            throw e;
        }
        cursor = next;
    }

    /** So that readers aren't held up until somebody takes over. A producer that doesn't know what it did won't do it. */
    private void abort(RuntimeException failure) {
        uninterrupted(() -> {
            try {
                producer.abortTransaction();
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
            }
        });
    }

    /** Whoever is told to stop in the middle of a commit, when a lease is lost for example, still cleans up. */
    private static void uninterrupted(Runnable step) {
        boolean interrupted = Thread.interrupted();
        try {
            step.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** May be called while another thread commits, which fails then. */
    @Override
    public void close() {
        uninterrupted(() -> producer.close(CLOSING));
    }
}
