package io.github.neo4jstreams.benchmarks.campaign;

import java.util.List;

/**
 * What became of the records of a topic.
 *
 * @param records             in the topic, good ones and poison
 * @param lost                good ones that are neither in the graph nor among the dead letters
 * @param duplicated          writes too many: a record that was written three times counts two
 * @param reordered           good ones that were first written after a later one of their key
 * @param misdirected         dead-lettered although good, or poison and not dead-lettered
 * @param repeatedDeadLetters dead letters of a record beyond its first; a process that dies between the dead letter and the
 *                            commit may leave one
 * @param problems            whatever else contradicts itself, one line each; empty in a clean run
 */
record Verdict(
        long records,
        long lost,
        long duplicated,
        long reordered,
        long misdirected,
        long repeatedDeadLetters,
        List<String> problems) {

    Verdict {
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
