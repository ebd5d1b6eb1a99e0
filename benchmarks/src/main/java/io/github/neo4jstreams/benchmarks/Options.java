package io.github.neo4jstreams.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * How much is measured; what isn't said is for each benchmark to choose.
 *
 * @param warmUps rounds before those that count, at least 0
 * @param rounds  that count, at least 1
 * @param records of a measurement, at least 1
 * @param only    names of benchmarks, or of parts of them; none for all
 */
public record Options(OptionalInt warmUps, OptionalInt rounds, OptionalInt records, Set<String> only) {

    public Options {
        refuseLess(warmUps, 0, "benchmark.warmups");
        refuseLess(rounds, 1, "benchmark.rounds");
        refuseLess(records, 1, "benchmark.records");
    }

    private static void refuseLess(OptionalInt value, int least, String name) {
        if (value.isPresent() && value.getAsInt() < least) {
            throw new IllegalArgumentException(name + " is " + value.getAsInt() + "; it is at least " + least);
        }
    }

    /** @param property returns null or a blank text for what isn't set */
    static Options of(UnaryOperator<String> property) {
        return new Options(
                number(property, "benchmark.warmups"),
                number(property, "benchmark.rounds"),
                number(property, "benchmark.records"),
                Set.copyOf(list(property, "benchmark.only")));
    }

    private static OptionalInt number(UnaryOperator<String> property, String name) {
        List<Integer> numbers = numbers(property, name);
        if (numbers.size() > 1) {
            throw new IllegalArgumentException(name + " is " + numbers + "; it is one number");
        }
        return numbers.stream().mapToInt(Integer::intValue).findFirst();
    }

    /** Several numbers with commas between them, or none. */
    public static List<Integer> numbers(UnaryOperator<String> property, String name) {
        return list(property, name).stream()
                .map(text -> {
                    try {
                        return Integer.valueOf(text);
                    } catch (NumberFormatException e) {
                        throw new IllegalArgumentException(name + " is " + text + "; it is a number", e);
                    }
                })
                .toList();
    }

    private static List<String> list(UnaryOperator<String> property, String name) {
        String text = property.apply(name);
        return text == null
                ? List.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .distinct()
                        .toList();
    }

    /** What is misspelled must not look as if it had been measured. */
    void refuseUnknown(List<Benchmark> known) {
        Set<String> names = known.stream()
                .flatMap(benchmark -> benchmark.names().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!names.containsAll(only)) {
            throw new IllegalArgumentException("benchmark.only is " + only + "; it can name " + names);
        }
    }

    /** Whether anything of it is asked for. */
    boolean wants(Benchmark benchmark) {
        return only.isEmpty() || benchmark.names().stream().anyMatch(only::contains);
    }

    /** Whether this is asked for by its name, or everything is. */
    public boolean wants(String name) {
        return only.isEmpty() || only.contains(name);
    }

    /** Whether {@code BENCHMARK/PART} is asked for, alone or with the whole. */
    boolean wants(String benchmark, String part) {
        return wants(benchmark) || only.contains(benchmark + "/" + part);
    }
}
