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

    /** Enough to abort what is open; if it doesn't come to that, whoever takes over does. */
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
        records.forEach(producer::send);
        producer.send(new ProducerRecord<>(cursorTopic, CURSOR_PARTITION, name, next));
        // fails if one of them was not acknowledged
        producer.commitTransaction();
        cursor = next;
    }

    /** Aborts what is open, if that goes quickly. May be called while another thread commits, which fails then. */
    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
