package io.github.neo4jstreams.benchmarks.throughput;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A contender as it is run.
 *
 * @param batch     most records in a transaction of a sink, or that a source reads at once
 * @param consumers of Kafka, each with a thread; 1 for sources
 */
record Variant(Contender contender, int batch, int consumers) {

    /** The component's {@code batchSize} unless it is told otherwise. */
    static final int SINK_BATCH = 5_000;

    /** The component's {@code maxMessagesPerPoll} unless it is told otherwise. */
    static final int SOURCE_BATCH = 1_000;

    /** Among these, the loop by hand has its best. */
    static final List<Integer> SEARCHED = List.of(500, 1_000, 2_000, 5_000, 10_000);

    static Variant outOfTheBox() {
        return new Variant(Contender.OUT_OF_THE_BOX, SINK_BATCH, 1);
    }

    /** All that a contender runs as, and what it takes to judge it. */
    static Set<Variant> of(Contender contender, Settings settings) {
        Set<Variant> variants = new LinkedHashSet<>();
        if (contender.isSource() || contender == Contender.OUT_OF_THE_BOX) {
            Variant variant = new Variant(contender, contender.isSource() ? SOURCE_BATCH : SINK_BATCH, 1);
            variants.addAll(variant.limits());
            variants.add(variant);
        } else {
            for (int batch : settings.batches()) {
                for (int consumers : settings.consumers()) {
                    Variant variant = new Variant(contender, batch, consumers);
                    variants.addAll(variant.limits());
                    if (contender == Contender.CYPHER_EXACTLY_ONCE) {
                        variants.add(variant.as(Contender.CYPHER));
                    }
                    variants.add(variant);
                }
            }
        }
        return variants;
    }

    /** The loops by hand that this is measured by: the best of them counts. */
    List<Variant> limits() {
        if (contender != Contender.OUT_OF_THE_BOX) {
            return List.of(as(contender.limit()));
        }
        List<Variant> limits = new ArrayList<>();
        SEARCHED.forEach(searched -> limits.add(new Variant(Contender.RAW, searched, consumers)));
        return limits;
    }

    /** Another contender under the same conditions. */
    Variant as(Contender other) {
        return new Variant(other, batch, consumers);
    }

    /** For files and consumer groups. */
    String id() {
        return contender.isSource()
                ? "%s-%s".formatted(contender.option(), contender.kind())
                : "%s-%d-%d".formatted(contender.option(), batch, consumers);
    }

    @Override
    public String toString() {
        return contender.isSource()
                ? "%s (%s), batch %,d".formatted(contender.option(), contender.kind(), batch)
                : "%s, batch %,d, %d consumer%s"
                        .formatted(contender.option(), batch, consumers, consumers == 1 ? "" : "s");
    }
}
