package io.github.neo4jstreams.benchmarks.throughput;

import java.util.stream.Stream;

/** Who takes part: the loop by hand, and the component with its strategies. */
enum Contender {
    RAW("raw", Format.JSON),
    CYPHER("cypher", Format.JSON);

    private final String option;
    private final Format format;

    Contender(String option, Format format) {
        this.option = option;
        this.format = format;
    }

    /** In {@code benchmark.only}, in the figures, and of the file with its route. */
    String option() {
        return option;
    }

    /** What it reads. */
    Format format() {
        return format;
    }

    static Contender of(String option) {
        return Stream.of(values())
                .filter(contender -> contender.option.equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contender is called " + option));
    }
}
