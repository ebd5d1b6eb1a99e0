package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Catalogue;
import io.github.neo4jstreams.migrate.know.Fate;
import io.github.neo4jstreams.migrate.know.Known;
import io.github.neo4jstreams.migrate.know.Scope;
import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the translators share while they work: the table, and what has been made so far. Not thread-safe. */
final class Work {

    /** A key longer than this is no misspelled one. */
    private static final int LONGEST_KEY = 200;

    final Catalogue catalogue;
    final Findings findings = new Findings();
    final Properties properties = new Properties();
    final Names names = new Names();
    final List<Route> routes = new ArrayList<>();

    Work(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Says what the table says of a setting that nobody has spoken of. */
    void fromTable(Setting setting, Known known) {
        if (findings.spokenOf(setting)) {
            return;
        }
        Severity severity =
                switch (known.entry().fate()) {
                    case DROPPED -> Severity.DROPPED;
                    case HAND -> Severity.HAND;
                    case KEPT -> Severity.KEPT;
                    case TRANSLATED, OPTION, CLIENT -> Severity.TRANSLATED;
                };
        findings.add(severity, setting, known.entry().becomes());
    }

    /** A key that no system has, with the one that is meant. */
    void unknown(Scope scope, Setting setting, String of) {
        Optional<String> nearest =
                setting.key().length() > LONGEST_KEY ? Optional.empty() : catalogue.nearest(scope, setting.key());
        findings.add(
                Severity.UNKNOWN,
                setting,
                "is no key of " + of
                        + nearest.map(key -> "; the nearest is " + Secrets.printable(key))
                                .orElse("")
                        + ". It did nothing before, and does nothing now: correct it and translate again, or delete it");
    }

    /**
     * A truth value; of something else the old systems made false.
     *
     * @param setting null if it isn't set
     */
    boolean truth(Setting setting, boolean initial) {
        if (setting == null) {
            return initial;
        }
        String text = Placeholders.withDefaults(setting.value()).strip().toLowerCase(Locale.ROOT);
        if (Placeholders.isOpen(Placeholders.translate(text))) {
            if (!findings.spokenOf(setting)) {
                findings.add(
                        Severity.HAND,
                        setting,
                        "comes from a variable that isn't known here, and was taken for " + initial
                                + ": give the file with its value, too");
            }
            return initial;
        }
        if (!text.equals("true") && !text.equals("false") && !findings.spokenOf(setting)) {
            findings.add(
                    Severity.HAND,
                    setting,
                    "must be true or false; " + Secrets.shown(setting.key(), setting.value()) + " was taken for false");
        }
        return text.equals("true");
    }

    /**
     * Sets an option of routes to a time, unless it is 0.
     *
     * @param unit of a number without one: {@code s} or {@code ms}
     */
    void time(Setting setting, String unit, List<Route> routes, String option) {
        if (setting == null || setting.isBlank()) {
            return;
        }
        String text = setting.value().strip();
        Optional<Long> time = Durations.milliseconds(text, unit);
        if (time.isEmpty() && !findings.spokenOf(setting)) {
            findings.add(
                    Severity.HAND,
                    setting,
                    "is left out: " + Secrets.shown(setting.key(), text) + " is no time such as "
                            + (unit.equals("s") ? "30s" : "30000"));
        }
        time.filter(milliseconds -> milliseconds > 0)
                .ifPresent(
                        milliseconds -> routes.forEach(route -> route.option(option, Durations.print(milliseconds))));
    }

    /** Options of the component that are one to one. */
    Optional<Object> option(Setting setting, Known known) {
        String value = setting.value().strip();
        if (known.entry().fate() != Fate.OPTION || value.isEmpty()) {
            return Optional.empty();
        }
        String unit = known.entry().unit();
        if (unit == null) {
            if (value.matches("[0-9]{1,9}")) {
                return Optional.of(Long.valueOf(value));
            }
            findings.add(
                    Severity.HAND, setting, "is left out: " + Secrets.shown(setting.key(), value) + " is no number");
            return Optional.empty();
        }
        Optional<Long> milliseconds = Durations.milliseconds(value, unit.equals("duration") ? "s" : unit);
        if (milliseconds.isEmpty()) {
            findings.add(
                    Severity.HAND,
                    setting,
                    "is left out: " + Secrets.shown(setting.key(), value) + " is no time such as "
                            + (unit.equals("duration") ? "30s" : "30000"));
        }
        return milliseconds.map(Durations::print);
    }
}
