package io.github.neo4jstreams.camel.monitor;

import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.RoutingTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A cluster as it is now. It is asked when somebody looks, at most every second, and whoever looks waits no longer than that for the
 * answer: of a cluster that is away, the last answer is shown with its age. Thread-safe.
 */
final class ClusterMonitor {

    private static final Duration FRESH = Duration.ofSeconds(1);
    /** How long a probe waits: a member that is there answers within this, and probes are given a second. */
    private static final Duration BRIEF = Duration.ofMillis(250);
    /** A question without an answer for so long is an answer. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final String name;
    private final Graph graph;
    private final Supplier<RoutingTable> question;
    private final Executor threads;
    private final Clock clock;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile RoutingTable table;
    /** What came instead of the last answer, or null. */
    private volatile RuntimeException failure;
    /** When the question was put that nobody has answered yet, or null. */
    private volatile Instant asked;

    /** @param name as it is configured, without credentials */
    ClusterMonitor(String name, Graph graph, Executor threads, Clock clock) {
        this(name, graph, graph::routingTable, threads, clock);
    }

    /** @param question that is put to the cluster */
    ClusterMonitor(String name, Graph graph, Supplier<RoutingTable> question, Executor threads, Clock clock) {
        this.name = name;
        this.graph = graph;
        this.question = question;
        this.threads = threads;
        this.clock = clock;
    }

    String name() {
        return name;
    }

    /** All of it in values that JSON has types for; names are those of the dev console. */
    Map<String, Object> describe() {
        RoutingTable known = table;
        if (known == null || age(known).compareTo(FRESH) > 0) {
            ask(FRESH);
            known = table;
        }
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("uri", name);
        graph.server().ifPresent(server -> {
            description.put("server", server.fullVersion() + " " + server.edition());
            description.put("database", server.database());
        });
        if (known != null) {
            description.put("writers", known.writers());
            description.put("readers", known.readers());
            description.put("routers", known.routers());
            description.put("ageMs", age(known).toMillis());
        }
        graph.waitingSince().ifPresent(since -> description.put("waitingSince", since.toString()));
        RuntimeException failed = failure;
        if (failed != null) {
            description.put("error", ErrorClass.oneLine(failed));
        }
        return description;
    }

    /** Why there is nobody to write to, if that is so. The question goes on if its answer takes longer than a moment. */
    Optional<String> leaderless() {
        RoutingTable known = table;
        if (known == null || failure != null || age(known).compareTo(FRESH) > 0) {
            ask(BRIEF);
        }
        Instant since = asked;
        if (since != null && Duration.between(since, clock.instant()).compareTo(SILENCE) > 0) {
            return Optional.of("Neo4j hasn't answered since " + since);
        }
        RuntimeException failed = failure;
        // other errors don't tell that there is no leader: the user may not be allowed to ask
        if (failed != null && ErrorClass.of(failed) == ErrorClass.INFRASTRUCTURE) {
            return Optional.of("Neo4j is not available: " + ErrorClass.oneLine(failed));
        }
        known = table;
        return known != null && known.writers().isEmpty() ? Optional.of("Neo4j has no leader") : Optional.empty();
    }

    boolean isOf(Graph other) {
        return graph == other;
    }

    private Duration age(RoutingTable of) {
        return Duration.between(of.since(), clock.instant());
    }

    private void ask(Duration patience) {
        if (!asking.compareAndSet(false, true)) {
            // somebody else asks, and hasn't got an answer yet
            return;
        }
        asked = clock.instant();
        // not runAsync: a task of it that has timed out before it begins never runs, and nobody would ask again
        CompletableFuture<Void> answered = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                answer();
                answered.complete(null);
            });
        } catch (RejectedExecutionException e) {
            // the context stops
            asked = null;
            asking.set(false);
            return;
        }
        answered.completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private void answer() {
        try {
            table = question.get();
            failure = null;
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            asked = null;
            asking.set(false);
        }
    }
}
