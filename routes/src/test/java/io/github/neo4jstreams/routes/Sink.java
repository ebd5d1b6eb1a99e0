package io.github.neo4jstreams.routes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.AsyncProcessorSupport;

/** Stands in for the graph: writes a batch as a whole or not at all, asynchronously, and remembers what it did in order. */
final class Sink extends AsyncProcessorSupport {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "sink");
        thread.setDaemon(true);
        return thread;
    });

    record Row(int partition, long offset) {}

    final List<List<Row>> attempts = Collections.synchronizedList(new ArrayList<>());
    final List<Row> written = Collections.synchronizedList(new ArrayList<>());

    /** What becomes of a batch: completes, fails, or waits. */
    volatile Function<List<Row>, CompletableFuture<Void>> fate = rows -> done();

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        List<Row> rows = new ArrayList<>();
        for (Object element : exchange.getMessage().getBody(List.class)) {
            Message message = ((Exchange) element).getMessage();
            rows.add(new Row(
                    message.getHeader(KafkaConstants.PARTITION, int.class),
                    message.getHeader(KafkaConstants.OFFSET, long.class)));
        }
        attempts.add(rows);
        fate.apply(rows)
                .whenCompleteAsync(
                        (nothing, failure) -> {
                            if (failure == null) {
                                written.addAll(rows);
                            } else {
                                exchange.setException(failure);
                            }
                            callback.done(false);
                        },
                        THREADS);
        return false;
    }

    static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    static CompletableFuture<Void> fail() {
        return CompletableFuture.failedFuture(new IllegalStateException("the graph is away"));
    }

    /** Fails so many times, and is well then. */
    Sink failing(int times) {
        AtomicInteger left = new AtomicInteger(times);
        fate = rows -> left.getAndDecrement() > 0 ? fail() : done();
        return this;
    }

    /** What was written of a partition, in that order. */
    List<Long> offsets(int partition) {
        synchronized (written) {
            return written.stream()
                    .filter(row -> row.partition() == partition)
                    .map(Row::offset)
                    .toList();
        }
    }
}
