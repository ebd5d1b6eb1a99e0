package io.github.neo4jstreams.benchmarks.throughput;

import io.github.neo4jstreams.benchmarks.Medians;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** What the measurements of all rounds say together. Immutable. */
final class Figures {

    private static final Comparator<Variant> ORDER = Comparator.comparing(Variant::contender)
            .thenComparing(Variant::consumers)
            .thenComparing(Variant::batch);

    private final Map<Variant, List<Measurement>> measurements = new LinkedHashMap<>();

    Figures(List<Measurement> measurements) {
        measurements.stream()
                .map(Measurement::variant)
                .distinct()
                .sorted(ORDER)
                .forEach(variant -> this.measurements.put(
                        variant,
                        measurements.stream()
                                .filter(measurement -> measurement.variant().equals(variant))
                                .toList()));
    }

    /** Some values of the same thing. */
    record Spread(double median, double least, double most) {

        static Optional<Spread> of(DoubleStream values) {
            double[] all = values.toArray();
            if (all.length == 0) {
                return Optional.empty();
            }
            DoubleSummaryStatistics statistics = DoubleStream.of(all).summaryStatistics();
            return Optional.of(new Spread(Medians.of(DoubleStream.of(all)), statistics.getMin(), statistics.getMax()));
        }
    }

    /**
     * What a variant did in all rounds.
     *
     * @param limit    what it is measured by; empty for a loop by hand, and if that failed
     * @param ratio    of its throughput to the limit's, round by round
     * @param cpuRatio of its processor time per record to the limit's, round by round
     */
    record Summary(
            Variant variant,
            List<Measurement> rounds,
            Optional<Variant> limit,
            Optional<Spread> ratio,
            Optional<Spread> cpuRatio) {

        Spread perSecond() {
            return spread(Measurement::perSecond);
        }

        double median(ToDoubleFunction<Measurement> what) {
            return spread(what).median();
        }

        double most(ToDoubleFunction<Measurement> what) {
            return spread(what).most();
        }

        private Spread spread(ToDoubleFunction<Measurement> what) {
            return Spread.of(rounds.stream().mapToDouble(what)).orElseThrow();
        }
    }

    /** One a variant; contender by contender, each by consumers and batch. */
    List<Summary> summaries() {
        return measurements.entrySet().stream()
                .map(entry -> {
                    Optional<Variant> limit = limit(entry.getKey());
                    return new Summary(
                            entry.getKey(),
                            entry.getValue(),
                            limit,
                            limit.flatMap(other -> ratios(entry.getKey(), other, Figures::ratio)),
                            limit.flatMap(other -> ratios(entry.getKey(), other, Figures::cpuRatio)));
                })
                .toList();
    }

    /** How {@code exactlyOnce} compares with the same contender without it, round by round. */
    Optional<Spread> ratioToWithout(Variant exactlyOnce) {
        return exactlyOnce.contender() == Contender.CYPHER_EXACTLY_ONCE
                ? ratios(exactlyOnce, exactlyOnce.as(Contender.CYPHER), Figures::ratio)
                : Optional.empty();
    }

    /** An object a measurement. */
    List<Map<String, Object>> json() {
        return measurements.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Measurement::round))
                .map(this::json)
                .toList();
    }

    private Map<String, Object> json(Measurement measurement) {
        Map<String, Object> json = measurement.json();
        Variant variant = measurement.variant();
        if (variant.contender() == variant.contender().limit()) {
            json.put("ratio_to_limit", 1.0);
            return json;
        }
        limit(variant).flatMap(limit -> inRound(limit, measurement.round())).ifPresent(limit -> {
            json.put("ratio_to_limit", Measurement.rounded(ratio(measurement, limit)));
            json.put("cpu_ratio_to_limit", Measurement.rounded(cpuRatio(measurement, limit)));
            json.put("limit_batch", limit.variant().batch());
        });
        if (variant.contender() == Contender.CYPHER_EXACTLY_ONCE) {
            inRound(variant.as(Contender.CYPHER), measurement.round())
                    .ifPresent(
                            without -> json.put("ratio_to_cypher", Measurement.rounded(ratio(measurement, without))));
        }
        return json;
    }

    /** The best loop by hand, over all rounds: one that had luck in a round is not another limit in that round. */
    private Optional<Variant> limit(Variant of) {
        return of.contender() == of.contender().limit()
                ? Optional.empty()
                : of.limits().stream()
                        .filter(measurements::containsKey)
                        .max(Comparator.comparing(limit ->
                                Medians.of(measurements.get(limit).stream().mapToDouble(Measurement::perSecond))));
    }

    private Optional<Spread> ratios(Variant of, Variant to, BiFunction<Measurement, Measurement, Double> ratio) {
        return Spread.of(measurements.getOrDefault(of, List.of()).stream()
                .flatMap(one -> inRound(to, one.round()).map(other -> ratio.apply(one, other)).stream())
                .mapToDouble(Double::doubleValue));
    }

    private Optional<Measurement> inRound(Variant variant, int round) {
        return measurements.getOrDefault(variant, List.of()).stream()
                .filter(measurement -> measurement.round() == round)
                .findFirst();
    }

    private static double ratio(Measurement one, Measurement other) {
        return one.perSecond() / other.perSecond();
    }

    private static double cpuRatio(Measurement one, Measurement other) {
        return one.cpuMicrosPerRecord() / other.cpuMicrosPerRecord();
    }
}
