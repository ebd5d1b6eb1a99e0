package io.github.neo4jstreams.benchmarks.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a sink is, as the graph and Kafka say it. Each server is asked by a thread of its own, every 50 ms or as often as
 * it answers: one that is frozen or dead holds up nobody else. Thread-safe.
 */
final class SinkProgress implements Progress, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SinkProgress.class);
    private static final long INTERVAL_MILLIS = 50;

    private final AtomicLong written = new AtomicLong();
    private final AtomicLong committed = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param counts one question for each server
     * @param group  whose offsets in the topic are added up; the topic's partitions begin at 0
     */
    SinkProgress(List<Callable<Long>> counts, Admin admin, String group, String topic) {
        counts.forEach(count -> watch("written", written, count));
        watch(
                "committed",
                committed,
                () -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                        .filter(offset -> offset.getKey().topic().equals(topic) && offset.getValue() != null)
                        .mapToLong(offset -> offset.getValue().offset())
                        .sum());
    }

    private void watch(String name, AtomicLong highest, Callable<Long> question) {
        Thread thread = new Thread(
                () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        ask(highest, question);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private static void ask(AtomicLong highest, Callable<Long> question) {
        try {
            long answer = question.call();
            highest.accumulateAndGet(answer, Math::max);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (Exception e) {
            // that is what campaigns are about
            LOG.debug("no answer", e);
        }
        try {
            Thread.sleep(INTERVAL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Events in the graph, also those that were written twice. */
    @Override
    public long written() {
        return written.get();
    }

    /** Records of the topic that the group is done with, poison included. */
    @Override
    public long committed() {
        return committed.get();
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
