package io.github.neo4jstreams.benchmarks.throughput;

import static io.github.neo4jstreams.benchmarks.throughput.Measurements.of;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final Variant RAW = new Variant(Contender.RAW, 500, 1);
    private static final Variant CYPHER = new Variant(Contender.CYPHER, 500, 1);
    private static final Variant ONCE = new Variant(Contender.CYPHER_EXACTLY_ONCE, 500, 1);
    private static final Variant AS_IT_COMES = Variant.outOfTheBox();

    private static Figures.Summary summary(Figures figures, Variant variant) {
        return figures.summaries().stream()
                .filter(summary -> summary.variant().equals(variant))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> json(Figures figures, Variant variant, int round) {
        return figures.json().stream()
                .filter(object -> object.get("name").equals(variant.contender().option())
                        && object.get("round").equals(round))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ratiosAreToTheLimitOfTheSameRound() {
        // the machine was slow in the second round
        Figures figures = new Figures(List.of(
                of(RAW, 1, 1_000),
                of(CYPHER, 1, 1_200),
                of(CYPHER, 2, 600),
                of(RAW, 2, 500),
                of(CYPHER, 3, 900),
                of(RAW, 3, 1_000)));

        Figures.Summary cypher = summary(figures, CYPHER);

        assertThat(cypher.perSecond()).isEqualTo(new Figures.Spread(900, 600, 1_200));
        assertThat(cypher.ratio()).contains(new Figures.Spread(1.2, 0.9, 1.2));
        assertThat(summary(figures, RAW).ratio()).isEmpty();
        assertThat(json(figures, CYPHER, 2)).containsEntry("ratio_to_limit", 1.2);
        assertThat(json(figures, RAW, 2)).containsEntry("ratio_to_limit", 1.0);
    }

    @Test
    void processorTimeIsComparedPerRecord() {
        Figures figures = new Figures(List.of(of(RAW, 1, 1_000, 2), of(CYPHER, 1, 4_000, 3)));

        assertThat(summary(figures, CYPHER).cpuRatio())
                .map(Figures.Spread::median)
                .contains(1.5);
        assertThat(json(figures, CYPHER, 1)).containsEntry("cpu_ratio_to_limit", 1.5);
    }

    @Test
    void theRouteAsItComesIsMeasuredByTheLoopThatIsBestOverAllRounds() {
        Variant good = new Variant(Contender.RAW, 2_000, 1);
        Variant lucky = new Variant(Contender.RAW, 5_000, 1);
        Figures figures = new Figures(List.of(
                of(good, 1, 1_000),
                of(good, 2, 1_100),
                of(good, 3, 1_200),
                of(lucky, 1, 1_000),
                of(lucky, 2, 9_000),
                of(lucky, 3, 1_000),
                of(AS_IT_COMES, 1, 1_000),
                of(AS_IT_COMES, 2, 1_100),
                of(AS_IT_COMES, 3, 600)));

        assertThat(summary(figures, AS_IT_COMES).limit()).contains(good);
        assertThat(summary(figures, AS_IT_COMES).ratio()).contains(new Figures.Spread(1, 0.5, 1));
        assertThat(json(figures, AS_IT_COMES, 3)).containsEntry("limit_batch", 2_000);
    }

    @Test
    void exactlyOnceIsComparedWithTheSameWithoutIt() {
        Figures figures = new Figures(List.of(of(CYPHER, 1, 1_000), of(ONCE, 1, 950), of(RAW, 1, 500)));

        assertThat(figures.ratioToWithout(ONCE)).map(Figures.Spread::median).contains(0.95);
        assertThat(figures.ratioToWithout(CYPHER)).isEmpty();
        assertThat(json(figures, ONCE, 1))
                .containsEntry("ratio_to_cypher", 0.95)
                .containsEntry("ratio_to_limit", 1.9);
    }

    @Test
    void aSourceIsMeasuredByTheLoopOfItsKind() {
        Variant rows = new Variant(Contender.RAW_ROWS, 1_000, 1);
        Variant changes = new Variant(Contender.RAW_CHANGES, 1_000, 1);
        Variant source = new Variant(Contender.CDC_SOURCE, 1_000, 1);
        Figures figures = new Figures(List.of(of(rows, 1, 8_000), of(changes, 1, 1_000), of(source, 1, 800)));

        assertThat(summary(figures, source).limit()).contains(changes);
        assertThat(json(figures, source, 1))
                .containsEntry("ratio_to_limit", 0.8)
                .containsEntry("kind", "cdc");
    }

    @Test
    void aRoundInWhichTheLimitFailedHasNoRatio() {
        Figures figures = new Figures(List.of(of(RAW, 1, 1_000), of(CYPHER, 1, 1_000), of(CYPHER, 2, 5_000)));

        assertThat(summary(figures, CYPHER).ratio()).contains(new Figures.Spread(1, 1, 1));
        assertThat(json(figures, CYPHER, 2)).doesNotContainKey("ratio_to_limit");
        assertThat(new Figures(List.of(of(CYPHER, 1, 1))).summaries())
                .extracting(Figures.Summary::ratio)
                .containsExactly(Optional.empty());
    }

    @Test
    void aMeasurementIsOneObject() {
        assertThat(json(new Figures(List.of(of(RAW, 1, 1_000, 2))), RAW, 1))
                .containsEntry("name", "raw")
                .containsEntry("batch", 500)
                .containsEntry("consumers", 1)
                .containsEntry("round", 1)
                .containsEntry("records_per_s", 1_000L)
                .containsEntry("cpu_s", 2.0)
                .containsEntry("database_cpu_s", 2.0)
                .containsEntry("broker_cpu_s", 0.5)
                .containsEntry("peak_rss_mb", 100L)
                .containsEntry("allocated_bytes_per_record", 2_000L)
                .containsEntry("start_to_first_write_ms", 1_234L)
                .containsEntry("records_per_transaction", 500L);
    }
}
