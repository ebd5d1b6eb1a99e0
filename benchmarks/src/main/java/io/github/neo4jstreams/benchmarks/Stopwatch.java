package io.github.neo4jstreams.benchmarks;

import java.time.Duration;

/**
 * Takes the time of something and that of the processors for it, here and in the server. The latter says more on a machine
 * that others use as well.
 */
final class Stopwatch {

    record Time(double millis, double cpuMillis) {}

    private final ProcessHandle server;

    Stopwatch(long server) {
        this.server = ProcessHandle.of(server).orElseThrow();
    }

    Time time(Runnable what) {
        double cpu = cpuMillis();
        long start = System.nanoTime();
        what.run();
        return new Time((System.nanoTime() - start) / 1e6, cpuMillis() - cpu);
    }

    private double cpuMillis() {
        return cpuMillis(server) + cpuMillis(ProcessHandle.current());
    }

    private static double cpuMillis(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
    }
}
