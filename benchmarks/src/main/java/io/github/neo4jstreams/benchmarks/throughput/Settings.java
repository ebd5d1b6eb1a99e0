package io.github.neo4jstreams.benchmarks.throughput;

import io.github.neo4jstreams.benchmarks.Options;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How the contenders run.
 *
 * @param warmUps   rounds before those that count
 * @param rounds    that count
 * @param records   in each topic
 * @param batches   most records in a transaction, one after the other
 * @param consumers of Kafka, one after the other
 * @param polls     most batches in a poll of the component; 0 for what it chooses. The loop by hand polls one
 * @param from      more options of the component's {@code kafka:} endpoints, as in a URI
 * @param to        more options of its {@code neo4j-streams:} endpoints, as in a URI
 * @param jvm       flags of the contenders' JVMs
 * @param seed      of the order in a round
 */
record Settings(
        int warmUps,
        int rounds,
        int records,
        List<Integer> batches,
        List<Integer> consumers,
        int polls,
        String from,
        String to,
        List<String> jvm,
        long seed) {

    /**
     * So small that a route of camel-main stays within 300 MB. The young generation is two thirds of it, so that a batch of the loop by
     * hand dies before it gets old: with four consumers and batches of 5,000 the loop then spends a tenth of its time on collecting
     * garbage, and half of that with a heap of 512 MB. Other collectors are slower here, for all.
     */
    private static final String JVM = "-Xmx160m -Xmn104m -XX:+UseSerialGC";

    /** @param property returns null or a blank text for what isn't set */
    static Settings of(Options options, UnaryOperator<String> property) {
        return new Settings(
                options.warmUps().orElse(1),
                options.rounds().orElse(5),
                options.records().orElse(200_000),
                atLeastOne(property, "benchmark.batch", List.of(500, 5_000)),
                atLeastOne(property, "benchmark.consumers", List.of(1, 4)),
                atLeastOne(property, "benchmark.polls", List.of(0)).get(0),
                more(property.apply("benchmark.from")),
                more(property.apply("benchmark.to")),
                List.of(orElse(property.apply("benchmark.jvm"), JVM).split(" +")),
                atLeastOne(property, "benchmark.seed", List.of(1)).get(0));
    }

    private static List<Integer> atLeastOne(UnaryOperator<String> property, String name, List<Integer> otherwise) {
        List<Integer> numbers = Options.numbers(property, name);
        if (numbers.stream().anyMatch(number -> number < 1)) {
            throw new IllegalArgumentException(name + " is " + numbers + "; it is at least 1");
        }
        return numbers.isEmpty() ? otherwise : numbers;
    }

    private static String orElse(String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text.strip();
    }

    private static String more(String options) {
        return options == null || options.isBlank() ? "" : "&" + options.strip();
    }
}
