package io.github.neo4jstreams.benchmarks.throughput;

import java.util.OptionalLong;

/** Measurements that differ in what a test is about. */
final class Measurements {

    private Measurements() {}

    /** A thousand records in one second times something, with a second of processor time for each second. */
    static Measurement of(Variant variant, int round, double perSecond) {
        return of(variant, round, perSecond, 1_000 / perSecond);
    }

    static Measurement of(Variant variant, int round, double perSecond, double cpu) {
        return new Measurement(
                variant,
                round,
                1_000,
                1_000 / perSecond,
                perSecond,
                OptionalLong.of(2),
                cpu,
                2,
                0.5,
                2_000_000,
                0.1,
                1_234,
                OptionalLong.of(100 << 20),
                50 << 20,
                7_000);
    }
}
