package io.github.neo4jstreams.benchmarks.campaign;

import java.util.List;
import java.util.Map;

/**
 * What became of the records of a campaign, which of a source are changes.
 *
 * @param records     all of them
 * @param lost        that haven't arrived
 * @param duplicated  that have arrived too often: one that came three times counts two
 * @param reordered   that first came after a later one of their key
 * @param misdirected that are where they don't belong
 * @param besides     figures that are no failures, by their names
 * @param problems    whatever else contradicts itself, one line each; empty in a clean run
 */
record Verdict(
        long records,
        long lost,
        long duplicated,
        long reordered,
        long misdirected,
        Map<String, Long> besides,
        List<String> problems) {

    Verdict {
        besides = Map.copyOf(besides);
        problems = List.copyOf(problems);
    }

    /** Whether every promise was kept. */
    boolean clean() {
        return lost == 0 && duplicated == 0 && reordered == 0 && misdirected == 0 && problems.isEmpty();
    }

    /** The last line of a campaign. */
    String line(int faults, long longestPauseMillis) {
        return "records=%d faults=%d lost=%d duplicated=%d reordered=%d misdirected=%d longest_pause_ms=%d"
                .formatted(records, faults, lost, duplicated, reordered, misdirected, longestPauseMillis);
    }
}
