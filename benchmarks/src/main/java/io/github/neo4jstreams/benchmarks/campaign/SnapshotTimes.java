package io.github.neo4jstreams.benchmarks.campaign;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** When logs were pruned, and when the snapshots after that were at their ends; milliseconds since 1970. Not thread-safe. */
final class SnapshotTimes {

    private final List<Long> prunes = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    /** In their order. */
    void pruned(long at) {
        prunes.add(at);
        ends.add(0L);
    }

    /** @param id of the snapshot */
    void read(String id, long at) {
        ids.add(id);
        for (int prune = prunes.size() - 1; prune >= 0; prune--) {
            if (at >= prunes.get(prune)) {
                ends.set(prune, Math.max(ends.get(prune), at));
                return;
            }
        }
    }

    /** When something was read last after a prune and before the next; 0 if nothing was. */
    long endOf(int prune) {
        return ends.get(prune);
    }

    int prunes() {
        return prunes.size();
    }

    int snapshots() {
        return ids.size();
    }
}
