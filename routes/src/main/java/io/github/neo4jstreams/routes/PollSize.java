package io.github.neo4jstreams.routes;

import java.time.Duration;

/**
 * How many records are handed over at once. If that isn't fixed, it is as many as are written in about the time that is wanted:
 * twice as many as before while that takes less than half of it, fewer when it takes longer. So a slow route isn't thrown out of
 * its group, and a fast one gets large batches. Not thread-safe.
 */
final class PollSize {

    private static final int FIRST = 1000;

    private final int most;
    private final Duration wanted;
    private int current;

    private PollSize(int first, int most, Duration wanted) {
        this.current = first;
        this.most = most;
        this.wanted = wanted;
    }

    /** Whatever Kafka returns, as it is. */
    static PollSize asPolled() {
        return new PollSize(Integer.MAX_VALUE, Integer.MAX_VALUE, null);
    }

    /**
     * @param most   records
     * @param wanted from when records are handed over until they are written
     */
    static PollSize adaptive(int most, Duration wanted) {
        return new PollSize(Math.min(FIRST, most), most, wanted);
    }

    int current() {
        return current;
    }

    /** Learns from records that were written. */
    void written(int records, Duration took) {
        if (wanted == null) {
            return;
        }
        if (took.compareTo(wanted) > 0) {
            current = Math.max(1, (int) Math.min(current, records * wanted.toNanos() / took.toNanos()));
        } else if (records >= current && took.multipliedBy(2).compareTo(wanted) <= 0) {
            current = (int) Math.min(most, 2L * records);
        }
    }
}
