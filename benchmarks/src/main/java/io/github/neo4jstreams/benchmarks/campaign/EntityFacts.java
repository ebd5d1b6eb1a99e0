package io.github.neo4jstreams.benchmarks.campaign;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is known of one key of a source: how many changes it has had, where it was when logs were pruned, and what was published
 * of it. First the first two, then what was published in its order. Not thread-safe.
 */
final class EntityFacts {

    /**
     * When a log was pruned that nobody might have read.
     *
     * @param prune  which one, from 0
     * @param number how many changes there had been of the key
     * @param alive  whether it was there
     */
    record Bound(int prune, int number, boolean alive) {}

    /**
     * It was in a snapshot.
     *
     * @param number of the last change that had made it so
     * @param after  number of the highest change that was published before
     */
    private record Read(int number, int after) {}

    private record Deletion(int number, long committed) {}

    private final KeyFacts changes = new KeyFacts();
    private final List<Bound> bounds = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();
    private final List<Deletion> deletions = new ArrayList<>();
    private final Set<String> readAs = new HashSet<>();

    /** What the graph has now, null if it hasn't got it. */
    private Item item;
    /** The same as whoever applies all that was published would have it. */
    private Item applied;

    private int number;
    private int published;
    private int highest;
    private int readTwice;
    private int readStale;

    /**
     * @param number of changes that there have been
     * @param item   that is there, null if none is
     */
    void is(int number, Item item) {
        this.number = number;
        this.item = item;
        for (int seq = 1; seq <= number; seq++) {
            changes.sent(seq, false);
        }
    }

    /** In the order of the prunes. */
    void wasAt(Bound bound) {
        bounds.add(bound);
    }

    void change(SourceEvent event) {
        int last = reads.isEmpty() ? 0 : floor(reads.get(reads.size() - 1).number());
        if (event.number() <= last && !changes.has(event.number())) {
            // what was there when the log was pruned has been read since, and this is older
            readStale++;
        }
        changes.event(event.number(), ++published);
        highest = Math.max(highest, event.number());
        if (event.isDeletion()) {
            deletions.add(new Deletion(event.number(), event.committed()));
        }
        applied = event.isDeletion() ? null : event.item();
    }

    void read(SourceEvent event) {
        if (!readAs.add(event.id() + event.elementId())) {
            readTwice++;
        }
        reads.add(new Read(event.number(), highest));
        applied = event.item();
    }

    /** The last bound that is not above a number; 0 if there is none. */
    private int floor(int number) {
        return bounds.stream()
                .mapToInt(Bound::number)
                .filter(bound -> bound <= number)
                .max()
                .orElse(0);
    }

    /** Changes that were not published, and for which nothing came that stands for them. */
    int lost(SnapshotTimes snapshots) {
        BitSet missing = changes.missing();
        return (int)
                missing.stream().filter(change -> !isCovered(change, snapshots)).count();
    }

    /** Changes that were not published because their log was pruned, and which a snapshot stands for. */
    int covered(SnapshotTimes snapshots) {
        return changes.missing().cardinality() - lost(snapshots);
    }

    private boolean isCovered(int change, SnapshotTimes snapshots) {
        Bound bound = bound(change);
        if (bound == null) {
            return false;
        }
        if (!bound.alive()) {
            // nobody says that something is not there any more
            return snapshots.endOf(bound.prune()) > 0;
        }
        return reads.stream().anyMatch(read -> read.after() < change && read.number() >= bound.number())
                || deletions.stream()
                        .anyMatch(deletion -> deletion.number() > bound.number()
                                && deletion.committed() <= snapshots.endOf(bound.prune()));
    }

    /** The first time after this change that a log was pruned; null if none was. */
    private Bound bound(int change) {
        return bounds.stream()
                .filter(bound -> bound.number() >= change)
                .findFirst()
                .orElse(null);
    }

    int duplicated() {
        return changes.duplicated() + readTwice;
    }

    /** Different changes that were published. */
    int published() {
        return changes.different();
    }

    int reordered() {
        return changes.reordered() + readStale;
    }

    /** What was published of changes that there never were. */
    int unknown() {
        return changes.unknown()
                + (int) reads.stream().filter(read -> read.number() > number).count();
    }

    /** Whether the graph is what whoever applies all that was published has, but for a deletion that a snapshot can't tell. */
    boolean isAsApplied() {
        if (item == null) {
            return applied == null
                    || (bound(number) != null && changes.missing().get(number));
        }
        return item.equals(applied);
    }
}
