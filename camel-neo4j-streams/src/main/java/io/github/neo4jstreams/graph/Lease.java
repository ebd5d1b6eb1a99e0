package io.github.neo4jstreams.graph;

import io.github.neo4jstreams.cypher.LeaseStatements;
import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.value.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A lease in the graph, which one of many has at a time: a node
 * {@code (:Neo4jStreamsLease {name, holder, token, expiresAt, renewedAt})}. The leader's lock on the node makes the comparison
 * safe, and the server's clock says when it has expired.
 *
 * <p>Whoever has it counts from before it asked, by a clock that nobody sets, and stops a fifth of the duration early. So it
 * knows that the lease is over before another can get it, also if it was paused meanwhile; the clocks of two members of a
 * cluster may differ by that fifth. To be asked and renewed by one thread at a time; {@link #isHeld} and {@link #holder} are
 * for all.
 */
public final class Lease {

    /** Label of the nodes that hold leases. */
    public static final String LABEL = OwnNodes.LEASE;

    private static final int MARGIN = 5;

    private final Graph graph;
    private final String name;
    private final String member;
    private final Duration duration;
    private final LongSupplier nanoTime;
    private boolean prepared;
    private volatile Long heldUntil;
    private volatile String lastHolder;

    /**
     * @param name     of the lease
     * @param member   who asks; different for all that may ask
     * @param duration how long it is another's after it was renewed last
     */
    public Lease(Graph graph, String name, String member, Duration duration) {
        this(graph, name, member, duration, System::nanoTime);
    }

    Lease(Graph graph, String name, String member, Duration duration, LongSupplier nanoTime) {
        this.graph = graph;
        this.name = name;
        this.member = member;
        this.duration = duration;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes or renews the lease if nobody else has it. Blocks as long as the graph does.
     *
     * @throws ConfigurationException                            if there is no constraint and the user may not create it
     * @throws org.neo4j.driver.exceptions.Neo4jException the driver's own error; nothing changes then, and a lease that is held
     *                                                    runs out by itself
     */
    public void acquire() {
        if (!prepared) {
            graph.ensureUnique(LABEL, "name", "The lease of one leader is kept in the graph");
            prepared = true;
        }
        // before it is sent: the server counts from later on
        long sent = nanoTime.getAsLong();
        JsonObject answer = rows(LeaseStatements.acquire(
                        LABEL, Map.of("name", name, "holder", member, "duration", duration.toMillis())))
                .get(0);
        lastHolder = (String) answer.get("holder");
        heldUntil = (Boolean) answer.get("held")
                ? sent + duration.minus(duration.dividedBy(MARGIN)).toNanos()
                : null;
    }

    /** Whether nobody else can have the lease now; asks the clock, not the server. */
    public boolean isHeld() {
        Long until = heldUntil;
        return until != null && nanoTime.getAsLong() - until < 0;
    }

    /** Who has the lease, as far as it is known here. */
    public Optional<String> holder() {
        if (isHeld()) {
            return Optional.of(member);
        }
        return Optional.ofNullable(lastHolder).filter(holder -> !holder.equals(member));
    }

    /** Gives the lease back, so that nobody need wait until it has expired. Does nothing if it is another's. */
    public void release() {
        heldUntil = null;
        rows(LeaseStatements.release(LABEL, Map.of("name", name, "holder", member)));
    }

    private List<JsonObject> rows(Statement statement) {
        return graph.transact(Work.WRITE, tx -> tx.rows(statement)).result();
    }
}
