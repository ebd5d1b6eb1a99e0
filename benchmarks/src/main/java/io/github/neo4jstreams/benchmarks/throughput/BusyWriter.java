package io.github.neo4jstreams.benchmarks.throughput;

import io.github.neo4jstreams.testbed.Neo4jServer;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.neo4j.driver.Session;

/** Somebody who creates, updates and deletes people, one a transaction, all the time until {@link #finish()}. */
final class BusyWriter implements AutoCloseable {

    /** Between two transactions, in nanoseconds. */
    private static final long PAUSE = 5_000_000;

    /** Ids of those whom it creates begin here; nobody else has them. */
    private static final int FIRST = 1_000_000_000;

    private final Neo4jServer server;
    private final int people;
    private final CompletableFuture<Void> written;
    private volatile boolean finished;

    /** @param people who are there, with ids from 0 */
    BusyWriter(Neo4jServer server, int people) {
        this.server = server;
        this.people = people;
        this.written = CompletableFuture.runAsync(this::write, work -> new Thread(work, "writer").start());
    }

    private void write() {
        Random random = new Random(people);
        try (Session session = server.driver().session()) {
            // those of a former one don't come again
            for (int next = FIRST + 100 * people; !finished; next++) {
                int some = random.nextInt(people);
                String change = random.nextInt(4) == 0
                        ? "MATCH (p:Person {id: $some}) DELETE p"
                        : "MATCH (p:Person {id: $some}) SET p.age = $next";
                session.run(
                                random.nextBoolean() ? change : "MERGE (:Person {id: $next})",
                                Map.of("some", some, "next", next))
                        .consume();
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    /**
     * Stops, and makes a last change.
     *
     * @return the properties of the node that it created, which no other ever had
     */
    Map<String, Object> finish() {
        close();
        Map<String, Object> last = Map.of("id", -1 - people);
        server.execute("CREATE (p:Person) SET p = $last", Map.of("last", last));
        return last;
    }

    @Override
    public void close() {
        finished = true;
        written.join();
    }
}
