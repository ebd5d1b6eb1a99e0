package io.github.neo4jstreams.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a workload took, round by round. */
final class MixedBatchResult {

    private record Round(Stopwatch.Time component, Stopwatch.Time byHand) {
        double ratio() {
            return component.millis() / byHand.millis();
        }

        double cpuRatio() {
            return component.cpuMillis() / byHand.cpuMillis();
        }
    }

    private final String workload;
    private final int messages;
    private final int statements;
    private final int statementsByHand;
    private final List<Round> rounds = new ArrayList<>();

    MixedBatchResult(String workload, int messages, int statements, int statementsByHand) {
        this.workload = workload;
        this.messages = messages;
        this.statements = statements;
        this.statementsByHand = statementsByHand;
    }

    String workload() {
        return workload;
    }

    void add(Stopwatch.Time component, Stopwatch.Time byHand) {
        rounds.add(new Round(component, byHand));
    }

    static String header() {
        return "%-18s %8s %17s   %-22s %-22s %-9s %-9s %s"
                .formatted(
                        "workload",
                        "messages",
                        "statements (hand)",
                        "component ms (range)",
                        "by hand ms (range)",
                        "ratio of",
                        "median of",
                        "of CPU");
    }

    static String secondHeader() {
        return "%-18s %8s %17s   %-22s %-22s %-9s %-9s %s".formatted("", "", "", "", "", "medians", "ratios", "time");
    }

    String line() {
        return "%-18s %8d %17s   %-22s %-22s %-9s %-9s %s"
                .formatted(
                        workload,
                        messages,
                        "%d (%d)".formatted(statements, statementsByHand),
                        spread(round -> round.component().millis()),
                        spread(round -> round.byHand().millis()),
                        "%.2fx".formatted(ratioOfMedians()),
                        "%.2fx".formatted(median(Round::ratio)),
                        "%.2fx".formatted(median(Round::cpuRatio)));
    }

    String summary() {
        return "%s %.2fx".formatted(workload, ratioOfMedians());
    }

    private double ratioOfMedians() {
        return median(round -> round.component().millis())
                / median(round -> round.byHand().millis());
    }

    private String spread(ToDoubleFunction<Round> what) {
        return "%.0f (%.0f\u2013%.0f)"
                .formatted(
                        median(what),
                        rounds.stream().mapToDouble(what).min().orElseThrow(),
                        rounds.stream().mapToDouble(what).max().orElseThrow());
    }

    private double median(ToDoubleFunction<Round> what) {
        return Medians.of(rounds.stream().mapToDouble(what));
    }

    /** An object a round. */
    List<Map<String, Object>> json(String benchmark) {
        List<Map<String, Object>> json = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            Round round = rounds.get(i);
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("name", benchmark);
            object.put("workload", workload);
            object.put("round", i + 1);
            object.put("messages", messages);
            object.put("statements", statements);
            object.put("statements_by_hand", statementsByHand);
            object.put("component_ms", rounded(round.component().millis()));
            object.put("by_hand_ms", rounded(round.byHand().millis()));
            object.put("component_cpu_ms", rounded(round.component().cpuMillis()));
            object.put("by_hand_cpu_ms", rounded(round.byHand().cpuMillis()));
            object.put("ratio", rounded(round.ratio()));
            json.add(object);
        }
        return json;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
