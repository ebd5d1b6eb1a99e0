package io.github.neo4jstreams.benchmarks.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many records were written when. Knows where nothing went on although there was something to do. Times are milliseconds
 * since its own beginning. Not thread-safe.
 */
final class Timeline {

    /**
     * Nothing was written between these two.
     *
     * @param from the last time that something was, or that there was something new to do
     */
    record Pause(long from, long to) {
        long millis() {
            return to - from;
        }
    }

    private long[] times = new long[1024];
    private long[] written = new long[1024];
    private int size;

    private final List<Pause> pauses = new ArrayList<>();
    private boolean begun;
    private long since;

    /**
     * @param backlog whether there is something to do; from the first record on that counts
     * @param written records so far
     */
    void add(long millis, long written, boolean backlog) {
        boolean progress = size == 0 ? written > 0 : written > this.written[size - 1];
        append(millis, written);
        if (progress && begun) {
            // what begins within a sample is as long as the samples let it be
            pauses.add(new Pause(since, millis));
        }
        if (progress || !backlog) {
            begun |= progress;
            since = millis;
        }
    }

    private void append(long millis, long written) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            this.written = Arrays.copyOf(this.written, size * 2);
        }
        times[size] = millis;
        this.written[size++] = written;
    }

    /** Ends what is still going on, if that is no progress. */
    void end(long millis, boolean backlog) {
        if (begun && backlog) {
            pauses.add(new Pause(since, millis));
        }
    }

    /** In milliseconds. */
    long longestPause() {
        return longestPause(0, Long.MAX_VALUE);
    }

    /** The longest that lies at least partly in a time, in milliseconds and as a whole. */
    long longestPause(long from, long to) {
        return pauses.stream()
                .filter(pause -> pause.to() > from && pause.from() < to)
                .mapToLong(Pause::millis)
                .max()
                .orElse(0);
    }

    /** Those that took at least so long. */
    List<Pause> pauses(long millis) {
        return pauses.stream().filter(pause -> pause.millis() >= millis).toList();
    }

    long duration() {
        return size == 0 ? 0 : times[size - 1];
    }

    /** Records per second in each of so many parts of the whole time. */
    double[] rates(int parts) {
        double[] rates = new double[parts];
        double width = Math.max(1, duration()) / (double) parts;
        for (int part = 0; part < parts; part++) {
            long records = writtenAt((part + 1) * width) - writtenAt(part * width);
            rates[part] = records * 1000 / width;
        }
        return rates;
    }

    private long writtenAt(double millis) {
        int found = Arrays.binarySearch(times, 0, size, (long) millis);
        int index = found >= 0 ? found : -found - 2;
        return index < 0 ? 0 : written[index];
    }
}
