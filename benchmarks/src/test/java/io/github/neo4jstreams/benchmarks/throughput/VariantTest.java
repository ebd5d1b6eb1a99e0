package io.github.neo4jstreams.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.benchmarks.Options;
import io.github.neo4jstreams.camel.Neo4jStreamsEndpoint;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class VariantTest {

    private final Settings settings = Settings.of(
            new Options(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Set.of()),
            Map.of("benchmark.batch", "700", "benchmark.consumers", "1,2")::get);

    @Test
    void aContenderBringsItsLimit() {
        assertThat(Variant.of(Contender.CUD, settings))
                .containsExactlyInAnyOrder(
                        new Variant(Contender.RAW, 700, 1),
                        new Variant(Contender.CUD, 700, 1),
                        new Variant(Contender.RAW, 700, 2),
                        new Variant(Contender.CUD, 700, 2));
    }

    @Test
    void exactlyOnceBringsTheSameWithoutIt() {
        assertThat(Variant.of(Contender.CYPHER_EXACTLY_ONCE, settings))
                .contains(new Variant(Contender.CYPHER, 700, 1), new Variant(Contender.RAW, 700, 1));
    }

    @Test
    void theRouteAsItComesBringsTheSearchForTheBestLoop() {
        assertThat(Variant.of(Contender.OUT_OF_THE_BOX, settings))
                .hasSize(1 + Variant.SEARCHED.size())
                .contains(new Variant(Contender.RAW, 10_000, 1), Variant.outOfTheBox());
    }

    @Test
    void aSourceBringsTheLoopThatReadsTheSame() {
        assertThat(Variant.of(Contender.QUERY_SOURCE, settings))
                .extracting(Variant::contender)
                .containsExactlyInAnyOrder(Contender.RAW_ROWS, Contender.QUERY_SOURCE);
    }

    @Test
    void batchesThatNobodyChoseAreThoseOfTheComponent() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Neo4jStreamsEndpoint endpoint = camel.getEndpoint("neo4j-streams:cud", Neo4jStreamsEndpoint.class);

            assertThat(endpoint.getBatchSize()).isEqualTo(Variant.SINK_BATCH);
            assertThat(endpoint.getMaxMessagesPerPoll()).isEqualTo(Variant.SOURCE_BATCH);
        }
    }
}
