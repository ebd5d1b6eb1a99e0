package io.github.neo4jstreams.benchmarks.campaign;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * Commits a workload to the graph, each transaction once and in order, whatever becomes of the server: a transaction looks at
 * where the graph is, and does nothing if it was committed before. What was deleted leaves the number of its deletion in a node
 * {@code (:Gone)}, so that the graph alone says how many changes each key has had. Thread-safe.
 */
final class SourceFeed implements Feed, AutoCloseable {

    /** Before the next attempt, in milliseconds. */
    private static final long BREATH = 200;

    private static final String WHERE = "MATCH (f:Feed {id: 0}) SET f.locked = true RETURN f.at AS at";
    private static final String MOVE = "MATCH (f:Feed {id: 0}) SET f.at = $to";
    private static final String PUT = "UNWIND $items AS item MERGE (i:Item {key: item.key}) SET i = item";
    private static final String DELETE = "UNWIND $items AS item MATCH (i:Item {key: item.key, seq: item.seq}) DELETE i"
            + " MERGE (g:Gone {key: item.key}) SET g.seq = item.seq + 1";

    private final Driver driver;
    private final SourceWorkload workload;
    private final Thread thread = new Thread(this::commit, "workload");
    private final AtomicLong acknowledged = new AtomicLong();
    /** Held by whoever changes the graph. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private long horizon;
    private volatile boolean finished;
    private volatile RuntimeException failure;

    /** @param driver to a graph that was {@linkplain #prepare prepared} */
    SourceFeed(Driver driver, SourceWorkload workload) {
        this.driver = driver;
        this.workload = workload;
        thread.setDaemon(true);
    }

    static void prepare(Database database) {
        database.execute(database.uniqueness(Item.LABEL, "key"));
        database.execute(database.uniqueness("Gone", "key"));
        database.execute(database.uniqueness("Feed", "id"));
        database.execute("CREATE (:Feed {id: 0, at: 0})");
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public synchronized void allow(long records) {
        horizon = Math.max(horizon, records);
        notifyAll();
    }

    /** Lets it commit one transaction more at least, if there is one left. */
    void allowMore() {
        allow(acknowledged() + 1);
    }

    @Override
    public long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public boolean finished() {
        if (failure != null) {
            throw new IllegalStateException("changes can't be committed: " + failure.getMessage(), failure);
        }
        return finished;
    }

    /** Does something while no transaction is open, and all that is committed is acknowledged. */
    <T> T paused(Callable<T> action) throws Exception {
        turn.lockInterruptibly();
        try {
            return action.call();
        } finally {
            turn.unlock();
        }
    }

    private void commit() {
        try {
            while (workload.hasNext()) {
                SourceWorkload.Transaction transaction = workload.next();
                awaitHorizon(transaction.from());
                paused(() -> {
                    commit(transaction);
                    acknowledged.set(transaction.to());
                    return null;
                });
            }
            finished = true;
        } catch (InterruptedException e) {
            // closed
        } catch (Exception e) {
            failure = e instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
    }

    private synchronized void awaitHorizon(long from) throws InterruptedException {
        while (from >= horizon) {
            wait();
        }
    }

    private void commit(SourceWorkload.Transaction transaction) throws InterruptedException {
        while (true) {
            try (Session session = driver.session()) {
                session.executeWriteWithoutResult(tx -> apply(tx, transaction));
                return;
            } catch (Neo4jException e) {
                // servers are away as long as the campaign lets them; whoever waits for us says if that is too long
                Thread.sleep(BREATH);
            }
        }
    }

    private static void apply(TransactionContext tx, SourceWorkload.Transaction transaction) {
        long at = tx.run(WHERE).single().get("at").asLong();
        if (at == transaction.to()) {
            return;
        }
        if (at != transaction.from()) {
            throw new IllegalStateException("the graph is at " + at + " before change " + transaction.from());
        }
        tx.run(PUT, Map.of("items", items(transaction, false))).consume();
        tx.run(DELETE, Map.of("items", items(transaction, true))).consume();
        tx.run(MOVE, Map.of("to", transaction.to())).consume();
    }

    private static List<Map<String, Object>> items(SourceWorkload.Transaction transaction, boolean deletions) {
        return transaction.changes().stream()
                .filter(change -> change.deletion() == deletions)
                .map(SourceWorkload.Change::item)
                .map(item -> Map.<String, Object>of(
                        "key", item.key(), "seq", item.seq(), "n", item.n(), "text", item.text()))
                .toList();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
