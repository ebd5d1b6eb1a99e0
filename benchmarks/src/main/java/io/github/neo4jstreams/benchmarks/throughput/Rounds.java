package io.github.neo4jstreams.benchmarks.throughput;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Runs all variants in each round, in an order of its own, so that whatever drifts hits all of them. One that fails has no
 * measurement in its round; the others go on.
 */
final class Rounds {

    private final Run run;
    private final int warmUps;
    private final int rounds;
    private final Random random;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    Rounds(Run run, int warmUps, int rounds, long seed) {
        this.run = run;
        this.warmUps = warmUps;
        this.rounds = rounds;
        this.random = new Random(seed);
    }

    /** @throws Exception of a contender if it makes no sense to go on */
    void measure(Collection<Variant> variants) throws Exception {
        for (int round = 1 - warmUps; round <= rounds; round++) {
            String title = round > 0 ? "round %d of %d".formatted(round, rounds) : "warm-up " + (round + warmUps);
            List<Variant> order = new ArrayList<>(variants);
            Collections.shuffle(order, random);
            for (Variant variant : order) {
                try {
                    Measurement measurement = run.measure(variant, round);
                    System.out.printf("%s: %s: %,.0f records/s%n", title, variant, measurement.perSecond());
                    if (round > 0) {
                        measurements.add(measurement);
                    }
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    if (!run.canGoOn()) {
                        throw e;
                    }
                    String failure = "%s: %s: %s".formatted(title, variant, e.getMessage());
                    System.out.println(failure);
                    failures.add(failure);
                }
            }
        }
    }

    /** Of the rounds that count. */
    List<Measurement> measurements() {
        return measurements;
    }

    List<String> failures() {
        return failures;
    }
}
