package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.MessageReader.Received;
import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.graph.Committed;
import io.github.neo4jstreams.graph.Counters;
import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.graph.Fence;
import io.github.neo4jstreams.graph.Fence.Mark;
import io.github.neo4jstreams.graph.Fence.Partition;
import io.github.neo4jstreams.graph.Fence.Written;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.GraphTransaction;
import io.github.neo4jstreams.graph.Work;
import io.github.neo4jstreams.message.Coordinates;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.sink.BatchPlan;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.PlannedStatement;
import io.github.neo4jstreams.sink.RefusedActionsException;
import io.github.neo4jstreams.sink.SharedNodeException;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the messages of one exchange to the leader, in order, in as few transactions as the batch size allows. A message that
 * can't be applied is rejected alone: what is wrong with it by itself is seen before the first transaction; what only the
 * server finds is searched for by halving the batch that failed, in order, so that every other message is applied, at the cost
 * of a transaction or two for each halving.
 *
 * <p>With a fence, each transaction locks it first and then applies what it has not seen; a rejected message is behind the
 * fence with those that follow it in its partition, or at the end, after whoever takes it has it. Not thread-safe; for one
 * exchange.
 */
final class SinkWriter {

    private static final Logger LOG = LoggerFactory.getLogger(SinkWriter.class);

    private final Graph graph;
    private final SinkStrategy strategy;
    private final Settings settings;

    private final Counters counters = new Counters();
    private List<String> bookmarks = List.of();
    private long applied;
    private long skipped;
    private long rejected;
    private long transactions;

    /** Rejected, and not behind the fence yet: it moves over them with the records behind them, or at the end. */
    private final List<Mark> passedOver = new ArrayList<>();

    /**
     * How to write.
     *
     * @param work      what each transaction is to know
     * @param batchSize most messages in a transaction
     * @param rejection what becomes of messages that can't be applied
     * @param fence     where the offsets are kept, or null if nobody minds a record twice
     * @param sentAgain whether records that can't be written are sent again before any later ones of their partition
     */
    record Settings(Work work, int batchSize, Rejection rejection, Fence fence, boolean sentAgain) {}

    /**
     * What became of the messages.
     *
     * @param applied      how many are written
     * @param skipped      how many were written before
     * @param rejected     how many can't be
     * @param transactions how many it took, those that failed among them
     * @param counters     what changed
     * @param bookmarks    the state of the database after it; none if there was nothing to write
     */
    record Outcome(
            long applied,
            long skipped,
            long rejected,
            long transactions,
            Map<String, Long> counters,
            List<String> bookmarks) {}

    /** @param mark null without a fence */
    private record Item(Received received, Mark mark, List<GraphAction> actions, RuntimeException invalid) {}

    /** Messages that the graph is not ready for, by their places in what was to be written. */
    private static final class RefusedItemsException extends InvalidMessageException {

        private static final long serialVersionUID = 1L;

        private final transient Set<Item> items;

        RefusedItemsException(RefusedActionsException cause, Set<Item> items) {
            super(cause.getMessage(), cause);
            this.items = items;
        }
    }

    SinkWriter(Graph graph, SinkStrategy strategy, Settings settings) {
        this.graph = graph;
        this.strategy = strategy;
        this.settings = settings;
    }

    /** @throws RuntimeException if a message can't be applied and the batch must not go on, or no server would take it */
    Outcome write(List<Received> messages) {
        if (settings.fence() == null) {
            return write(messages, Collections.nCopies(messages.size(), null));
        }
        List<Mark> marks = marksOf(messages);
        return settings.sentAgain() ? write(messages, marks) : writeUnlessBehindFailed(messages, marks);
    }

    private Outcome writeUnlessBehindFailed(List<Received> messages, List<Mark> marks) {
        try {
            if (settings.fence().isBehindFailed(marks)) {
                transact(tx -> {
                    settings.fence().refuseBehindFailed(tx, marks);
                    return null;
                });
            }
            return write(messages, marks);
        } catch (RuntimeException e) {
            settings.fence().failed(marks);
            throw e;
        }
    }

