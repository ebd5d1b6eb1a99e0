package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.monitor.SinkMonitor;
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
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.sink.BatchPlan;
import io.github.neo4jstreams.sink.PlannedStatement;
import io.github.neo4jstreams.sink.RefusedActionsException;
import io.github.neo4jstreams.sink.SharedNodeException;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
 * The transactions that write the messages of one exchange, and what they add up to. With a fence, each locks it first and
 * applies what it has not seen. Not thread-safe.
 */
final class SinkTransactions {

    private static final Logger LOG = LoggerFactory.getLogger(SinkTransactions.class);

    private final Graph graph;
    private final SinkStrategy strategy;
    private final Work work;
    private final Fence fence;
    private final AdaptiveSize size;
    private final SinkMonitor monitor;

    private final Counters counters = new Counters();
    private List<String> bookmarks = List.of();
    private long applied;
    private long skipped;
    private long transactions;
    /** The last of them. */
    private Duration took = Duration.ZERO;

    /** Not to be written, and not behind the fence yet: it moves over them with the records behind them, or at the end. */
    private final List<Mark> passedOver = new ArrayList<>();

    /** Messages that the graph is not ready for. */
    static final class RefusedItemsException extends InvalidMessageException {

        private static final long serialVersionUID = 1L;

        private final transient Set<SinkItem> items;
        private final RefusedActionsException refusal;

        private RefusedItemsException(RefusedActionsException refusal, Set<SinkItem> items) {
            super(refusal.getMessage(), refusal);
            this.items = items;
            this.refusal = refusal;
        }

        boolean accuses(SinkItem item) {
            return items.contains(item);
        }

        RefusedActionsException refusal() {
            return refusal;
        }
    }

