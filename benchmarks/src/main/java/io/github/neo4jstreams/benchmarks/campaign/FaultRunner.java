package io.github.neo4jstreams.benchmarks.campaign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Injects the faults of a schedule one after the other. Decides how far the feed may go, so that each fault meets records
 * on their way, and that there are others to recover with.
 */
final class FaultRunner {

    /** After which a route that doesn't go on is stuck, in milliseconds. */
    static final long STUCK = 300_000;

    private static final long LOOK_MILLIS = 20;

    private final Map<String, Fault> faults;
    private final Schedule schedule;
    private final long records;
    private final Feed feed;
    private final Progress progress;
    private final Pauses clock;
    private final Routes routes;
    private final List<Injection> injections = new ArrayList<>();

    /** @param records of the whole campaign */
    FaultRunner(
            Collection<Fault> faults,
            Schedule schedule,
            long records,
            Feed feed,
            Progress progress,
            Pauses clock,
            Routes routes) {
        this.faults = faults.stream().collect(Collectors.toMap(Fault::kind, Function.identity()));
        this.schedule = schedule;
        this.records = records;
        this.feed = feed;
        this.progress = progress;
        this.clock = clock;
        this.routes = routes;
    }

    /** What was injected so far, also when {@link #run()} has failed. */
    List<Injection> injections() {
        return List.copyOf(injections);
    }

    /**
     * Returns when all faults have been injected and the route is done with all records.
     *
     * @throws TimeoutException      if the route doesn't go on for 5 minutes
     * @throws IllegalStateException if its process has ended unasked
     */
    void run() throws Exception {
        for (int i = 0; i < schedule.steps().size(); i++) {
            Schedule.Step step = schedule.steps().get(i);
            long next = i + 1 < schedule.steps().size()
                    ? schedule.steps().get(i + 1).after()
                    : records;
            long ahead = Math.max(1, (next - step.after()) / 3);
            feed.allow(step.after() + ahead);
            await(() -> progress.committed() >= step.after(), "before the fault " + step.kind());
            inject(i + 1, step, step.after() + 2 * ahead);
        }
        feed.allow(records);
        await(() -> feed.finished() && progress.committed() >= feed.acknowledged(), "at the end");
    }

    private void inject(int number, Schedule.Step step, long whileBroken) throws Exception {
        feed.allow(whileBroken);
        long before = progress.committed();
        long begin = clock.now();
        faults.get(step.kind()).inject();
        long mended = clock.now();
        long written = progress.written();
        long committed = progress.committed();
        // to see it go on takes something that nobody has seen: the fault may have fed it beyond what comes next
        long next =
                schedule.steps().size() > number ? schedule.steps().get(number).after() : records;
        feed.allow(Math.max(next, Math.max(committed, feed.acknowledged()) + 1));
        await(
                () -> progress.written() > written
                        || progress.committed() > committed
                        || progress.committed() >= records,
                "after the fault " + step.kind());
        Injection injection = new Injection(step.kind(), before, begin, mended, clock.now());
        injections.add(injection);
        System.out.println("%8s  fault %d/%d after %,d records: %s, mended after %.1f s, the route went on %.1f s later"
                .formatted(
                        TextReport.time(begin),
                        number,
                        schedule.steps().size(),
                        before,
                        step.kind(),
                        (mended - begin) / 1000.0,
                        (injection.recovered() - mended) / 1000.0));
    }

    /** As long as something goes on, it may take as long as it likes. */
    private void await(BooleanSupplier condition, String when) throws Exception {
        long last = -1;
        long deadline = 0;
        while (!condition.getAsBoolean()) {
            long now = progress.committed() + progress.written() + feed.acknowledged();
            feed.finished();
            routes.refuseEnded();
            if (now != last) {
                last = now;
                deadline = clock.now() + STUCK;
            } else if (clock.now() > deadline) {
                throw new TimeoutException("the route is stuck " + when + ": " + progress.committed() + " of "
                        + feed.acknowledged() + " records are committed");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
