package io.github.neo4jstreams.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.benchmarks.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That everything can be measured; not how fast it is. */
@Timeout(600)
class ThroughputIT {

    @TempDir
    Path output;

    private static Options options(int records, String... only) {
        return new Options(OptionalInt.of(0), OptionalInt.of(1), OptionalInt.of(records), Set.of(only));
    }

    private List<Map<String, Object>> throughput(int records, String... only) throws Exception {
        List<Map<String, Object>> measured = new ArrayList<>();
        Map<String, String> settings = Map.of("benchmark.batch", "500", "benchmark.consumers", "2");
        new Throughput(output, output.resolve("benchmark.html"), settings::get).run(options(records, only), measured);
        return measured;
    }

    @Test
    void aSinkIsMeasuredByTheLoopByHand() throws Exception {
        List<Map<String, Object>> measured = throughput(20_000, "cypher");

        assertThat(measured).extracting(object -> object.get("name")).containsExactlyInAnyOrder("raw", "cypher");
        assertThat(measured).allSatisfy(object -> {
            assertThat(object)
                    .containsEntry("batch", 500)
                    .containsEntry("consumers", 2)
                    .containsEntry("round", 1);
            assertThat(object)
                    .containsKeys("records_per_s", "ratio_to_limit", "cpu_s", "database_cpu_s", "broker_cpu_s")
                    .containsKeys("peak_rss_mb", "allocated_bytes_per_record", "start_to_first_write_ms");
            assertThat((long) object.get("records_per_s")).isPositive();
            assertThat((long) object.get("allocated_bytes_per_record")).isPositive();
            assertThat((long) object.get("records_per_transaction")).isBetween(100L, 500L);
        });
        assertThat(output.resolve("benchmark.html")).content().contains("2 consumers, batch 500");
    }

    @Test
    void aSourceIsMeasuredByTheLoopByHand() throws Exception {
        assertThat(throughput(3_000, "cdc-source", "query-source"))
                .extracting(object -> object.get("name") + " " + object.get("kind"))
                .containsExactlyInAnyOrder(
                        "raw-source cdc", "cdc-source cdc", "raw-source query", "query-source query");
    }

    @Test
    void aSnapshotIsTheGraphWhileOthersWrite() throws Exception {
        List<Map<String, Object>> measured = new ArrayList<>();
        new SnapshotMemory(output).run(options(8_000, "snapshot"), measured);

        assertThat(measured).extracting(object -> object.get("nodes")).containsExactly(2_000L, 8_000L);
        assertThat(measured).allSatisfy(object -> assertThat((long) object.get("changes_meanwhile"))
                .isPositive());
    }
}
