package io.github.neo4jstreams.benchmarks.throughput;

/**
 * A contender as it is run.
 *
 * @param batch     most records in a transaction
 * @param consumers of Kafka, each with a thread
 */
record Variant(Contender contender, int batch, int consumers) {

    /** The loop by hand that this is measured by. */
    Variant limit() {
        return new Variant(Contender.RAW, batch, consumers);
    }

    @Override
    public String toString() {
        return "%s, batch %,d, %d consumer%s"
                .formatted(contender.option(), batch, consumers, consumers == 1 ? "" : "s");
    }
}
