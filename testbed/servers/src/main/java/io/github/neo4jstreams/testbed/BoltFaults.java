package io.github.neo4jstreams.testbed;

import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * What can go wrong between a driver and a server, or all members of a cluster. Faults of commits are for explicit
 * transactions. Thread-safe.
 */
public interface BoltFaults {

    /**
     * Loses transactions: the next {@code n} COMMITs of explicit transactions don't reach the server, and both sides of
     * their connections are closed instead. The server rolls back as soon as it notices.
     *
     * @return completed when all of them have been cut; cancel it to withdraw those that haven't
     */
    default CompletableFuture<Void> cutBeforeCommit(int n) {
        return cutBeforeCommit(n, transaction -> true);
    }

    /** {@link #cutBeforeCommit(int)} for those transactions only, e.g. {@code BoltTransaction::writes}. */
    CompletableFuture<Void> cutBeforeCommit(int n, Predicate<BoltTransaction> which);

    /**
     * Loses the confirmation: the next {@code n} COMMITs of explicit transactions reach the server, and when it has
     * confirmed, both sides of their connections are closed. The transaction is committed, and its client can't know.
     * Commits that the server refuses don't count, and the client is told so.
     *
     * @return completed when all of them have been cut; cancel it to withdraw those that haven't reached the server
     */
    default CompletableFuture<Void> cutAfterCommit(int n) {
        return cutAfterCommit(n, transaction -> true);
    }

    /** {@link #cutAfterCommit(int)} for those transactions only, e.g. {@code BoltTransaction::writes}. */
    CompletableFuture<Void> cutAfterCommit(int n, Predicate<BoltTransaction> which);

    /** Closes all connections, and new ones at once, until {@link #accept()}. */
    void refuse();

    /** Takes connections again. Does nothing if they aren't refused. */
    void accept();

    /** Stops the bytes in both directions until {@link #thaw()}: connections stay open, new ones too, nobody answers. */
    void freeze();

    /**
     * Lets everything go on that {@link #freeze()} has stopped. What clients have sent before they gave up arrives now,
     * COMMITs included, as in a real network.
     */
    void thaw();

    /**
     * Makes the server one that isn't the leader any more, until {@link #withWriter()}: routing tables name no writer,
     * writes in transactions that begin from now on are answered with {@code NotALeader}, and transactions for writing
     * that are open already lose their connection when they commit. Reads go on. With Bolt 3, transactions for writing
     * lose their connection when they begin.
     */
    void withoutWriter();

    /** Makes the server what it was before {@link #withoutWriter()}, for transactions that begin from now on. */
    void withWriter();

    /** How many commits {@link #cutBeforeCommit(int)} has really kept from the server. */
    long commitsCutBefore();

    /** How many confirmations {@link #cutAfterCommit(int)} has really kept from the client. */
    long commitsCutAfter();

    /** How many routing tables have been served that {@link #withoutWriter() name no writer}. */
    long tablesWithoutWriter();

    /** How many writes {@link #withoutWriter()} has refused, be it by {@code NotALeader} or by closing the connection. */
    long writesRefused();
}
