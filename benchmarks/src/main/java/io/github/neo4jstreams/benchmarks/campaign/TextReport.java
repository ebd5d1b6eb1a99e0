package io.github.neo4jstreams.benchmarks.campaign;

import java.util.TreeMap;

/** The report as text, without the last line. */
final class TextReport {

    private TextReport() {}

    static String of(Outcome outcome) {
        StringBuilder text = new StringBuilder();
        line(text, "%-24s %6s  %14s", "fault", "times", "longest pause");
        outcome.kinds()
                .forEach(
                        kind -> line(text, "%-24s %6d  %14s", kind.kind(), kind.count(), seconds(kind.longestPause())));
        line(text, "");
        line(
                text,
                "%,d records in %s, %,d a second over all",
                outcome.verdict().records(),
                time(outcome.timeline().duration()),
                outcome.rate());
        new TreeMap<>(outcome.verdict().besides()).forEach((name, value) -> line(text, "%s=%d", name, value));
        outcome.verdict().problems().forEach(problem -> line(text, "problem: %s", problem));
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(format.formatted(values)).append(System.lineSeparator());
    }

    static String seconds(long millis) {
        return "%.1f s".formatted(millis / 1000.0);
    }

    /** Minutes and seconds, and hours if there are some. */
    static String time(long millis) {
        long seconds = millis / 1000;
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
