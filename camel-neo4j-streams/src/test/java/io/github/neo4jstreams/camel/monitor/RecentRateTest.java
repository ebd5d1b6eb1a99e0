package io.github.neo4jstreams.camel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RecentRateTest {

    private long millis = 1_700_000_000_500L;

    private final RecentRate rate = new RecentRate(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }
    });

    @Test
    void isNothingBeforeASecondIsOver() {
        rate.add(100);
        assertThat(rate.perSecond()).isZero();
    }

    @Test
    void isTheMeanOfTheSecondsThatAreOver() {
        rate.add(100);
        millis += 1000;
        rate.add(50);
        assertThat(rate.perSecond()).isEqualTo(100);
        millis += 1000;
        assertThat(rate.perSecond()).isEqualTo(75);
    }

    @Test
    void forgetsWhatIsLongerAgoThanTenSeconds() {
        rate.add(100);
        millis += 10_000;
        assertThat(rate.perSecond()).isEqualTo(10);
        millis += 1000;
        assertThat(rate.perSecond()).isZero();
        rate.add(20);
        millis += 1_000_000;
        assertThat(rate.perSecond()).isZero();
    }

    @Test
    void doesNotMindAClockThatIsSetBack() {
        rate.add(100);
        millis -= 60_000;
        rate.add(100);
        millis += 61_000;
        assertThat(rate.perSecond()).isEqualTo(200);
    }
}
