package io.github.neo4jstreams.benchmarks.campaign;

import java.util.ArrayList;
import java.util.List;

/** The report as one page that needs nothing else: no scripts, no fonts, no pictures from elsewhere. */
final class HtmlReport {

    private static final String STYLE = """
            :root { --ink: #1c2530; --dim: #66717e; --line: #dde3ea; --paper: #fff; --back: #f5f7fa; --fill: #2f6fb4;
                    --pause: #f0a83c; --good: #1f7a4d; --bad: #b3362b; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e6ebf1; --dim: #93a0ae; --line: #303b47; --paper: #1a212a; --back: #12171e; --fill: #5b9bdc;
                      --pause: #b9791c; --good: #4cc38a; --bad: #f07a6e; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
            main { max-width: 1080px; margin: 0 auto; padding: 32px 20px 60px; }
            h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 17px; margin: 32px 0 10px; }
            code { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; } .dim { color: var(--dim); }
            .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(120px, 1fr)); gap: 10px; margin: 22px 0; }
            .figure, .card { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; }
            .figure b { display: block; font-size: 24px; line-height: 1.3; font-variant-numeric: tabular-nums; }
            .good b { color: var(--good); } .bad b { color: var(--bad); }
            svg { display: block; width: 100%; height: auto; font: 12px system-ui, sans-serif; }
            svg text { fill: var(--dim); } .grid { stroke: var(--line); } .pause { fill: var(--pause); fill-opacity: .3; }
            .rate { fill: var(--fill); fill-opacity: .2; stroke: var(--fill); stroke-width: 1.5; stroke-linejoin: round; }
            .fault { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 3 3; } circle { fill: var(--bad); }
            svg text.number { fill: var(--paper); font-size: 10px; font-weight: 600; }
            table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th { text-align: left; color: var(--dim); font-weight: 500; } th, td { padding: 5px 10px 5px 0; }
            tr + tr td, thead + tbody td { border-top: 1px solid var(--line); } .n { text-align: right; }
            ul { margin: 0; padding-left: 20px; }
            """;

    private static final int WIDTH = 1040;
    private static final int LEFT = 56;
    private static final int RIGHT = 12;
    /** Between two numbers of faults that stand beside each other. */
    private static final int DISTANCE = 20;

    private static final int TOP = 50;
    private static final int BOTTOM = 310;

    /** Pauses that are shown, in milliseconds. */
    private static final long SHOWN = 1_000;

    /** More marks than these have no numbers: they would cover each other. */
    private static final int NUMBERED = 40;

    private final Outcome outcome;
    private final StringBuilder html = new StringBuilder();

    private HtmlReport(Outcome outcome) {
        this.outcome = outcome;
    }

    static String of(Outcome outcome) {
        return new HtmlReport(outcome).page();
    }

    private String page() {
        add("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Fault campaign</title>");
        add("<style>" + STYLE + "</style></head><body><main>");
        Verdict verdict = outcome.verdict();
        add("<h1>Fault campaign: " + (verdict.clean() ? "every promise kept" : "not clean") + "</h1>");
        add("<div class=\"dim\">%s, %s, exactly once %s, seed %d</div>"
                .formatted(
                        outcome.options().campaign(),
                        outcome.options().database() == Database.Kind.CLUSTER ? "cluster of three" : "single server",
                        outcome.options().exactlyOnce() ? "on" : "off",
                        outcome.options().seed()));
        add("<div class=\"figures\">");
        figure("", "records", "%,d".formatted(verdict.records()));
        figure("", "faults", Integer.toString(outcome.injections().size()));
        figure("lost", verdict.lost());
        figure("duplicated", verdict.duplicated());
        figure("reordered", verdict.reordered());
        figure("misdirected", verdict.misdirected());
        figure("", "longest pause", TextReport.seconds(outcome.longestPause()));
        add("</div>");
        problems(verdict.problems());
        plot();
        kinds();
        faults();
        add("<h2>Again</h2><div class=\"card\"><code>"
                + escaped(outcome.options().command()) + "</code></div>");
        add("</main></body></html>");
        return html.toString();
    }

    private void add(String text) {
        html.append(text).append('\n');
    }

    private void figure(String name, long value) {
        figure(value == 0 ? "good" : "bad", name, "%,d".formatted(value));
    }

    private void figure(String style, String name, String value) {
        add("<div class=\"figure %s\"><b>%s</b><span class=\"dim\">%s</span></div>".formatted(style, value, name));
    }

    private void problems(List<String> problems) {
        if (!problems.isEmpty()) {
            add("<h2>Problems</h2><div class=\"card\"><ul>");
            problems.forEach(problem -> add("<li>" + escaped(problem) + "</li>"));
            add("</ul></div>");
        }
    }

