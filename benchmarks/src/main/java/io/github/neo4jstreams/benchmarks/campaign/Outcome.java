package io.github.neo4jstreams.benchmarks.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a campaign has to report.
 *
 * @param options    that brought it about
 * @param verdict    of the checker
 * @param timeline   of what was written
 * @param injections in their order
 */
record Outcome(CampaignOptions options, Verdict verdict, Timeline timeline, List<Injection> injections) {

    /**
     * Faults of one kind.
     *
     * @param count        how many were injected
     * @param longestPause in milliseconds, from breaking to going on
     */
    record Kind(String kind, int count, long longestPause) {}

    Outcome {
        injections = List.copyOf(injections);
    }

    /** In milliseconds. */
    long longestPause() {
        return timeline.longestPause();
    }

    long longestPause(Injection injection) {
        return timeline.longestPause(injection.begin(), injection.recovered());
    }

    /** By name. */
    List<Kind> kinds() {
        Map<String, List<Injection>> byKind = new TreeMap<>();
        injections.forEach(
                i -> byKind.computeIfAbsent(i.kind(), any -> new ArrayList<>()).add(i));
        return byKind.entrySet().stream()
                .map(entry -> new Kind(
                        entry.getKey(),
                        entry.getValue().size(),
                        entry.getValue().stream()
                                .mapToLong(this::longestPause)
                                .max()
                                .orElse(0)))
                .toList();
    }

    String lastLine() {
        return verdict.line(injections.size(), longestPause());
    }

    /** Records per second over the whole time. */
    long rate() {
        return verdict.records() * 1000 / Math.max(1, timeline.duration());
    }
}
