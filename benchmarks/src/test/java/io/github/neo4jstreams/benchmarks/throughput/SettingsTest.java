package io.github.neo4jstreams.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.neo4jstreams.benchmarks.Options;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static Settings of(OptionalInt records, Map<String, String> properties) {
        return Settings.of(new Options(OptionalInt.empty(), OptionalInt.empty(), records, Set.of()), properties::get);
    }

    @Test
    void whatIsNotSaidHasADefault() {
        Settings settings = of(OptionalInt.empty(), Map.of("benchmark.batch", "", "benchmark.to", " "));

        assertThat(settings.rounds()).isEqualTo(5);
        assertThat(settings.warmUps()).isEqualTo(1);
        assertThat(settings.records()).isEqualTo(200_000);
        assertThat(settings.batches()).containsExactly(500, 5_000);
        assertThat(settings.consumers()).containsExactly(1, 4);
        assertThat(settings.polls()).isZero();
        assertThat(settings.to()).isEmpty();
    }

    @Test
    void optionsOfEndpointsGoBehindThoseThatAreThere() {
        Settings settings =
                of(OptionalInt.of(10), Map.of("benchmark.to", "parallelism=2&batchTime=500", "benchmark.from", "a=b"));

        assertThat(settings.records()).isEqualTo(10);
        assertThat(settings.to()).isEqualTo("&parallelism=2&batchTime=500");
        assertThat(settings.from()).isEqualTo("&a=b");
    }

    @Test
    void aBatchOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(OptionalInt.empty(), Map.of("benchmark.batch", "500,0")))
                .withMessage("benchmark.batch is [500, 0]; it is at least 1");
    }

    @Test
    void flagsOfTheJvmAreSeparatedByBlanks() {
        assertThat(of(OptionalInt.empty(), Map.of("benchmark.jvm", "-Xmx1g  -XX:+UseG1GC"))
                        .jvm())
                .containsExactly("-Xmx1g", "-XX:+UseG1GC");
    }
}
