package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Fate;
import io.github.neo4jstreams.migrate.know.KeyEntry;
import io.github.neo4jstreams.migrate.know.Known;
import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Settings of Kafka's clients: what is about security stands once, on the component, all else on the endpoints of a unit. */
final class ClientSettings {

    /** The property that says where the brokers are. */
    static final String BROKERS = "camel.component.kafka.brokers";

    private static final String COMPONENT = "camel.component.kafka.";

    private static final Pattern NUMBER_NAME = Pattern.compile(
            ".*(\\.ms|\\.bytes|\\.records|batch\\.size|\\.memory|\\.requests\\.per\\.connection|\\.num\\.samples)");
    private static final Pattern TRUTH_NAME =
            Pattern.compile("check\\.crcs|specific\\.avro\\.reader|partitioner\\.ignore\\.keys");

    private final Work work;

    final Map<String, Object> consumer = new LinkedHashMap<>();
    final Map<String, Object> producer = new LinkedHashMap<>();

    ClientSettings(Work work) {
        this.work = work;
    }

    /**
     * Takes a setting and says what becomes of it.
     *
     * @param reads  whether there is a consumer that it could be for
     * @param writes whether there is a producer
     */
    void take(Setting setting, Known known, boolean reads, boolean writes) {
        KeyEntry entry = known.entry();
        if (entry.fate() != Fate.CLIENT) {
            work.fromTable(setting, known);
            return;
        }
        String value = setting.value().strip();
        if (value.isEmpty() && !entry.key().equals("ssl.endpoint.identification.algorithm")) {
            work.findings.add(Severity.DROPPED, setting, "has no value");
            return;
        }
        if (NUMBER_NAME.matcher(entry.key()).matches() && !isInteger(value)
                || TRUTH_NAME.matcher(entry.key()).matches() && !value.matches("true|false")) {
            work.findings.add(
                    Severity.HAND,
                    setting,
                    "is left out: " + Secrets.shown(setting.key(), value) + " is not a "
                            + (TRUTH_NAME.matcher(entry.key()).matches() ? "truth value" : "whole number"));
            return;
        }
        if (entry.side().equals("security")) {
            security(setting, entry, value);
            return;
        }
        boolean toConsumer =
                reads && !entry.side().equals("producer") && !known.prefix().startsWith("producer");
        boolean toProducer =
                writes && !entry.side().equals("consumer") && !known.prefix().startsWith("consumer");
        String option = option(entry, value);
        if (toConsumer) {
            consumer.put(option, shown(entry, value));
        }
        if (toProducer) {
            producer.put(option, shown(entry, value));
        }
        work.findings.add(
                toConsumer || toProducer ? Severity.TRANSLATED : Severity.DROPPED,
                setting,
                toConsumer || toProducer
                        ? option + " of kafka in "
                                + (toConsumer && toProducer ? "from and to" : toConsumer ? "from" : "to")
                        : "no route here "
                                + (entry.side().equals("producer")
                                                || known.prefix().startsWith("producer")
                                        ? "writes to"
                                        : "reads from")
                                + " Kafka with this configuration");
    }

    /** Takes the brokers, which all routes have in common. */
    void brokers(Setting setting) {
        if (setting.isBlank()) {
            work.findings.add(Severity.HAND, setting, "names no broker: set " + BROKERS);
        } else if (work.properties.offer(
                BROKERS, Placeholders.translate(setting.value().strip(), "KAFKA_BROKERS"), null)) {
            work.findings.add(Severity.TRANSLATED, setting, BROKERS);
        } else {
            work.findings.add(
                    Severity.HAND,
                    setting,
                    "is not taken: another file has other brokers; translate the two by themselves");
        }
    }

    /** Takes where a group begins that is nowhere yet, for routes that read. */
    void offsetReset(Setting setting, List<Route> sinks) {
        String value = setting.value().strip().toLowerCase(Locale.ROOT);
        switch (value) {
            case "earliest" ->
                work.findings.add(Severity.TRANSLATED, setting, "earliest is what the policy atLeastOnce sets");
            case "none" -> {
                sinks.forEach(route -> route.kafka("autoOffsetReset", "none"));
                work.findings.add(Severity.TRANSLATED, setting, "autoOffsetReset of kafka in from");
            }
            case "latest" -> work.findings.add(Severity.HAND, setting, latest(sinks));
            default ->
                work.findings.add(
                        Severity.HAND,
                        setting,
                        "is left out: " + Secrets.shown(setting.key(), value) + " is not earliest, latest or none");
        }
    }

    private static String latest(List<Route> sinks) {
        String group = sinks.isEmpty() ? "GROUP" : sinks.get(0).group();
        return "is left out: the policy atLeastOnce refuses latest, it would skip what fails before the first commit. The group "
                + group + " goes on where it is; if it is nowhere yet, set its offsets once before the first start:"
                + " kafka-consumer-groups.sh --group " + group + " --topic TOPIC --reset-offsets --to-latest --execute";
    }

    private static boolean isInteger(String value) {
        return value.matches("-?[0-9]{1,10}") && Math.abs(Long.parseLong(value)) <= Integer.MAX_VALUE;
    }

    /** The option of camel-kafka, or Kafka's own name handed on. */
    private static String option(KeyEntry entry, String value) {
        // several assignors are a list, which camel-kafka's option is not
        boolean list = entry.key().equals("partition.assignment.strategy") && value.contains(",");
        return entry.target() == null || list ? "additionalProperties." + entry.key() : entry.target();
    }

    private static Object shown(KeyEntry entry, String value) {
        return isSecret(entry) || Secrets.hasUserInfo(value)
                ? secret(entry, value)
                : Placeholders.translate(value, Placeholders.variable("KAFKA_", entry.key()));
    }

    private static boolean isSecret(KeyEntry entry) {
        return entry.secret() || Secrets.isSecret(entry.key());
    }

    /** A value that is looked up already stays that; what stands in the file goes into the environment. */
    private static String secret(KeyEntry entry, String value) {
        String variable = Placeholders.variable("KAFKA_", entry.key());
        String translated = Placeholders.translate(value, variable);
        return translated.matches("\\{\\{env:[^:}]+}}") ? translated : Placeholders.secret(variable);
    }

    private void security(Setting setting, KeyEntry entry, String value) {
        String name = COMPONENT + Names.kebab(entry.target());
        Object shown = shown(entry, value.isEmpty() ? "none" : value);
        if (work.properties.offer(name, shown.toString(), null)) {
            work.findings.add(
                    Severity.TRANSLATED,
                    setting,
                    name + (isSecret(entry) ? " = " + shown + "; the environment must have the value" : ""));
            return;
        }
        // another configuration has another value: this one's routes have it themselves
        consumer.put(entry.target(), shown);
        producer.put(entry.target(), shown);
        work.findings.add(
                Severity.TRANSLATED,
                setting,
                entry.target() + " of kafka in these routes: another file has another value");
    }
}
