package io.github.neo4jstreams.value;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Values;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "P1Y2M3W4DT5H6M7.000000008S, 14, 25, 18367, 8",
        "PT0S, 0, 0, 0, 0",
        "P-1M, -1, 0, 0, 0",
        "-P1MT1S, -1, 0, -1, 0",
        "PT1.5S, 0, 0, 1, 500000000",
        "'PT1,5S', 0, 0, 1, 500000000",
        "PT-1.5S, 0, 0, -2, 500000000",
        "PT-0.5S, 0, 0, -1, 500000000",
        "-PT0.5S, 0, 0, -1, 500000000",
        "PT9223372036854775807S, 0, 0, 9223372036854775807, 0"
    })
    void areReadFromIsoText(String text, long months, long days, long seconds, int nanoseconds) {
        assertThat(Durations.parse(text)).isEqualTo(Durations.of(months, days, seconds, nanoseconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "P1DT",
                "1D",
                "P1",
                "P1.5D",
                "PT1M1H",
                "PT1.0000000001S",
                "P768614336404564651Y",
                "PT9223372036854775808S",
                "P1D "
            })
    void areNothingElse(String text) {
        assertThat(Durations.parse(text)).isNull();
    }

    @Property
    void comeBackFromTheTextOfTheDriver(
            @ForAll long months,
            @ForAll long days,
            @ForAll @LongRange(min = -1L << 62, max = 1L << 62) long seconds,
            @ForAll @IntRange(min = 0, max = 999_999_999) int nanoseconds) {
        Object duration = Values.isoDuration(months, days, seconds, nanoseconds).asIsoDuration();

        assertThat(Durations.parse(duration.toString())).isEqualTo(duration);
    }
}
