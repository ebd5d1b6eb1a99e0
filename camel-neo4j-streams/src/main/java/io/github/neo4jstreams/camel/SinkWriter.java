package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.SinkBatches.Batch;
import io.github.neo4jstreams.camel.SinkTransactions.RefusedItemsException;
import io.github.neo4jstreams.camel.monitor.SinkMonitor;
import io.github.neo4jstreams.graph.Counters;
import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.graph.Fence;
import io.github.neo4jstreams.graph.Fence.Mark;
import io.github.neo4jstreams.graph.Fence.Partition;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.Work;
import io.github.neo4jstreams.message.Coordinates;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.sink.BatchPlan;
import io.github.neo4jstreams.sink.SinkStrategy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes messages to the leader, in order, in as few transactions as the size of a batch allows. A message that
 * can't be applied is rejected alone: what is wrong with it by itself is seen before the transaction; what only the
 * server finds is searched for by halving the batch that failed, in order, so that every other message is applied, at the cost
 * of a transaction or two for each halving.
 *
 * <p>With a fence, a rejected message is behind it with those that follow it in its partition, or at the end, after whoever
 * takes it has it. Not thread-safe; for the messages of one exchange, or of some of its partitions.
 */
final class SinkWriter {

    private static final Logger LOG = LoggerFactory.getLogger(SinkWriter.class);

    private final SinkStrategy strategy;
    private final Settings settings;
    private final SinkTransactions transactions;

    private long rejected;

    /**
     * How to write.
     *
     * @param work      what each transaction is to know
     * @param size      of the batches, each a transaction
     * @param rejection what becomes of messages that can't be applied
     * @param fence     where the offsets are kept, or null if nobody minds a record twice
     * @param threads   for what is done at the same time: each has to begin at once
     * @param monitor   is told what becomes of the messages
     */
    record Settings(
            Work work, BatchSize size, Rejection rejection, Fence fence, Executor threads, SinkMonitor monitor) {}

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
            List<String> bookmarks) {

        Outcome plus(Outcome other) {
            Counters sum = new Counters();
            sum.add(counters);
            sum.add(other.counters);
            return new Outcome(
                    applied + other.applied,
                    skipped + other.skipped,
                    rejected + other.rejected,
                    transactions + other.transactions,
                    sum.toMap(),
                    Stream.concat(bookmarks.stream(), other.bookmarks.stream())
                            .distinct()
                            .toList());
        }
    }

    SinkWriter(Graph graph, SinkStrategy strategy, Settings settings) {
        this.strategy = strategy;
        this.settings = settings;
        this.transactions = new SinkTransactions(
                graph,
                strategy,
                settings.work(),
                settings.fence(),
                settings.size().messages(),
                settings.monitor());
    }

    /**
     * Writes them all.
     *
     * @param sentAgain whether records that can't be written are sent again before any later ones of their partition
     * @param goesOn    asked before each batch; it throws if there is no point in writing it
     * @throws RuntimeException if a message can't be applied and the batch must not go on, or no server would take it
     */
    Outcome write(List<Received> messages, boolean sentAgain, Runnable goesOn) {
        if (settings.fence() == null) {
            return write(messages, Collections.nCopies(messages.size(), null), goesOn);
        }
        List<Mark> marks = marksOf(messages);
        return sentAgain ? write(messages, marks, goesOn) : writeUnlessBehindFailed(messages, marks, goesOn);
    }

    private Outcome writeUnlessBehindFailed(List<Received> messages, List<Mark> marks, Runnable goesOn) {
        try {
            transactions.refuseBehindFailed(marks);
            return write(messages, marks, goesOn);
        } catch (RuntimeException e) {
            settings.fence().failed(marks);
            throw e;
        }
    }

    private Outcome write(List<Received> messages, List<Mark> marks, Runnable goesOn) {
        SinkBatches batches =
                new SinkBatches(strategy, settings.rejection(), settings.size(), settings.threads(), messages, marks);
        try {
            for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
                goesOn.run();
                transactions.unwritten(batch.invalid()).forEach(item -> reject(item, item.invalid()));
                apply(batch.valid(), batch.plan());
            }
        } finally {
            batches.close();
        }
        transactions.finish();
        return transactions.outcome(rejected);
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

    private void reject(SinkItem item, RuntimeException why) {
        settings.rejection().reject(item.received(), why);
        settings.monitor().rejected(item.received().message().toString(), why);
        rejected++;
        transactions.passOver(item);
    }

    private void apply(List<SinkItem> items) {
        apply(items, SinkBatches.planned(strategy, items, false));
    }

    private void apply(List<SinkItem> items, BatchPlan plan) {
        if (items.isEmpty()) {
            return;
        }
        boolean divisible = items.size() > 1 && settings.rejection().goesOn();
        try {
            transactions.write(items, plan, divisible);
        } catch (RefusedItemsException e) {
            if (divisible) {
                applyAround(e::accuses, items);
            } else {
                items.stream().filter(e::accuses).toList().forEach(item -> reject(item, e.refusal()));
            }
        } catch (RuntimeException e) {
            if (!SinkTransactions.isBadData(e) || !settings.rejection().goesOn()) {
                throw e;
            }
            if (divisible) {
                LOG.debug("A batch of {} is halved: {}", items.size(), ErrorClass.oneLine(e));
                apply(items.subList(0, items.size() / 2));
                apply(items.subList(items.size() / 2, items.size()));
            } else {
                reject(items.get(0), e);
            }
        }
    }

    /** The plan of a batch may accuse the wrong ones; each of them by itself will show. */
    private void applyAround(Predicate<SinkItem> accused, List<SinkItem> items) {
        int from = 0;
        for (int i = 0; i < items.size(); i++) {
            if (accused.test(items.get(i))) {
                apply(items.subList(from, i));
                apply(items.subList(i, i + 1));
                from = i + 1;
            }
        }
        apply(items.subList(from, items.size()));
    }
}