    private Outcome write(List<Received> messages, List<Mark> marks) {
        List<Item> items = judge(messages, marks);
        for (int from = 0; from < items.size(); from += settings.batchSize()) {
            List<Item> batch = items.subList(from, Math.min(from + settings.batchSize(), items.size()));
            rejectUnwritten(
                    batch.stream().filter(item -> item.invalid() != null).toList());
            apply(batch.stream().filter(item -> item.invalid() == null).toList());
        }
        if (!passedOver.isEmpty()) {
            transact(tx -> settings.fence().advance(tx, passedOver).get());
        }
        return new Outcome(applied, skipped, rejected, transactions, counters.toMap(), bookmarks);
    }

    /** All messages are judged before the first is written: a batch that has to fail fails before it has begun. */
    private List<Item> judge(List<Received> messages, List<Mark> marks) {
        List<Item> items = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            Received received = messages.get(i);
            try {
                items.add(new Item(received, marks.get(i), strategy.actions(received.message()), null));
            } catch (InvalidMessageException | UnsupportedValueException e) {
                if (!settings.rejection().goesOn()) {
                    settings.rejection().reject(received, e);
                }
                items.add(new Item(received, marks.get(i), List.of(), e));
            }
        }
        return items;
    }

    private static List<Mark> marksOf(List<Received> messages) {
        Map<Partition, Mark> last = new HashMap<>();
        return messages.stream().map(received -> mark(received.message(), last)).toList();
    }

    private static Mark mark(Message message, Map<Partition, Mark> last) {
        Coordinates at = message.coordinates()
                .orElseThrow(
                        () -> new IllegalArgumentException("exactlyOnce=true needs to know where each message stands:"
                                + " one has no topic, partition and offset. Read from kafka, or turn it off"));
        Mark mark = Mark.of(at.topic(), at.partition(), at.offset(), message.timestamp());
        Mark before = last.put(mark.partition(), mark);
        if (before != null && before.offset() >= mark.offset()) {
            throw new IllegalArgumentException("exactlyOnce=true needs the records of a partition in their order, but "
                    + mark + " comes after " + before + ": leave them as Kafka has them, or turn it off");
        }
        return mark;
    }

    private void rejectUnwritten(List<Item> items) {
        List<Item> unwritten = items;
        if (settings.fence() != null && !items.isEmpty()) {
            unwritten = transact(tx ->
                    unwritten(items, settings.fence().lock(tx, marks(items)).get()));
            skipped += items.size() - unwritten.size();
        }
        unwritten.forEach(item -> reject(item, item.invalid()));
    }

    private void reject(Item item, RuntimeException why) {
        settings.rejection().reject(item.received(), why);
        rejected++;
        if (item.mark() != null) {
            passedOver.add(item.mark());
        }
    }

    private void apply(List<Item> items) {
        if (items.isEmpty()) {
            return;
        }
        try {
            attempt(items);
        } catch (RefusedItemsException e) {
            if (items.size() == 1 || !settings.rejection().goesOn()) {
                items.stream().filter(e.items::contains).forEach(item -> reject(item, (RuntimeException) e.getCause()));
            } else {
                applyAround(e.items, items);
            }
        } catch (RuntimeException e) {
            if (!isBadData(e) || !settings.rejection().goesOn()) {
                throw e;
            }
            if (items.size() == 1) {
                reject(items.get(0), e);
            } else {
                LOG.debug("A batch of {} is halved: {}", items.size(), ErrorClass.oneLine(e));
                apply(items.subList(0, items.size() / 2));
                apply(items.subList(items.size() / 2, items.size()));
            }
        }
    }

    /** The plan of a batch may accuse the wrong ones; each of them by itself will show. */
    private void applyAround(Set<Item> accused, List<Item> items) {
        int from = 0;
        for (int i = 0; i < items.size(); i++) {
            if (accused.contains(items.get(i))) {
                apply(items.subList(from, i));
                apply(items.subList(i, i + 1));
                from = i + 1;
            }
        }
        apply(items.subList(from, items.size()));
    }

    private void attempt(List<Item> items) {
        try {
            commit(items, false);
        } catch (ReorderedException e) {
            // what goes wrong in another order than that of the messages may go right in theirs
            LOG.debug("A batch of {} is applied in the order of its messages: {}", items.size(), e.getMessage());
            commit(items, true);
        }
    }

    /** A batch has to be applied in its own order. */
    private static final class ReorderedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ReorderedException(RuntimeException cause) {
            super(ErrorClass.oneLine(cause), cause);
        }
    }

    private void commit(List<Item> items, boolean inOrder) {
        BatchPlan plan = plan(items, inOrder);
        long written;
        try {
            written = transact(tx -> {
                runUnlessWritten(plan, items, tx);
                return items.size();
            });
        } catch (WrittenBeforeException e) {
            LOG.debug("Some of a batch of {} are written", items.size());
            written = transact(tx -> {
                List<Item> unwritten = unwritten(items, advance(items, tx).get());
                run(plan(unwritten, inOrder), unwritten, tx);
                return unwritten.size();
            });
        }
        applied += written;
        skipped += items.size() - written;
        passedOver.removeAll(new HashSet<>(passedWith(items)));
    }

    /** Not all of a batch is to be written. */
    private static final class WrittenBeforeException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * What the fence says is nearly always that nothing is written, so nobody waits for it: it is only looked at before the
     * transaction is committed, or judged by what went wrong in it.
     */
    private void runUnlessWritten(BatchPlan plan, List<Item> items, GraphTransaction tx) {
        if (settings.fence() == null) {
            run(plan, items, tx);
            return;
        }
        Supplier<Written> written = advance(items, tx);
        RuntimeException failure = null;
        try {
            run(plan, items, tx);
        } catch (RuntimeException e) {
            failure = e;
        }
        if (unwritten(items, written.get()).size() < items.size()) {
            throw new WrittenBeforeException();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private Supplier<Written> advance(List<Item> items, GraphTransaction tx) {
        List<Mark> marks = new ArrayList<>(marks(items));
        marks.addAll(passedWith(items));
        return settings.fence().advance(tx, marks);
    }

    /** The rejected ones before these: everything before them in their partition is written, too, once these are. */
    private List<Mark> passedWith(List<Item> items) {
        if (passedOver.isEmpty()) {
            return List.of();
        }
        Map<Partition, Long> last = new HashMap<>();
        items.forEach(item -> last.merge(item.mark().partition(), item.mark().offset(), Math::max));
        return passedOver.stream()
                .filter(mark -> mark.offset() < last.getOrDefault(mark.partition(), -1L))
                .toList();
    }

    private void run(BatchPlan plan, List<Item> items, GraphTransaction tx) {
        try {
            List<Statement> statements =
                    plan.statements().stream().map(PlannedStatement::statement).toList();
            if (plan.returnsFewRows()) {
                plan.check(tx.runAll(statements));
            } else {
                statements.forEach(tx::run);
            }
        } catch (RuntimeException e) {
            if (plan.isReordered() && wantsItsOwnOrder(e, items)) {
                throw new ReorderedException(e);
            }
            throw e instanceof RefusedActionsException refused
                    ? new RefusedItemsException(refused, itemsOf(refused.actions(), items))
                    : e;
        }
    }

    /** If a batch can be halved, that will do as well, and costs fewer statements than a message each. */
    private boolean wantsItsOwnOrder(RuntimeException e, List<Item> items) {
        return e instanceof SharedNodeException
                || isBadData(e) && (items.size() == 1 || !settings.rejection().goesOn());
    }

    private static boolean isBadData(RuntimeException e) {
        return e instanceof InvalidMessageException
                || e instanceof UnsupportedValueException
                || ErrorClass.isAnswer(e) && ErrorClass.of(e) == ErrorClass.DATA;
    }

    private <T> T transact(Function<GraphTransaction, T> statements) {
        transactions++;
        Committed<T> committed = graph.transact(settings.work(), statements);
        counters.add(committed.counters());
        bookmarks = committed.bookmarks();
        return committed.result();
    }

    private static BatchPlan plan(List<Item> items, boolean inOrder) {
        List<GraphAction> actions = new ArrayList<>(items.size());
        items.forEach(item -> actions.addAll(item.actions()));
        return inOrder ? BatchPlan.inOrder(actions) : BatchPlan.of(actions);
    }

    private static List<Item> unwritten(List<Item> items, Written written) {
        return items.stream().filter(item -> !written.contains(item.mark())).toList();
    }

    private static List<Mark> marks(List<Item> items) {
        return items.stream().map(Item::mark).toList();
    }

    private static Set<Item> itemsOf(List<Integer> actions, List<Item> items) {
        NavigableSet<Integer> numbers = new TreeSet<>(actions);
        // by identity: two messages may ask for the same
        Set<Item> found = Collections.newSetFromMap(new IdentityHashMap<>());
        int from = 0;
        for (Item item : items) {
            int to = from + item.actions().size();
            if (!numbers.subSet(from, to).isEmpty()) {
                found.add(item);
            }
            from = to;
        }
        return found;
    }
}
