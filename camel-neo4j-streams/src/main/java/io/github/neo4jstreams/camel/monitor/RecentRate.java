package io.github.neo4jstreams.camel.monitor;

import java.time.Clock;

/** How many there were a second, over the last ten full seconds. Thread-safe. */
final class RecentRate {

    private static final int SECONDS = 10;

    private final Clock clock;
    /** One more, for the second that isn't over. */
    private final long[] counts = new long[SECONDS + 1];

    private final long begun;
    private long now;

    RecentRate(Clock clock) {
        this.clock = clock;
        this.begun = second();
        this.now = begun;
    }

    synchronized void add(long count) {
        advance();
        counts[index(now)] += count;
    }

    /** 0 in the first second. */
    synchronized double perSecond() {
        advance();
        long seconds = Math.min(SECONDS, now - begun);
        long sum = 0;
        for (long second = now - seconds; second < now; second++) {
            sum += counts[index(second)];
        }
        return seconds == 0 ? 0 : (double) sum / seconds;
    }

    private void advance() {
        long second = second();
        for (long next = Math.max(now + 1, second - SECONDS); next <= second; next++) {
            counts[index(next)] = 0;
        }
        now = Math.max(now, second);
    }

    private static int index(long second) {
        return (int) Math.floorMod(second, (long) SECONDS + 1);
    }

    private long second() {
        return clock.millis() / 1000;
    }
}
