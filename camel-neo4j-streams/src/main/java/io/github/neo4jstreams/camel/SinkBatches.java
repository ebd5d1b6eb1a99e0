package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.graph.Fence.Mark;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.sink.BatchPlan;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Cuts messages into batches, reads and plans them. While the server works on one batch, another thread makes the next; never
 * more than that one, so that memory is bounded by two batches. Used by one thread.
 */
final class SinkBatches {

    private final SinkStrategy strategy;
    private final Rejection rejection;
    private final BatchSize size;
    private final Executor ahead;
    private final List<Received> messages;
    private final List<Mark> marks;

    private int from;
    private CompletableFuture<Batch> next;

    /**
     * A batch that is ready to be written.
     *
     * @param valid   in their order
     * @param invalid those that can't be applied, and why is known already
     * @param plan    of the valid ones
     */
    record Batch(List<SinkItem> valid, List<SinkItem> invalid, BatchPlan plan) {}

    /**
     * @param size  of the batches
     * @param ahead runs what makes the next batch
     * @param marks of the messages, in their order; nulls if nobody minds a record twice
     */
    SinkBatches(
            SinkStrategy strategy,
            Rejection rejection,
            BatchSize size,
            Executor ahead,
            List<Received> messages,
            List<Mark> marks) {
        this.strategy = strategy;
        this.rejection = rejection;
        this.size = size;
        this.ahead = ahead;
        this.messages = messages;
        this.marks = marks;
    }

    /**
     * The next batch, or null at the end.
     *
     * @throws InvalidMessageException if a message in it can't be applied, and nobody takes it
     */
    Batch next() {
        if (next == null && from == messages.size()) {
            return null;
        }
        Batch batch = next == null ? make() : join(next);
        next = from == messages.size() ? null : CompletableFuture.supplyAsync(this::make, ahead);
        return batch;
    }

    /** Waits until nobody looks at the messages any more. */
    void close() {
        if (next != null) {
            next.exceptionally(nobodyWantsIt -> null).join();
            next = null;
        }
    }

    private static Batch join(CompletableFuture<Batch> made) {
        try {
            return made.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The thread that asks for a batch waits for the one before it, so there is one at a time. */
    private Batch make() {
        int end = size.end(messages, from);
        List<SinkItem> valid = new ArrayList<>(end - from);
        List<SinkItem> invalid = new ArrayList<>(0);
        List<GraphAction> actions = new ArrayList<>(end - from);
        for (; from < end; from++) {
            Received received = messages.get(from);
            Mark mark = marks.get(from);
            try {
                List<GraphAction> asked = actions(strategy, received);
                actions.addAll(asked);
                valid.add(new SinkItem(received, mark, asked.size(), null));
            } catch (InvalidMessageException | UnsupportedValueException e) {
                if (!rejection.goesOn()) {
                    rejection.reject(received, e);
                }
                invalid.add(new SinkItem(received, mark, 0, e));
            }
        }
        return new Batch(valid, invalid, BatchPlan.of(actions).ready());
    }

    /** Another plan, for some of a batch or for its own order; with all that can be done before a transaction begins. */
    static BatchPlan planned(SinkStrategy strategy, List<SinkItem> items, boolean inOrder) {
        List<GraphAction> actions = new ArrayList<>(items.size());
        items.forEach(item -> actions.addAll(actions(strategy, item.received())));
        return (inOrder ? BatchPlan.inOrder(actions) : BatchPlan.of(actions)).ready();
    }

    private static List<GraphAction> actions(SinkStrategy strategy, Received received) {
        List<GraphAction> actions = strategy.actions(received.message());
        // whatever the graph needs is in the actions
        received.message().forget();
        return actions;
    }
}
