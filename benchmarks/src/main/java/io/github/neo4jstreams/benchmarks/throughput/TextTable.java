package io.github.neo4jstreams.benchmarks.throughput;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures for a terminal. */
final class TextTable {

    private static final String LINE = "%-26s %6s %4s   %-26s %-20s %7s %6s %6s %5s %7s %7s";

    private TextTable() {}

    static String of(Figures figures) {
        List<String> lines = new ArrayList<>();
        lines.add(LINE.formatted(
                "", "", "con-", "records/s", "of the limit", "CPU \u00b5s", "of", "data-", "RSS", "bytes", "first"));
        lines.add(LINE.formatted(
                "contender",
                "batch",
                "sum.",
                "median (range)",
                "median (range)",
                "/record",
                "limit",
                "base",
                "MB",
                "/record",
                "ms"));
        for (Figures.Summary summary : figures.summaries()) {
            lines.add(line(summary));
        }
        for (Figures.Summary summary : figures.summaries()) {
            figures.ratioToWithout(summary.variant())
                    .ifPresent(ratio ->
                            lines.add("%s: %s of cypher without it".formatted(summary.variant(), times(ratio))));
            if (summary.variant().contender() == Contender.OUT_OF_THE_BOX) {
                summary.limit()
                        .ifPresent(limit -> lines.add("%s is measured by %s"
                                .formatted(summary.variant().contender().option(), limit)));
            }
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(Figures.Summary summary) {
        Variant variant = summary.variant();
        Figures.Spread rate = summary.perSecond();
        return LINE.formatted(
                        variant.contender().isSource()
                                ? "%s (%s)"
                                        .formatted(
                                                variant.contender().option(),
                                                variant.contender().kind())
                                : variant.contender().option(),
                        variant.batch(),
                        variant.consumers(),
                        "%,.0f (%,.0f\u2013%,.0f)".formatted(rate.median(), rate.least(), rate.most()),
                        summary.ratio().map(TextTable::times).orElse(""),
                        "%.1f".formatted(summary.median(Measurement::cpuMicrosPerRecord)),
                        median(summary.cpuRatio()),
                        "%.1f".formatted(summary.median(Measurement::databaseCpuMicrosPerRecord)),
                        "%.0f".formatted(summary.most(Measurement::peakRssMegabytes)),
                        "%,.0f".formatted(summary.median(Measurement::allocatedPerRecord)),
                        "%,.0f".formatted(summary.median(Measurement::firstWriteMillis)))
                .stripTrailing();
    }

    private static String times(Figures.Spread ratio) {
        return "%.2fx (%.2f\u2013%.2f)".formatted(ratio.median(), ratio.least(), ratio.most());
    }

    private static String median(Optional<Figures.Spread> ratio) {
        return ratio.map(spread -> "%.2fx".formatted(spread.median())).orElse("");
    }
}
