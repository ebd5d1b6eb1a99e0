package io.github.neo4jstreams.testbed;

import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** A fault that waits for commits to happen to. Thread-safe; several proxies may share one. */
final class CommitFault {
    /** Completed when it has happened as often as it should, cancelled to withdraw it. */
    final CompletableFuture<Void> done = new CompletableFuture<>();

    private final Predicate<BoltTransaction> which;
    private int toTake;
    private int toHappen;

    CommitFault(int commits, Predicate<BoltTransaction> which) {
        if (commits < 1) {
            throw new IllegalArgumentException("a fault needs at least one commit, not " + commits);
        }
        this.which = which;
        this.toTake = commits;
        this.toHappen = commits;
    }

    /** Whether it is to happen to this commit. Whoever takes it either lets it happen or gives it back. */
    synchronized boolean take(BoltTransaction transaction) {
        if (toTake == 0 || done.isDone() || !which.test(transaction)) {
            return false;
        }
        toTake--;
        return true;
    }

    /** The commit failed by itself: the next one, then. */
    synchronized void giveBack() {
        toTake++;
    }

    /** To be called when everything else has been done: who waits for the fault goes on from here. */
    void happened() {
        boolean last;
        synchronized (this) {
            last = --toHappen == 0;
        }
        if (last) {
            done.complete(null);
        }
    }
}
