package io.github.neo4jstreams.benchmarks.campaign;

import io.github.neo4jstreams.benchmarks.campaign.CommitWindow.Stage;
import io.github.neo4jstreams.testbed.JavaProcess;
import io.github.neo4jstreams.testbed.KafkaServer;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * What can happen to the replicas of a source and to the log that it reads. Used by one thread.
 *
 * @param replicas one of them publishes
 * @param feed     whose transactions they publish
 * @param progress of them
 * @param kafka    to which they publish
 * @param log      which they read
 */
record SourceFaults(Replicas replicas, SourceFeed feed, SourceProgress progress, KafkaServer kafka, SourceLog log) {

    /** Within which a lease passes on, and what there is to publish is published, in milliseconds. */
    private static final long SOON = 90_000;

    /** What a request needs to get from one process to another on the same machine, in milliseconds. */
    private static final long ON_ITS_WAY = 500;

    /** How long the one who was replaced has to find out, in milliseconds. */
    private static final long TOGETHER = 3_000;

    private static final long LOOK_MILLIS = 20;

    Faults addTo(Faults faults) {
        return faults.add(Fault.of("kill route before commit", () -> killAt(Stage.BEFORE)))
                .add(Fault.of("kill route during commit", this::killDuringCommit))
                .add(Fault.of("kill route after commit", () -> killAt(Stage.AFTER)))
                .add(Fault.of("zombie route", this::zombie))
                .add(Fault.of("prune read log", this::pruneReadLog))
                .add(Fault.of("prune unread log", this::pruneUnreadLog));
    }

    private String hold(Stage stage) throws Exception {
        // a commit takes something to commit
        return replicas.window().hold(stage, feed::allowMore, SOON);
    }

    private void killAt(Stage stage) throws Exception {
        JavaProcess publisher = replicas.named(hold(stage));
        publisher.kill();
        replicas.window().release(stage);
        publisher.start();
    }

    /** The broker gets the word when whoever has sent it is dead. */
    private void killDuringCommit() throws Exception {
        JavaProcess publisher = replicas.named(hold(Stage.DURING));
        kafka.freeze();
        try {
            replicas.window().release(Stage.DURING);
            Thread.sleep(ON_ITS_WAY);
            publisher.kill();
        } finally {
            kafka.thaw();
        }
        publisher.start();
    }

    /** Stops with the word to commit in its hands, and says it when another has committed the same. */
    private void zombie() throws Exception {
        JavaProcess zombie = replicas.named(hold(Stage.DURING));
        zombie.freeze();
        try {
            replicas.window().release(Stage.DURING);
            // more than it can have in its hands
            long given = feed.paused(feed::acknowledged);
            feed.allowMore();
            await(() -> progress.committed() > given, "the other replica doesn't publish");
        } finally {
            zombie.thaw();
        }
        Thread.sleep(TOGETHER);
    }

    /** All that is deleted was published, and the cursor is behind it. */
    private void pruneReadLog() throws Exception {
        String first = log.earliest();
        long given = feed.paused(() -> {
            log.rotate();
            return feed.acknowledged();
        });
        feed.allowMore();
        await(() -> progress.committed() > given, "nothing of the new log file is published");
        log.prune(first);
    }

    /**
     * The cursor is in what is deleted, and so are changes that nobody has read. Nothing is committed until the snapshot has
     * begun, so that it stands for what is marked and for nothing else; it goes on while there are commits.
     */
    private void pruneUnreadLog() throws Exception {
        replicas.kill();
        String cursor = feed.paused(log::current);
        long given = feed.paused(feed::acknowledged);
        feed.allowMore();
        await(() -> feed.acknowledged() > given, "nothing is committed");
        feed.paused(() -> {
            log.rotate();
            log.mark();
            log.prune(cursor);
            long snapshots = progress.snapshots();
            replicas.start();
            await(() -> progress.snapshots() > snapshots, "no snapshot begins");
            return null;
        });
    }

    private static void await(BooleanSupplier condition, String otherwise) throws Exception {
        long deadline = System.nanoTime() + SOON * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(otherwise + " within " + SOON + " ms");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
