package io.github.neo4jstreams.benchmarks.throughput;

import static io.github.neo4jstreams.benchmarks.throughput.Measurements.of;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextTableTest {

    private static final Variant RAW = new Variant(Contender.RAW, 5_000, 1);
    private static final Variant CYPHER = new Variant(Contender.CYPHER, 5_000, 1);
    private static final Variant ONCE = new Variant(Contender.CYPHER_EXACTLY_ONCE, 5_000, 1);

    private final Figures figures = new Figures(List.of(
            of(ONCE, 1, 900),
            of(CYPHER, 1, 1_200),
            of(RAW, 1, 1_000),
            of(CYPHER, 2, 800),
            of(RAW, 2, 1_000),
            of(Variant.outOfTheBox(), 1, 500)));

    @Test
    void eachVariantIsALineWithItsLimitAbove() {
        List<String> lines = TextTable.of(figures).lines().toList();

        assertThat(lines.get(2)).matches("raw +5000 +1 +1,000 \\(1,000–1,000\\) +1000.0 +2000.0 +100 +2,000 +1,234");
        assertThat(lines.get(3))
                .matches(
                        "cypher +5000 +1 +1,000 \\(800–1,200\\) +1.00x \\(0.80–1.20\\) .* 1.04x +2000.0 +100 +2,000 +1,234");
    }

    @Test
    void whatNeedsAWordHasOneBelow() {
        assertThat(TextTable.of(figures))
                .contains("cypher-exactly-once, batch 5,000, 1 consumer: 0.75x (0.75–0.75) of cypher without it")
                .contains("out-of-the-box is measured by raw, batch 5,000, 1 consumer");
    }

    @Test
    void thePageHasABarForEachVariantAndNeedsNothingElse() {
        String page = HtmlPage.of(Map.of("Kafka to Neo4j", figures));

        assertThat(page.lines().filter(line -> line.startsWith("<rect class=\"limit\"")))
                .hasSize(1);
        assertThat(page.lines().filter(line -> line.startsWith("<rect class=\"bar\"")))
                .hasSize(3);
        assertThat(page).contains(">1,000<", "1.00x (0.80–1.20)").doesNotContain("http", "<script");
    }
}
