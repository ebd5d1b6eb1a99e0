package io.github.neo4jstreams.benchmarks.throughput;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures as one page that needs nothing else: no scripts, no fonts, no pictures from elsewhere. */
final class HtmlPage {

    private static final String STYLE = """
            :root { --ink: #1c2530; --dim: #66717e; --line: #dde3ea; --paper: #fff; --back: #f5f7fa; --fill: #2f6fb4;
                    --limit: #98a4b1; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e6ebf1; --dim: #93a0ae; --line: #303b47; --paper: #1a212a; --back: #12171e; --fill: #5b9bdc;
                      --limit: #5d6b79; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
            main { max-width: 1080px; margin: 0 auto; padding: 32px 20px 60px; }
            h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 17px; margin: 32px 0 10px; }
            .dim { color: var(--dim); } .card { background: var(--paper); border: 1px solid var(--line); border-radius: 8px;
                                                padding: 10px 14px; overflow-x: auto; }
            svg { display: block; width: 100%; height: auto; font: 13px system-ui, sans-serif; }
            svg text { fill: var(--ink); } svg .dim { fill: var(--dim); }
            .bar { fill: var(--fill); } .limit { fill: var(--limit); } .range { stroke: var(--ink); stroke-width: 1.5; }
            table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; white-space: nowrap; }
            th { text-align: left; color: var(--dim); font-weight: 500; } th, td { padding: 5px 12px 5px 0; }
            tr + tr td, thead + tbody td { border-top: 1px solid var(--line); } .n { text-align: right; }
            """;

    private static final int WIDTH = 1040;
    private static final int LEFT = 170;
    /** Where figures stand behind the bars. */
    private static final int RIGHT = 230;

    private static final int ROW = 28;
    private static final int BAR = 16;

    private final StringBuilder html = new StringBuilder();

    private HtmlPage() {}

    /** @param figures by what they are about */
    static String of(Map<String, Figures> figures) {
        HtmlPage page = new HtmlPage();
        page.add("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Throughput</title>");
        page.add("<style>" + STYLE + "</style></head><body><main>");
        page.add(
                "<h1>Throughput</h1><div class=\"dim\">Records a second: medians of the rounds, with their range. Grey is the"
                        + " loop that is written by hand, the limit.</div>");
        figures.forEach(page::section);
        page.add("</main></body></html>");
        return page.html.toString();
    }

    private void add(String text) {
        html.append(text).append('\n');
    }

    private void section(String title, Figures figures) {
        List<Figures.Summary> summaries = figures.summaries();
        Map<String, List<Figures.Summary>> groups = new LinkedHashMap<>();
        summaries.forEach(summary -> groups.computeIfAbsent(group(summary.variant()), group -> new ArrayList<>())
                .add(summary));
        // one scale for all, so that groups can be compared
        double most = summaries.stream()
                .mapToDouble(summary -> summary.perSecond().most())
                .max()
                .orElse(1);
        groups.forEach((group, members) -> {
            add("<h2>%s, %s</h2><div class=\"card\">".formatted(title, group));
            bars(members, most);
            add("</div>");
        });
        table(title, summaries);
    }

    private static String group(Variant variant) {
        if (variant.contender().isSource()) {
            return variant.contender().kind();
        }
        return "%d consumer%s, batch %,d"
                .formatted(variant.consumers(), variant.consumers() == 1 ? "" : "s", variant.batch());
    }

    private void bars(List<Figures.Summary> summaries, double most) {
        add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"records a second\">"
                .formatted(WIDTH, ROW * summaries.size()));
        for (int i = 0; i < summaries.size(); i++) {
            Figures.Summary summary = summaries.get(i);
            Figures.Spread rate = summary.perSecond();
            double middle = ROW * (i + 0.5);
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>"
                    .formatted(
                            LEFT - 10, middle + 5, summary.variant().contender().option()));
            add("<rect class=\"%s\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"%d\"/>"
                    .formatted(
                            isLimit(summary.variant()) ? "limit" : "bar",
                            LEFT,
                            middle - BAR / 2.0,
                            x(rate.median(), most) - LEFT,
                            BAR));
            add("<line class=\"range\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>"
                    .formatted(x(rate.least(), most), x(rate.most(), most), middle, middle));
            add("<text x=\"%.1f\" y=\"%.1f\">%,.0f<tspan class=\"dim\">%s</tspan></text>"
                    .formatted(
                            x(rate.most(), most) + 8,
                            middle + 5,
                            rate.median(),
                            summary.ratio()
                                    .map(ratio -> ", %.2fx (%.2f\u2013%.2f)"
                                            .formatted(ratio.median(), ratio.least(), ratio.most()))
                                    .orElse("")));
        }
        add("</svg>");
    }

    private static boolean isLimit(Variant variant) {
        return variant.contender() == variant.contender().limit();
    }

    private static double x(double rate, double most) {
        return LEFT + (WIDTH - LEFT - RIGHT) * rate / most;
    }

    private void table(String title, List<Figures.Summary> summaries) {
        add("<h2>%s, all figures</h2><div class=\"card\"><table><thead><tr>".formatted(title));
        add(
                "<th>contender<th class=\"n\">batch<th class=\"n\">consumers<th class=\"n\">records/s<th class=\"n\">of the limit"
                        + "<th class=\"n\">CPU \u00b5s/record<th class=\"n\">of the limit<th class=\"n\">database \u00b5s/record"
                        + "<th class=\"n\">peak RSS MB<th class=\"n\">bytes/record<th class=\"n\">first write ms</tr></thead><tbody>");
        for (Figures.Summary summary : summaries) {
            add(
                    "<tr><td>%s<td class=\"n\">%,d<td class=\"n\">%d<td class=\"n\">%,.0f<td class=\"n\">%s<td class=\"n\">%.1f"
                                    .formatted(
                                            summary.variant().contender().isSource()
                                                    ? summary.variant()
                                                                    .contender()
                                                                    .option() + " ("
                                                            + summary.variant()
                                                                    .contender()
                                                                    .kind() + ")"
                                                    : summary.variant()
                                                            .contender()
                                                            .option(),
                                            summary.variant().batch(),
                                            summary.variant().consumers(),
                                            summary.perSecond().median(),
                                            summary.ratio().map(HtmlPage::times).orElse(""),
                                            summary.median(Measurement::cpuMicrosPerRecord))
                            + "<td class=\"n\">%s<td class=\"n\">%.1f<td class=\"n\">%.0f<td class=\"n\">%,.0f<td class=\"n\">%,.0f</tr>"
                                    .formatted(
                                            summary.cpuRatio()
                                                    .map(HtmlPage::times)
                                                    .orElse(""),
                                            summary.median(Measurement::databaseCpuMicrosPerRecord),
                                            summary.most(Measurement::peakRssMegabytes),
                                            summary.median(Measurement::allocatedPerRecord),
                                            summary.median(Measurement::firstWriteMillis)));
        }
        add("</tbody></table></div>");
    }

    private static String times(Figures.Spread ratio) {
        return "%.2fx".formatted(ratio.median());
    }
}
