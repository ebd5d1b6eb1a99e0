package io.github.neo4jstreams.migrate.write;

import io.github.neo4jstreams.migrate.read.Note;
import io.github.neo4jstreams.migrate.read.Place;
import io.github.neo4jstreams.migrate.translate.Finding;
import io.github.neo4jstreams.migrate.translate.Migration;
import io.github.neo4jstreams.migrate.translate.Severity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is said about every setting, and about what nobody set. */
final class Report {

    static final String NAME = "report.md";

    private static final Map<Severity, String> TITLES = new TreeMap<>(Map.of(
            Severity.HAND, "To do by hand",
            Severity.UNKNOWN, "Unknown keys",
            Severity.DRIFT, "Members that differ",
            Severity.TRAP, "What the old system did, and what happens here",
            Severity.DEFAULT, "Defaults that differ",
            Severity.TRANSLATED, "Translated",
            Severity.DROPPED, "Not needed any more",
            Severity.KEPT, "Left where they are"));

    private static final List<Severity> ORDER = List.of(
            Severity.HAND,
            Severity.UNKNOWN,
            Severity.DRIFT,
            Severity.TRAP,
            Severity.DEFAULT,
            Severity.TRANSLATED,
            Severity.DROPPED,
            Severity.KEPT);

    private Report() {}

    /** @param problems what could not be read */
    static String text(Migration migration, List<Note> problems) {
        StringBuilder text = new StringBuilder("# Migration report\n\n");
        text.append(summary(migration, problems)).append('\n');
        if (!problems.isEmpty()) {
            text.append("\n## Could not be read\n\n");
            problems.forEach(problem -> text.append("- ").append(problem).append('\n'));
        }
        for (Severity severity : ORDER) {
            section(migration, severity, text);
        }
        return text.toString();
    }

    private static String summary(Migration migration, List<Note> problems) {
        long routes = migration.routes().size();
        long open = migration.findings().stream()
                .filter(finding -> finding.severity().isOpen())
                .count();
        return routes + (routes == 1 ? " route, " : " routes, ") + open + (open == 1 ? " thing" : " things")
                + " to do by hand" + (problems.isEmpty() ? "." : ", " + problems.size() + " could not be read.");
    }

    private static void section(Migration migration, Severity severity, StringBuilder text) {
        List<Finding> findings = migration.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .distinct()
                .toList();
        if (findings.isEmpty()) {
            return;
        }
        text.append("\n## ").append(TITLES.get(severity)).append("\n\n");
        findings.forEach(finding -> text.append(line(finding)).append('\n'));
    }

    /** One finding as a line of a list, perhaps with more below it. */
    static String line(Finding finding) {
        StringBuilder line = new StringBuilder("- ");
        // the lines of a difference have them all
        if (!finding.places().isEmpty() && finding.severity() != Severity.DRIFT) {
            line.append(
                    finding.places().stream().map(Place::toString).distinct().collect(Collectors.joining(", ")));
            line.append(finding.key() == null ? ": " : " ");
        }
        if (finding.key() != null) {
            line.append('`').append(finding.key()).append("`: ");
        }
        return line.append(finding.text().replace("\n", "\n      ")).toString();
    }
}
