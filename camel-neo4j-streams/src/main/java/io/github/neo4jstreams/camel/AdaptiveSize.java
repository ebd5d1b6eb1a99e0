package io.github.neo4jstreams.camel;

import java.time.Duration;

/**
 * How many are done at once: as many as are done in about the time that is wanted. It begins with 1000, doubles while that takes less
 * than half of the time, and shrinks to what would have been done in time when it takes longer. Thread-safe: several may learn
 * from each other.
 */
public final class AdaptiveSize {

    /** Before anything is known. */
    private static final int FIRST = 1000;

    private final int most;
    /** Null for a size that stays. */
    private final Duration wanted;

    private volatile int current;

    private AdaptiveSize(int first, int most, Duration wanted) {
        this.current = first;
        this.most = most;
        this.wanted = wanted;
    }

    /** Always the same, however long it takes. */
    public static AdaptiveSize fixed(int size) {
        return new AdaptiveSize(size, size, null);
    }

    /**
     * A size that is found out.
     *
     * @param most   never more than these
     * @param wanted in about this time
     */
    public static AdaptiveSize upTo(int most, Duration wanted) {
        return new AdaptiveSize(Math.min(FIRST, most), most, wanted);
    }

    /** At least one. */
    public int current() {
        return current;
    }

    /**
     * Learns.
     *
     * @param count how many were done
     * @param took  without attempts that failed
     */
    public void done(int count, Duration took) {
        if (wanted == null || count == 0) {
            return;
        }
        if (took.compareTo(wanted) > 0) {
            current = Math.max(1, (int) Math.min(current, (long) count * wanted.toNanos() / took.toNanos()));
        } else if (count >= current && took.multipliedBy(2).compareTo(wanted) <= 0) {
            current = (int) Math.min(most, 2L * count);
        }
    }
}