    private void plot() {
        add("<h2>Records a second</h2><div class=\"card\">");
        add("<svg viewBox=\"0 0 %d 340\" role=\"img\" aria-label=\"throughput over time\">".formatted(WIDTH));
        // half a second each, or as fine as can be seen
        int parts = (int) Math.max(10, Math.min(500, outcome.timeline().duration() / 500));
        double[] rates = outcome.timeline().rates(parts);
        double top = 1;
        for (double rate : rates) {
            top = Math.max(top, rate);
        }
        double step = step(top / 4);
        top = Math.ceil(top / step) * step;
        for (double rate = 0; rate <= top; rate += step) {
            double y = y(rate, top);
            add("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                    .formatted(LEFT, WIDTH - RIGHT, y, y));
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%,.0f</text>".formatted(LEFT - 8, y + 4, rate));
        }
        long seconds = outcome.timeline().duration() / 1000;
        long every = Math.max(1, (long) step(Math.max(1, seconds) / 8.0));
        for (long second = 0; second <= seconds; second += every) {
            add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>"
                    .formatted(x(second * 1000), BOTTOM + 20, TextReport.time(second * 1000)));
        }
        for (Timeline.Pause pause : outcome.timeline().pauses(SHOWN)) {
            add(
                    "<rect class=\"pause\" x=\"%.1f\" width=\"%.1f\" y=\"%d\" height=\"%d\"><title>pause of %s</title></rect>"
                            .formatted(
                                    x(pause.from()),
                                    Math.max(1, x(pause.to()) - x(pause.from())),
                                    TOP,
                                    BOTTOM - TOP,
                                    TextReport.seconds(pause.millis())));
        }
        List<String> points = new ArrayList<>();
        points.add("%d,%d".formatted(LEFT, BOTTOM));
        for (int part = 0; part < parts; part++) {
            double x = LEFT + (part + 0.5) * (WIDTH - RIGHT - LEFT) / parts;
            points.add("%.1f,%.1f".formatted(x, y(rates[part], top)));
        }
        points.add("%d,%d".formatted(WIDTH - RIGHT, BOTTOM));
        add("<polygon class=\"rate\" points=\"" + String.join(" ", points) + "\"/>");
        marks();
        add("</svg><div class=\"dim\">Dashed lines are faults, bands are pauses of a second and more.</div></div>");
    }

    private void marks() {
        // numbers of faults that are close to each other go up and down
        double last = Double.NEGATIVE_INFINITY;
        boolean raised = false;
        for (int i = 0; i < outcome.injections().size(); i++) {
            Injection injection = outcome.injections().get(i);
            double x = x(injection.begin());
            raised = x - last < DISTANCE && !raised;
            last = x;
            int y = TOP - (raised ? 34 : 14);
            add("<g><title>%d: %s, longest pause %s</title>"
                    .formatted(i + 1, escaped(injection.kind()), TextReport.seconds(outcome.longestPause(injection))));
            add("<line class=\"fault\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>".formatted(x, x, TOP - 6, BOTTOM));
            if (outcome.injections().size() <= NUMBERED) {
                add("<circle cx=\"%.1f\" cy=\"%d\" r=\"9\"/>".formatted(x, y));
                add("<text class=\"number\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%d</text>"
                        .formatted(x, y + 3.5, i + 1));
            }
            add("</g>");
        }
    }

    private double x(long millis) {
        return LEFT
                + (WIDTH - RIGHT - LEFT)
                        * (double) millis
                        / Math.max(1, outcome.timeline().duration());
    }

    private static double y(double rate, double top) {
        return BOTTOM - (BOTTOM - TOP) * rate / top;
    }

    /** 1, 2 or 5 with noughts, at least as large. */
    private static double step(double least) {
        double step = Math.pow(10, Math.floor(Math.log10(Math.max(1, least))));
        for (int factor : new int[] {1, 2, 5}) {
            if (step * factor >= least) {
                return step * factor;
            }
        }
        return step * 10;
    }

    private void kinds() {
        add("<h2>Faults by kind</h2><div class=\"card\"><table><thead><tr><th>fault<th class=\"n\">times"
                + "<th class=\"n\">longest pause</tr></thead><tbody>");
        outcome.kinds()
                .forEach(kind -> add("<tr><td>%s<td class=\"n\">%d<td class=\"n\">%s</tr>"
                        .formatted(escaped(kind.kind()), kind.count(), TextReport.seconds(kind.longestPause()))));
        add("</tbody></table></div>");
    }

    private void faults() {
        add(
                "<h2>Faults in their order</h2><div class=\"card\"><table><thead><tr><th class=\"n\">no.<th class=\"n\">at"
                        + "<th class=\"n\">after records<th>fault<th class=\"n\">lasted<th class=\"n\">longest pause</tr></thead><tbody>");
        for (int i = 0; i < outcome.injections().size(); i++) {
            Injection injection = outcome.injections().get(i);
            add(
                    "<tr><td class=\"n\">%d<td class=\"n\">%s<td class=\"n\">%,d<td>%s<td class=\"n\">%s<td class=\"n\">%s</tr>"
                            .formatted(
                                    i + 1,
                                    TextReport.time(injection.begin()),
                                    injection.records(),
                                    escaped(injection.kind()),
                                    TextReport.seconds(injection.mended() - injection.begin()),
                                    TextReport.seconds(outcome.longestPause(injection))));
        }
        add("</tbody></table></div>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
