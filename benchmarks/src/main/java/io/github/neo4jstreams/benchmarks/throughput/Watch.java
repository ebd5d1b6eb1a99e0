package io.github.neo4jstreams.benchmarks.throughput;

import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Looks on while a contender works, and takes readings at its first commit, in the middle, and at its last. Used by one thread. */
final class Watch {

    /** How exactly commits are seen, in milliseconds. */
    private static final int POLL = 20;
    /** A contender that does nothing for so long doesn't any more, in milliseconds. */
    private static final long PATIENCE = 60_000;

    private final long database;
    private final long broker;
    private final LongSupplier done;
    private final Supplier<OptionalLong> transactions;

    /**
     * @param database     id of its process
     * @param broker       id of its process
     * @param done         how many records have been committed where they go to; asked all the time, so it costs nearly nothing
     * @param transactions how many transactions there have been in the database; empty if that doesn't matter
     */
    Watch(long database, long broker, LongSupplier done, Supplier<OptionalLong> transactions) {
        this.database = database;
        this.broker = broker;
        this.done = done;
        this.transactions = transactions;
    }

    /** What is known at a moment. */
    private record Reading(
            long nanos,
            long done,
            OptionalLong transactions,
            double cpu,
            double databaseCpu,
            double brokerCpu,
            ContenderProcess.Jvm jvm) {}

    /**
     * Returns when all has been done.
     *
     * @param begin   when the process was started, as {@link System#nanoTime()}
     * @param records how many there are
     * @throws IllegalStateException if the contender ends, or does everything at once
     * @throws TimeoutException      if it stands still
     */
    Measurement measure(Variant variant, int round, ContenderProcess process, long begin, long records)
            throws TimeoutException, InterruptedException {
        Reading first = await(process, 1, records);
        Reading middle = await(process, records / 2, records);
        Reading last = await(process, records, records);
        if (first.done() == last.done()) {
            throw new IllegalStateException("everything was done at once: take more records");
        }
        return new Measurement(
                variant,
                round,
                last.done() - first.done(),
                seconds(first, last),
                middle.done() == last.done() ? 0 : (last.done() - middle.done()) / seconds(middle, last),
                difference(first.transactions(), last.transactions()),
                last.cpu() - first.cpu(),
                last.databaseCpu() - first.databaseCpu(),
                last.brokerCpu() - first.brokerCpu(),
                last.jvm().allocated() - first.jvm().allocated(),
                (last.jvm().collected() - first.jvm().collected()) / 1e3,
                (first.nanos() - begin) / 1e6,
                Processes.peakRss(process.pid()),
                last.jvm().peakHeap(),
                first.jvm().classes());
    }

    private static double seconds(Reading from, Reading to) {
        return (to.nanos() - from.nanos()) / 1e9;
    }

    private static OptionalLong difference(OptionalLong from, OptionalLong to) {
        return from.isPresent() && to.isPresent() ? OptionalLong.of(to.getAsLong() - from.getAsLong()) : from;
    }

    private Reading await(ContenderProcess process, long least, long records)
            throws TimeoutException, InterruptedException {
        long best = 0;
        long progress = System.nanoTime();
        while (true) {
            long count = done.getAsLong();
            long now = System.nanoTime();
            if (count > records) {
                throw new IllegalStateException("there are %d of %d records".formatted(count, records));
            }
            if (count >= least) {
                return reading(process, now, count);
            }
            process.refuseEnded();
            if (count > best) {
                best = count;
                progress = now;
            } else if (now - progress > PATIENCE * 1_000_000) {
                throw new TimeoutException(
                        "it stands still at %d of %d records, see %s".formatted(count, records, process.log()));
            }
            Thread.sleep(POLL);
        }
    }

    private Reading reading(ContenderProcess process, long now, long count) {
        return new Reading(
                now,
                count,
                transactions.get(),
                Processes.cpuSeconds(process.pid()),
                Processes.cpuSeconds(database),
                Processes.cpuSeconds(broker),
                process.jvm());
    }
}
