package io.github.neo4jstreams.benchmarks.campaign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Adds up what is found in the graph and in the topic, and comes to a verdict. It takes facts and knows no server.
 *
 * <p>First the keys, then the prunes in their order, then what was published, each partition in its order. Not thread-safe.
 */
final class SourceTally {

    /** Changes that nobody could read because their log was pruned, and which a snapshot stands for. */
    static final String COVERED = "covered_by_snapshots";

    /**
     * Of a change.
     *
     * @param txId of the transaction
     * @param seq  within it
     */
    private record Position(long txId, long seq) implements Comparable<Position> {
        @Override
        public int compareTo(Position other) {
            return txId == other.txId ? Long.compare(seq, other.seq) : Long.compare(txId, other.txId);
        }
    }

    private final Map<String, EntityFacts> keys = new HashMap<>();
    private final SnapshotTimes snapshots = new SnapshotTimes();
    private final Set<Position> positions = new HashSet<>();
    private final Map<Integer, Position> last = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private long records;
    private long backwards;
    private long misdirected;

    /**
     * A key of the graph.
     *
     * @param number of changes that it has had
     * @param item   that is there, null if none is
     */
    void key(String key, int number, Item item) {
        records += number;
        facts(key).is(number, item);
    }

    /** A log was pruned that nobody might have read. */
    void pruned(long at, Map<String, EntityFacts.Bound> bounds) {
        snapshots.pruned(at);
        bounds.forEach((key, bound) -> facts(key).wasAt(bound));
    }

    /** How many prunes are known. */
    int prunes() {
        return snapshots.prunes();
    }

    /** @param at when the record was sent, in milliseconds since 1970 */
    void published(SourceEvent event, int partition, long at) {
        if (!event.keyed()) {
            misdirected++;
        }
        EntityFacts facts = facts(event.item().key());
        if (event.isRead()) {
            snapshots.read(event.id(), at);
            facts.read(event);
            return;
        }
        facts.change(event);
        Position position = new Position(event.txId(), event.seq());
        positions.add(position);
        Position before = last.put(partition, position);
        if (before != null && before.compareTo(position) >= 0) {
            backwards++;
        }
    }

    /** Something that others have found; makes the verdict unclean. */
    void problem(String problem) {
        problems.add(problem);
    }

    private EntityFacts facts(String key) {
        return keys.computeIfAbsent(key, any -> new EntityFacts());
    }

    Verdict verdict() {
        long lost = sum(facts -> facts.lost(snapshots));
        long duplicated = sum(EntityFacts::duplicated);
        long reordered = sum(EntityFacts::reordered);
        long elsewhere = misdirected + sum(EntityFacts::unknown);
        List<String> found = new ArrayList<>(problems);
        say(found, snapshots.snapshots() - snapshots.prunes(), "snapshots more than logs that were pruned unread");
        say(
                found,
                positions.size() - sum(EntityFacts::published),
                "places in transactions more than changes that were published");
        if (lost + duplicated + reordered + elsewhere == 0) {
            say(found, backwards, "times a partition went back to what was committed earlier");
            say(
                    found,
                    sum(facts -> facts.isAsApplied() ? 0 : 1),
                    "keys are not what they are for who applies all that was published");
        }
        return new Verdict(
                records,
                lost,
                duplicated,
                reordered,
                elsewhere,
                Map.of(COVERED, sum(facts -> facts.covered(snapshots))),
                found);
    }

    private static void say(List<String> problems, long times, String what) {
        if (times != 0) {
            problems.add(times + " " + what);
        }
    }

    private long sum(ToLongFunction<EntityFacts> what) {
        return keys.values().stream().mapToLong(what).sum();
    }
}
