package io.github.neo4jstreams.benchmarks.campaign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which fault comes when, from a seed. Faults are spread by what has been written and not by the clock, so that a fast and a
 * slow machine break the same things at about the same records.
 *
 * @param steps in their order
 */
record Schedule(List<Step> steps) {

    /** Before the first and after the last fault, so much of the records is written in peace. */
    private static final double PEACE = 0.05;

    /**
     * A fault to come.
     *
     * @param after as soon as so many records are written
     */
    record Step(String kind, long after) {}

    Schedule {
        steps = List.copyOf(steps);
    }

    /** Each kind as often as the others, or once more: three times each takes three times as many faults as kinds. */
    static Schedule of(long seed, List<String> kinds, int faults, long records) {
        if (faults > 0 && kinds.isEmpty()) {
            throw new IllegalArgumentException("no kind of fault to choose from");
        }
        Random random = new Random(seed);
        List<String> chosen = new ArrayList<>(faults);
        while (chosen.size() < faults) {
            // round by round, so that a short campaign has as many kinds as it can
            List<String> round = new ArrayList<>(kinds);
            Collections.shuffle(round, random);
            chosen.addAll(round.subList(0, Math.min(round.size(), faults - chosen.size())));
        }
        double slot = records * (1 - 2 * PEACE) / Math.max(1, faults);
        List<Step> steps = new ArrayList<>(faults);
        for (int i = 0; i < faults; i++) {
            // somewhere in the first half of its slot: the second is for recovering
            steps.add(new Step(chosen.get(i), (long) (records * PEACE + slot * (i + random.nextDouble() / 2))));
        }
        return new Schedule(steps);
    }
}
