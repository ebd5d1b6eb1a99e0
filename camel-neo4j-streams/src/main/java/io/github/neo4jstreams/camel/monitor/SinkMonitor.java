package io.github.neo4jstreams.camel.monitor;

import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.graph.GraphListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;

/** What a sink has done since it started, for whoever looks: meters, the dev console, health. Thread-safe. */
public final class SinkMonitor implements GraphListener {

    private static final int REMEMBERED = 20;

    private final String route;
    private final String sink;
    private final String endpoint;
    private final SinkMeters meters;
    private final Clock clock;
    private final RecentRate rate;

    private final LongAdder applied = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder transactions = new LongAdder();
    private final Map<String, LongAdder> rejected = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> retried = new ConcurrentHashMap<>();
    private final Deque<Map<String, Object>> lastRejected = new ArrayDeque<>();
    private final LongAdder leaderMoves = new LongAdder();
    private volatile String leader;
    private volatile Instant lastCommit;
    private final LastFailure lastFailure;

    SinkMonitor(String route, String sink, String endpoint, SinkMeters meters, Clock clock) {
        this.route = route;
        this.sink = sink;
        this.endpoint = endpoint;
        this.meters = meters;
        this.clock = clock;
        this.rate = new RecentRate(clock);
        this.lastFailure = new LastFailure(clock);
    }

    /**
     * @param route    of the sink; null if it has none
     * @param sink     its name, which its meters have as their tag
     * @param endpoint as the log names it
     */
    public static SinkMonitor of(CamelContext context, String route, String sink, String endpoint) {
        return new SinkMonitor(route, sink, endpoint, SinkMeters.of(context, route, sink), Clock.systemUTC());
    }

    /**
     * A transaction was committed.
     *
     * @param messages that it wrote
     * @param before   messages in it that had been written before
     * @param took     from its begin to its commit
     */
    public void written(int messages, int before, Duration took) {
        applied.add(messages);
        transactions.increment();
        rate.add(messages);
        lastCommit = clock.instant();
        meters.written(messages, took);
        skipped(before);
    }

    /** Messages had been written before. */
    public void skipped(int messages) {
        if (messages > 0) {
            skipped.add(messages);
            meters.skipped(messages);
        }
    }

    /**
     * A message can't be applied.
     *
     * @param message where it comes from
     */
    public void rejected(String message, RuntimeException why) {
        String reason = ErrorClass.name(why);
        rejected.computeIfAbsent(reason, first -> new LongAdder()).increment();
        meters.rejected(reason);
        Map<String, Object> letter = new LinkedHashMap<>();
        letter.put("at", clock.instant().toString());
        letter.put("message", message);
        letter.put("reason", reason);
        letter.put("why", ErrorText.of(why));
        synchronized (lastRejected) {
            if (lastRejected.size() == REMEMBERED) {
                lastRejected.removeLast();
            }
            lastRejected.addFirst(letter);
        }
    }

    /** An exchange failed. */
    public void failed(Throwable why) {
        lastFailure.was(why);
    }

    @Override
    public void retried(RuntimeException error) {
        String cause = ErrorClass.name(error);
        retried.computeIfAbsent(cause, first -> new LongAdder()).increment();
        meters.retried(cause);
        lastFailure.was(error);
    }

    @Override
    public void written(String member) {
        String before = leader;
        if (!member.equals(before)) {
            leader = member;
            if (before != null) {
                leaderMoves.increment();
                meters.leaderMoved();
            }
        }
    }

    /** Who committed last, {@code host:port}; null before that. */
    public String leader() {
        return leader;
    }

    /** Whether something was committed not longer ago than that. */
    public boolean hasCommittedWithin(Duration recently) {
        Instant last = lastCommit;
        return last != null && Duration.between(last, clock.instant()).compareTo(recently) <= 0;
    }

    /** What tells it apart from other sinks. */
    Map<String, String> names() {
        return Map.of("route", route == null ? "" : route, "name", sink);
    }

    /** All of it in values that JSON has types for; names are those of the dev console. */
    public Map<String, Object> describe() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("route", route);
        description.put("sink", sink);
        description.put("endpoint", endpoint);
        description.put("leader", leader);
        description.put("leaderMoves", leaderMoves.sum());
        description.put("recordsPerSecond", Math.round(rate.perSecond()));
        description.put("applied", applied.sum());
        description.put("skipped", skipped.sum());
        description.put("transactions", transactions.sum());
        description.put("rejected", sums(rejected));
        description.put("retries", sums(retried));
        description.put("lastCommit", text(lastCommit));
        lastFailure.describe(description);
        description.put("lastRejected", lastRejected());
        return description;
    }

    private List<Map<String, Object>> lastRejected() {
        synchronized (lastRejected) {
            return new ArrayList<>(lastRejected);
        }
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((name, count) -> sums.put(name, count.sum()));
        return sums;
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }

    void close() {
        meters.close();
    }
}
