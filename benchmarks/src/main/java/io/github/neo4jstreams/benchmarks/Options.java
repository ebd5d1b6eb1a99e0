package io.github.neo4jstreams.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much is measured.
 *
 * @param warmUps rounds before those, per workload
 * @param rounds  that count
 * @param records in a batch
 * @param only    benchmarks, or parts of them; none for all
 */
record Options(int warmUps, int rounds, int records, Set<String> only) {

    Options {
        if (warmUps < 0 || rounds < 1 || records < 1) {
            throw new IllegalArgumentException(
                    "benchmark.rounds and benchmark.records are at least 1, benchmark.warmups at least 0");
        }
    }

    static Options ofSystemProperties() {
        return new Options(
                Integer.getInteger("benchmark.warmups", 3),
                Integer.getInteger("benchmark.rounds", 5),
                Integer.getInteger("benchmark.records", 10_000),
                Arrays.stream(System.getProperty("benchmark.only", "").split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet()));
    }

    /** What is misspelled must not look as if it had been measured. */
    void refuseUnknown(List<Benchmark> known) {
        Set<String> names = known.stream()
                .flatMap(benchmark -> Stream.concat(
                        Stream.of(benchmark.name()),
                        benchmark.parts().stream().map(part -> benchmark.name() + "/" + part)))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!names.containsAll(only)) {
            throw new IllegalArgumentException("benchmark.only is " + only + "; it can name " + names);
        }
    }

    boolean wants(String benchmark) {
        return only.isEmpty() || only.stream().anyMatch(name -> name.split("/")[0].equals(benchmark));
    }

    boolean wants(String benchmark, String part) {
        return only.isEmpty() || only.contains(benchmark) || only.contains(benchmark + "/" + part);
    }
}
