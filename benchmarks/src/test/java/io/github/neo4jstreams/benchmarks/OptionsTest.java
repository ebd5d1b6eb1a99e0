package io.github.neo4jstreams.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private record Named(List<String> names) implements Benchmark {

        @Override
        public void run(Options options, List<Map<String, Object>> measured) {
            throw new UnsupportedOperationException();
        }
    }

    private final Benchmark benchmark = new Named(List.of("mixed", "mixed/cud", "mixed/pattern"));

    private static Options of(Map<String, String> properties) {
        return Options.of(properties::get);
    }

    @Test
    void whatIsBlankIsForTheBenchmarkToChoose() {
        Options options = of(Map.of("benchmark.rounds", "", "benchmark.only", " "));

        assertThat(options.rounds()).isEmpty();
        assertThat(options.warmUps()).isEmpty();
        assertThat(options.records()).isEmpty();
        assertThat(options.wants(benchmark)).isTrue();
    }

    @Test
    void aNumberIsReadAndChecked() {
        assertThat(of(Map.of("benchmark.warmups", "0")).warmUps()).hasValue(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of("benchmark.rounds", "0")))
                .withMessage("benchmark.rounds is 0; it is at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of("benchmark.records", "many")))
                .withMessage("benchmark.records is many; it is a number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of("benchmark.records", "1,2")))
                .withMessage("benchmark.records is [1, 2]; it is one number");
    }

    @Test
    void aPartIsWantedAloneOrWithTheWhole() {
        Options part = of(Map.of("benchmark.only", "mixed/cud, other"));
        Options whole = of(Map.of("benchmark.only", "mixed"));

        assertThat(part.wants(benchmark)).isTrue();
        assertThat(part.wants("mixed", "cud")).isTrue();
        assertThat(part.wants("mixed", "pattern")).isFalse();
        assertThat(whole.wants("mixed", "pattern")).isTrue();
        assertThat(whole.wants(new Named(List.of("other")))).isFalse();
    }

    @Test
    void aNameThatNobodyHasIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of("benchmark.only", "mixd")).refuseUnknown(List.of(benchmark)))
                .withMessage("benchmark.only is [mixd]; it can name [mixed, mixed/cud, mixed/pattern]");
    }
}
