package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Setting;
import java.util.List;
import java.util.Locale;

/** What becomes of records that can't be written: the same keys in the plugin and in Connect, with another prefix. */
final class Errors {

    private static final String TOLERANCE = "errors.tolerance";
    private static final String TOPIC = "errors.deadletterqueue.topic.name";
    private static final String HEADERS = "errors.deadletterqueue.context.headers.enable";
    private static final String PREFIX = "errors.deadletterqueue.context.headers.prefix";

    private final Work work;
    private final Settings settings;
    private final String prefix;
    private final boolean connect;

    /** @param prefix of the keys, {@code streams.sink.} or nothing */
    Errors(Work work, Settings settings, String prefix, boolean connect) {
        this.work = work;
        this.settings = settings;
        this.prefix = prefix;
        this.connect = connect;
    }

    void apply(List<Route> sinks) {
        Setting tolerance = settings.get(prefix + TOLERANCE);
        boolean all = settings.value(prefix + TOLERANCE)
                .map(v -> v.toLowerCase(Locale.ROOT))
                .filter("all"::equals)
                .isPresent();
        boolean none = tolerance == null
                || tolerance.isBlank()
                || (connect
                        ? tolerance.value().strip().equalsIgnoreCase("none")
                        // the plugin compares with exactly this
                        : tolerance.value().strip().equals("none"));
        if (!all && !none) {
            work.findings.add(
                    Severity.HAND,
                    tolerance,
                    "must be none or all; " + Secrets.shown(tolerance.key(), tolerance.value()) + " was taken for "
                            + (connect ? "nothing, the connector didn't start" : "all"));
            all = !connect;
        }
        String dead = settings.value(prefix + TOPIC).orElse(null);
        boolean old = false;
        if (dead == null && !connect) {
            dead = settings.value("streams.sink.dlq").orElse(null);
            old = dead != null;
        }
        if (dead != null && !Placeholders.isOpen(dead) && !dead.matches("[A-Za-z0-9._-]{1,249}")) {
            work.findings.add(
                    Severity.HAND,
                    settings.get(old ? "streams.sink.dlq" : prefix + TOPIC),
                    "is left out: Kafka allows no topic of this name");
            dead = null;
        }
        if (dead != null && (all || old)) {
            deadLetters(sinks, dead);
            return;
        }
        for (String key : List.of(prefix + HEADERS, prefix + PREFIX)) {
            if (settings.has(key)) {
                work.findings.add(Severity.DROPPED, settings.get(key), "there are no dead letters");
            }
        }
        if (all) {
            sinks.forEach(route -> route.option("onInvalid", "SKIP"));
            work.findings.add(
                    Severity.TRAP,
                    "Records that can't be written were passed over in silence, because " + prefix + TOLERANCE
                            + " is all and there is no topic for them. The routes do so too (onInvalid: SKIP), with a line in the"
                            + " log for each. Set deadLetter: kafka:TOPIC instead to keep them");
        } else if (!sinks.isEmpty()) {
            work.findings.add(
                    Severity.DEFAULT,
                    "With " + prefix + TOLERANCE + " = none " + (connect ? "the task failed" : "the sink stopped")
                            + " at a record that can't be written. Here its partition stands still, all others go on, and the log"
                            + " says why each time; set deadLetter: kafka:TOPIC to put such records aside");
            if (dead != null) {
                work.findings.add(
                        Severity.HAND,
                        settings.get(prefix + TOPIC),
                        "was never used, because " + prefix + TOLERANCE
                                + " isn't all: the routes have no deadLetter either. If you want it, add deadLetter: kafka:"
                                + dead
                                + " to them");
            }
        }
    }

    private void deadLetters(List<Route> sinks, String topic) {
        sinks.forEach(route -> route.option("deadLetter", "kafka:" + topic));
        boolean headers = settings.value(prefix + HEADERS)
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        String given = settings.value(prefix + PREFIX).orElse(null);
        if (given != null) {
            sinks.forEach(route -> route.option("deadLetterHeaderPrefix", given));
        } else if (headers && connect) {
            sinks.forEach(route -> route.option("deadLetterHeaderPrefix", "__connect.errors."));
        } else if (headers) {
            work.findings.add(
                    Severity.HAND,
                    settings.get(prefix + HEADERS),
                    "the plugin's headers had no prefix (topic, partition, offset, exception.message …); here they begin with"
                            + " __streams.errors. Tell those who read " + topic + ", or set deadLetterHeaderPrefix");
        }
        work.findings.add(
                Severity.TRAP,
                (connect ? "" : "The plugin put the whole poll into " + topic + " when one record of it failed. ")
                        + "Each record that can't be written goes to " + topic
                        + " by itself, with headers that say why");
    }
}