    /** A batch has to be applied in its own order. */
    private static final class ReorderedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ReorderedException(RuntimeException cause) {
            super(ErrorClass.oneLine(cause), cause);
        }
    }

    /** Not all of a batch is to be written. */
    private static final class WrittenBeforeException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * @param strategy says what else is to be done if a plan doesn't work
     * @param work     what each transaction is to know
     * @param fence    where the offsets are kept, or null if nobody minds a record twice
     * @param size     of the batches, learns from them
     * @param monitor  is told what was written
     */
    SinkTransactions(
            Graph graph, SinkStrategy strategy, Work work, Fence fence, AdaptiveSize size, SinkMonitor monitor) {
        this.graph = graph;
        this.strategy = strategy;
        this.work = work;
        this.fence = fence;
        this.size = size;
        this.monitor = monitor;
    }

    /** Whether an error says that a message of the batch can't be applied, and not that the server can't. */
    static boolean isBadData(RuntimeException e) {
        return e instanceof InvalidMessageException
                || e instanceof UnsupportedValueException
                || ErrorClass.isAnswer(e) && ErrorClass.of(e) == ErrorClass.DATA;
    }

    /**
     * Writes a batch in one transaction, but for those that were written before.
     *
     * @param plan      of the items
     * @param divisible whether the caller tries the halves of a batch that can't be written
     * @throws RefusedItemsException if the graph is not ready for some of it, and nothing is written
     */
    void write(List<SinkItem> items, BatchPlan plan, boolean divisible) {
        try {
            write(items, plan, divisible, false);
        } catch (ReorderedException e) {
            // what goes wrong in another order than that of the messages may go right in theirs
            LOG.debug("A batch of {} is applied in the order of its messages: {}", items.size(), e.getMessage());
            write(items, SinkBatches.planned(strategy, items, true), divisible, true);
        }
    }

    private void write(List<SinkItem> items, BatchPlan plan, boolean divisible, boolean inOrder) {
        long written;
        try {
            written = transact(tx -> {
                runUnlessWritten(plan, items, divisible, tx);
                return items.size();
            });
        } catch (WrittenBeforeException e) {
            LOG.debug("Some of a batch of {} are written", items.size());
            written = transact(tx -> {
                List<SinkItem> unwritten = unwritten(items, advance(items, tx).get());
                run(SinkBatches.planned(strategy, unwritten, inOrder), unwritten, divisible, tx);
                return unwritten.size();
            });
        }
        applied += written;
        size.done((int) written, took);
        skipped += items.size() - written;
        monitor.written((int) written, (int) (items.size() - written), took);
        passedOver.removeAll(new HashSet<>(passedWith(items)));
    }

    /** Those that have not been written before; asks the fence if there is one. */
    List<SinkItem> unwritten(List<SinkItem> items) {
        if (fence == null || items.isEmpty()) {
            return items;
        }
        List<SinkItem> unwritten =
                transact(tx -> unwritten(items, fence.lock(tx, marks(items)).get()));
        skipped += items.size() - unwritten.size();
        monitor.skipped(items.size() - unwritten.size());
        return unwritten;
    }

    /** Somebody else has it now: from here on the fence may move past it. */
    void passOver(SinkItem item) {
        if (fence != null) {
            passedOver.add(item.mark());
        }
    }

    /** Moves the fence over what nothing was written behind. */
    void finish() {
        if (!passedOver.isEmpty()) {
            transact(tx -> fence.advance(tx, passedOver).get());
        }
    }

    /** @throws io.github.neo4jstreams.graph.SkippedRecordsException if records before these failed and nobody wrote them */
    void refuseBehindFailed(Collection<Mark> marks) {
        if (fence.isBehindFailed(marks)) {
            transact(tx -> {
                fence.refuseBehindFailed(tx, marks);
                return null;
            });
        }
    }

    /** @param rejected how many the caller has passed over */
    SinkWriter.Outcome outcome(long rejected) {
        return new SinkWriter.Outcome(applied, skipped, rejected, transactions, counters.toMap(), bookmarks);
    }

    /**
     * What the fence says is nearly always that nothing is written, so nobody waits for it: it is only looked at before the
     * transaction is committed, or judged by what went wrong in it.
     */
    private void runUnlessWritten(BatchPlan plan, List<SinkItem> items, boolean divisible, GraphTransaction tx) {
        if (fence == null) {
            run(plan, items, divisible, tx);
            return;
        }
        Supplier<Written> written = advance(items, tx);
        RuntimeException failure = null;
        try {
            run(plan, items, divisible, tx);
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

    private Supplier<Written> advance(List<SinkItem> items, GraphTransaction tx) {
        List<Mark> marks = new ArrayList<>(marks(items));
        marks.addAll(passedWith(items));
        return fence.advance(tx, marks);
    }

    /** The passed over before these: everything before them in their partition is written, too, once these are. */
    private List<Mark> passedWith(List<SinkItem> items) {
        if (passedOver.isEmpty()) {
            return List.of();
        }
        Map<Partition, Long> last = new HashMap<>();
        items.forEach(item -> last.merge(item.mark().partition(), item.mark().offset(), Math::max));
        return passedOver.stream()
                .filter(mark -> mark.offset() < last.getOrDefault(mark.partition(), -1L))
                .toList();
    }

    private static void run(BatchPlan plan, List<SinkItem> items, boolean divisible, GraphTransaction tx) {
        try {
            List<Statement> statements =
                    plan.statements().stream().map(PlannedStatement::statement).toList();
            if (plan.returnsFewRows()) {
                plan.check(tx.runAll(statements));
            } else {
                statements.forEach(tx::run);
            }
        } catch (RuntimeException e) {
            if (plan.isReordered() && wantsItsOwnOrder(e, divisible)) {
                throw new ReorderedException(e);
            }
            throw e instanceof RefusedActionsException refused
                    ? new RefusedItemsException(refused, itemsOf(refused.actions(), items))
                    : e;
        }
    }

    /** If a batch can be halved, that will do as well, and costs fewer statements than a message each. */
    private static boolean wantsItsOwnOrder(RuntimeException e, boolean divisible) {
        return e instanceof SharedNodeException || isBadData(e) && !divisible;
    }

    private <T> T transact(Function<GraphTransaction, T> statements) {
        transactions++;
        Committed<T> committed = graph.transact(work, statements);
        counters.add(committed.counters());
        bookmarks = committed.bookmarks();
        took = committed.took();
        return committed.result();
    }

    private static List<SinkItem> unwritten(List<SinkItem> items, Written written) {
        return items.stream().filter(item -> !written.contains(item.mark())).toList();
    }

    private static List<Mark> marks(List<SinkItem> items) {
        return items.stream().map(SinkItem::mark).toList();
    }

    private static Set<SinkItem> itemsOf(List<Integer> actions, List<SinkItem> items) {
        NavigableSet<Integer> numbers = new TreeSet<>(actions);
        // by identity: two messages may ask for the same
        Set<SinkItem> found = Collections.newSetFromMap(new IdentityHashMap<>());
        int from = 0;
        for (SinkItem item : items) {
            int to = from + item.actions();
            if (!numbers.subSet(from, to).isEmpty()) {
                found.add(item);
            }
            from = to;
        }
        return found;
    }
}
