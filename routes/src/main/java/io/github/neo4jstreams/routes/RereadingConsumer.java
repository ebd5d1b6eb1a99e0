package io.github.neo4jstreams.routes;

import io.github.neo4jstreams.camel.AdaptiveSize;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between camel-kafka and a Kafka consumer, and forgets nothing: what one poll returns is committed once it is
 * reported written, and is returned again, from its first record, as long as it is not.
 *
 * <p>camel-kafka keeps the records of several polls in a buffer, which survives a rebalance and is dropped after an error.
 * Here it holds those of one poll at most: after a poll that returned records, the next one returns none without
 * asking Kafka, so that Camel hands its batch over. Whenever Kafka is asked, and so whenever partitions can move, the
 * buffer is empty.
 *
 * <p>camel-kafka makes an exchange of each record. Here it gets one record that stands for all, its value a {@link Batch}, and
 * {@link AtLeastOnce} puts the records in its place before the route sees it.
 *
 * <p>What Kafka returns at once may be handed over in parts, see {@link AdaptiveSize}. Kafka is asked before each part all the
 * same, without wanting records if there are enough, so that it knows that somebody is there; what is left of a partition that moves
 * or is sought is forgotten.
 *
 * <p>Everything but {@link Batch#written()} and {@link Batch#failed} runs on the thread that polls; commits too, since a
 * Kafka consumer must not be used by two threads at once.
 */
final class RereadingConsumer<K, V> implements InvocationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RereadingConsumer.class);
    private static final long FIRST_BACKOFF_MS = 100;
    private static final int MAX_DOUBLINGS = 16;

    private final Consumer<K, V> client;
    private final AdaptiveSize size;
    private final Duration commitTimeout;
    private final Runnable closed;
    private final Unread<K, V> unread = new Unread<>();
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private Batch batch;
    private int failures;

    private RereadingConsumer(Consumer<K, V> client, AdaptiveSize size, Duration commitTimeout, Runnable closed) {
        this.client = client;
        this.size = size;
        this.commitTimeout = commitTimeout;
        this.closed = closed;
    }

    /**
     * A proxy, so that any client will do, and later versions of it as well.
     *
     * @param client who really reads; it must not commit by itself
     * @param size   of what is handed over
     * @param closed called when the client has been closed
     */
    @SuppressWarnings("unchecked")
    static <K, V> Consumer<K, V> over(
            Consumer<K, V> client, AdaptiveSize size, Duration commitTimeout, Runnable closed) {
        return (Consumer<K, V>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                new RereadingConsumer<>(client, size, commitTimeout, closed));
    }

    @Override
    @SuppressWarnings("unchecked") // what seeks takes partitions
    public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
        switch (method.getName()) {
            case "poll" -> {
                return poll(args[0] instanceof Duration timeout ? timeout : Duration.ofMillis((Long) args[0]));
            }
            case "subscribe" -> {
                if (args.length == 2) {
                    return pass(method, args[0], new Forgetting((ConsumerRebalanceListener) args[1]));
                }
            }
            case "seek", "seekToBeginning", "seekToEnd" ->
                unread.drop(args[0] instanceof TopicPartition one ? Set.of(one) : (Collection<TopicPartition>) args[0]);
            case "unsubscribe" -> {
                try {
                    leave();
                } finally {
                    pass(method, args);
                }
                return null;
            }
            case "close" -> {
                try {
                    leave();
                } finally {
                    closed.run();
                    pass(method, args);
                }
                return null;
            }
            default -> {
                // nothing to add
            }
        }
        return pass(method, args);
    }

    private Object pass(Method method, Object... args) throws Throwable {
        try {
            return method.invoke(client, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** At most one record, whose value is a {@link Batch}. */
    private ConsumerRecords<K, Batch> poll(Duration timeout) {
        if (batch != null && batch.offer()) {
            return ConsumerRecords.empty();
        }
        boolean again = !settle();
        commitWritten();
        if (again) {
            unread.add(pollPaused(backoff(timeout)));
        } else if (unread.isEmpty()) {
            unread.add(client.poll(timeout));
        } else {
            unread.add(unread.size() < size.current() ? topUp() : pollPaused(Duration.ZERO));
        }
        ConsumerRecords<K, V> records = unread.take(size.current(), client.paused());
        if (records.isEmpty()) {
            return ConsumerRecords.empty();
        }
        batch = new Batch(records, unread.first(), client);
        TopicPartition first = records.partitions().iterator().next();
        return new ConsumerRecords<>(Map.of(
                first,
                List.of(new ConsumerRecord<>(first.topic(), first.partition(), batch.first.get(first), null, batch))));
    }

    /** @return false if the last batch has to be read again */
    private boolean settle() {
        Batch last = batch;
        batch = null;
        if (last == null) {
            return true;
        }
        if (last.isWritten()) {
            failures = 0;
            size.done(last.size, Duration.ofNanos(System.nanoTime() - last.since));
            uncommitted.putAll(last.next);
            return true;
        }
        boolean failed = last.giveUp();
        failures++;
        Map<TopicPartition, Long> from = unread.first();
        from.putAll(last.first);
        unread.clear();
        from.keySet().retainAll(client.assignment());
        from.forEach(client::seek);
        if (failed) {
            LOG.warn(
                    "{} records were not written: reading again from {} (failure {} in a row): {}",
                    last.size,
                    from,
                    failures,
                    last.why);
        } else {
            LOG.warn(
                    "{} records were routed, but nobody waited until they were written: reading again from {} (failure {} in"
                            + " a row). Take out of the route what hands the batch on without waiting",
                    last.size,
                    from,
                    failures);
        }
        return false;
    }

    private Duration backoff(Duration atMost) {
        long millis = FIRST_BACKOFF_MS << Math.min(failures - 1, MAX_DOUBLINGS);
        return Duration.ofMillis(Math.min(millis, atMost.toMillis()));
    }

    /**
     * What Kafka has sent meanwhile, without waiting: so that a part is as large as it may be, and has something of each partition. What
     * goes wrong does so again once everything from before it is handed over.
     */
    private ConsumerRecords<K, V> topUp() {
        try {
            return client.poll(Duration.ZERO);
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.debug("Not before what was read before it is handed over", e);
            return ConsumerRecords.empty();
        }
    }

    /** Waits as a member of the group: heartbeats and rebalances go on, records don't come. */
    private ConsumerRecords<K, V> pollPaused(Duration timeout) {
        Set<TopicPartition> waiting = new HashSet<>(client.assignment());
        waiting.removeAll(client.paused());
        client.pause(waiting);
        try {
            return client.poll(timeout);
        } finally {
            waiting.retainAll(client.assignment());
            client.resume(waiting);
        }
    }

    private void commitWritten() {
        if (uncommitted.isEmpty()) {
            return;
        }
        try {
            client.commitSync(Map.copyOf(uncommitted), commitTimeout);
            uncommitted.clear();
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (CommitFailedException e) {
            LOG.warn(
                    "{} is written but can't be committed, another consumer of the group writes it again: a batch took"
                            + " longer than max.poll.interval.ms ({})",
                    uncommitted,
                    e.getMessage());
            uncommitted.clear();
        } catch (KafkaException e) {
            LOG.warn("{} is written but not committed yet, trying again with the next poll", uncommitted, e);
        }
    }

    /** Commits for the last time; what can't be committed now is read and written again by the next member. */
    private void leave() {
        if (batch != null && batch.isWritten()) {
            uncommitted.putAll(batch.next);
        }
        batch = null;
        unread.clear();
        try {
            commitWritten();
        } catch (WakeupException e) {
            // Camel wakes the client up when it stops: that was meant for a poll
            commitWritten();
        } finally {
            uncommitted.clear();
        }
    }

    /** The records that one poll hands over, and what becomes of them. */
    static final class Batch {
        private final long since = System.nanoTime();
        private final ConsumerRecords<Object, Object> records;
        private final int size;
        private final Map<TopicPartition, Long> first = new HashMap<>();
        private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        private final AtomicReference<State> state = new AtomicReference<>(State.POLLED);
        private volatile String why = "";

        @SuppressWarnings("unchecked") // camel-kafka's clients have no types
        private Batch(ConsumerRecords<?, ?> records, Map<TopicPartition, Long> unread, Consumer<?, ?> client) {
            this.records = (ConsumerRecords<Object, Object>) records;
            size = records.count();
            for (TopicPartition partition : records.partitions()) {
                first.put(partition, records.records(partition).get(0).offset());
                // not the last record's offset + 1: the markers of transactions have offsets, too
                Long left = unread.get(partition);
                next.put(partition, new OffsetAndMetadata(left == null ? client.position(partition) : left));
            }
        }

        ConsumerRecords<Object, Object> records() {
            return records;
        }

        private boolean offer() {
            return state.compareAndSet(State.POLLED, State.OFFERED);
        }

        /**
         * Takes it, to report on it.
         *
         * @return false if somebody has taken it, or if it is read again
         */
        boolean take() {
            return state.compareAndSet(State.POLLED, State.TAKEN) || state.compareAndSet(State.OFFERED, State.TAKEN);
        }

        private boolean isWritten() {
            return state.get() == State.WRITTEN;
        }

        /** @return whether somebody has reported that it failed */
        private boolean giveUp() {
            return state.getAndSet(State.GIVEN_UP) == State.FAILED;
        }

        /** Reports, from any thread, that all records are where they belong. */
        void written() {
            state.compareAndSet(State.TAKEN, State.WRITTEN);
        }

        /**
         * Reports, from any thread, that some may not be. A batch nobody reports on counts as failed.
         *
         * @param reason for the log; one line of it
         */
        void failed(String reason) {
            why = reason.lines().findFirst().orElse("");
            state.compareAndSet(State.TAKEN, State.FAILED);
        }
    }

    private enum State {
        /** Camel has the records in its buffer. */
        POLLED,
        /** Camel was given the occasion to hand them over. */
        OFFERED,
        /** The route has them. */
        TAKEN,
        /** The route is done with them. */
        WRITTEN,
        /** The route is not. */
        FAILED,
        /** They are read again, whatever the route says. */
        GIVEN_UP
    }

    /** Commits before partitions go, and never afterwards: their offsets belong to another consumer then. */
    private final class Forgetting implements ConsumerRebalanceListener {
        private final ConsumerRebalanceListener next;

        private Forgetting(ConsumerRebalanceListener next) {
            this.next = next;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commitWritten();
            uncommitted.keySet().removeAll(partitions);
            unread.drop(partitions);
            next.onPartitionsRevoked(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            uncommitted.keySet().removeAll(partitions);
            unread.drop(partitions);
            next.onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            next.onPartitionsAssigned(partitions);
        }
    }
}
