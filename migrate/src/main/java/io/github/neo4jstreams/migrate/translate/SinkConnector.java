package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Known;
import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The topics of a sink connector. */
final class SinkConnector {

    private static final Map<String, String> BINDINGS = Map.of(
            "neo4j.cypher.bind-timestamp-as", "bindTimestampAs",
            "neo4j.cypher.bind-header-as", "bindHeaderAs",
            "neo4j.cypher.bind-key-as", "bindKeyAs",
            "neo4j.cypher.bind-value-as", "bindValueAs");
    private static final Map<String, String> PATTERN_BINDINGS = Map.of(
            "neo4j.pattern.bind-timestamp-as", "__timestamp",
            "neo4j.pattern.bind-header-as", "__header",
            "neo4j.pattern.bind-key-as", "__key",
            "neo4j.pattern.bind-value-as", "__value");

    private static final Pattern DECLARES_EVENT =
            Pattern.compile("(?i)\\bas\\s+event\\b|\\(\\s*event\\s*[:){]|\\bevent\\s+IN\\b");

    private final Work work;
    private final Settings settings;
    private final Map<Setting, Known> known;
    private final Origin origin;
    private final String unit;
    private final boolean older;
    private final List<Route> sinks = new ArrayList<>();

    SinkConnector(Work work, Settings settings, Map<Setting, Known> known, Origin origin, String unit, boolean older) {
        this.work = work;
        this.settings = settings;
        this.known = known;
        this.origin = origin;
        this.unit = unit;
        this.older = older;
    }

    List<Route> translate() {
        Map<String, List<Setting>> topics = new LinkedHashMap<>();
        Map<String, List<Route>> routes = new LinkedHashMap<>();
        known.forEach((setting, entry) -> {
            Route route = route(setting, entry);
            if (route != null) {
                sinks.add(route);
                for (String topic : route.topics()) {
                    topics.computeIfAbsent("/" + topic, any -> new ArrayList<>())
                            .add(setting);
                    routes.computeIfAbsent("/" + topic, any -> new ArrayList<>())
                            .add(route);
                }
            }
        });
        CrossedTopics.refuse(work, topics, routes, "the connector refused to start");
        compareTopics();
        group();
        common();
        exactlyOnce();
        new Errors(work, settings, "", true).apply(sinks);
        PatternTraps.say(work, sinks, older);
        if (sinks.isEmpty()) {
            work.findings.add(
                    Severity.HAND,
                    "The connector " + Secrets.printable(origin.name())
                            + " has no topic with a strategy that could be translated: no route was made of it");
        }
        return sinks;
    }

    private Route route(Setting setting, Known entry) {
        SinkDraft draft = new SinkDraft(work, origin, unit);
        switch (entry.entry().key()) {
            case "neo4j.cypher.topic.<topic>", "neo4j.topic.cypher.<topic>" -> {
                if (setting.key().equals("neo4j.cypher.topic.map")
                        && setting.value().strip().startsWith("{")) {
                    work.findings.add(
                            Severity.HAND,
                            setting,
                            "has topics and queries in JSON, as Confluent Cloud's managed connector knows it: no route was made of"
                                    + " it. Give each topic a neo4j.cypher.topic.TOPIC");
                    return null;
                }
                Route route = draft.cypher(setting, entry.name("topic"), older);
                if (route != null) {
                    bindings(route);
                }
                return route;
            }
            case "neo4j.pattern.topic.<topic>" -> {
                return pattern(draft.pattern(inPatternsOwnNames(setting), entry.name("topic"), null));
            }
            case "neo4j.pattern.node.topic.<topic>", "neo4j.topic.pattern.node.<topic>" -> {
                return pattern(draft.pattern(setting, entry.name("topic"), false));
            }
            case "neo4j.pattern.relationship.topic.<topic>", "neo4j.topic.pattern.relationship.<topic>" -> {
                return pattern(draft.pattern(setting, entry.name("topic"), true));
            }
            case "neo4j.cud.topics" -> {
                return draft.topics(setting, "cud", ',');
            }
            case "neo4j.topic.cud" -> {
                return draft.commandsOfStreams(setting);
            }
            case "neo4j.cdc.schema.topics" -> {
                return draft.topics(setting, "cdc-schema", ',');
            }
            case "neo4j.topic.cdc.schema" -> {
                return draft.topics(setting, "cdc-schema", ';');
            }
            case "neo4j.cdc.source-id.topics" -> {
                return sourceId(draft.topics(setting, "cdc-source-id", ','));
            }
            case "neo4j.topic.cdc.sourceId" -> {
                return sourceId(draft.topics(setting, "cdc-source-id", ';'));
            }
            default -> {
                return null;
            }
        }
    }

    private void bindings(Route route) {
        if (!work.truth(settings.get("neo4j.cypher.bind-value-as-event"), true)
                && DECLARES_EVENT
                        .matcher(route.options().get("query").toString())
                        .find()) {
            work.findings.add(
                    Severity.HAND,
                    settings.get("neo4j.cypher.bind-value-as-event"),
                    "is false, and the query of " + route.id()
                            + " declares event itself, which a route binds to the value: give it"
                            + " another name in the query");
        }
        BINDINGS.forEach((key, option) -> settings.value(key).ifPresent(name -> {
            if (name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                route.option(option, name);
            } else {
                work.findings.add(
                        Severity.HAND,
                        settings.get(key),
                        "is left out: " + Secrets.shown(key, name) + " is no name of a variable");
            }
        }));
    }

    /** The connector lets patterns call the parts of a message by names of the user's; the component has one for each. */
    private Setting inPatternsOwnNames(Setting setting) {
        String pattern = setting.value();
        for (Map.Entry<String, String> binding : PATTERN_BINDINGS.entrySet()) {
            Optional<String> name = settings.value(binding.getKey());
            if (name.isPresent() && !name.get().equals(binding.getValue())) {
                pattern = pattern.replaceAll(
                        "(?<=[:{,]\\s{0,5})" + Pattern.quote(name.get()) + "(?=\\s*[.,}])", binding.getValue());
            }
        }
        if (pattern.equals(setting.value())) {
            return setting;
        }
        Setting renamed = new Setting(setting.place(), setting.key(), setting.written(), pattern);
        work.findings.represents(renamed, setting);
        work.findings.add(
                Severity.TRAP,
                List.of(setting.place()),
                setting.written(),
                "calls parts of the message by names from neo4j.pattern.bind-…-as; the route has __key, __value, __header and"
                        + " __timestamp instead");
        return renamed;
    }

    private Route pattern(Route route) {
        if (route != null) {
            route.option(
                    "mergeNodeProperties",
                    merges(
                            "neo4j.pattern.merge-node-properties",
                            "neo4j.pattern.node.merge-properties",
                            "neo4j.topic.pattern.merge.node.properties.enabled"));
            route.option(
                    "mergeRelationshipProperties",
                    merges(
                            "neo4j.pattern.merge-relationship-properties",
                            "neo4j.pattern.relationship.merge-properties",
                            "neo4j.topic.pattern.merge.relationship.properties.enabled"));
        }
        return route;
    }

    private boolean merges(String... keys) {
        return Arrays.stream(keys)
                .filter(settings::has)
                .map(key -> work.truth(settings.get(key), false))
                .findFirst()
                .orElse(false);
    }

    private Route sourceId(Route route) {
        if (route != null) {
            settings.value("neo4j.cdc.source-id.label-name", "neo4j.topic.cdc.sourceId.labelName")
                    .ifPresent(name -> route.option("labelName", name));
            settings.value("neo4j.cdc.source-id.property-name", "neo4j.topic.cdc.sourceId.idName")
                    .ifPresent(name -> route.option("propertyName", name));
        }
        return route;
    }

    /** What is read and what has a strategy were two lists, which had to be equal. */
    private void compareTopics() {
        Set<String> written = new LinkedHashSet<>();
        sinks.forEach(route -> written.addAll(route.topics()));
        if (!settings.has("topics")) {
            if (!settings.has("topics.regex")) {
                work.findings.add(
                        Severity.HAND,
                        "The connector " + Secrets.printable(origin.name())
                                + " has no topics, without which it doesn't start; the routes read"
                                + " the topics that have a strategy");
            }
            return;
        }
        if (Placeholders.isOpen(settings.value("topics").orElse(""))) {
            work.findings.add(
                    Severity.HAND,
                    settings.get("topics"),
                    "comes from a variable: the routes read the topics that have a strategy, compare them with its value");
            return;
        }
        Set<String> read = new LinkedHashSet<>();
        for (String topic : settings.value("topics").orElse("").split(",")) {
            if (!topic.isBlank()) {
                read.add(topic.strip());
            }
        }
        Set<String> withoutStrategy = new LinkedHashSet<>(read);
        withoutStrategy.removeAll(written);
        if (!withoutStrategy.isEmpty()) {
            work.findings.add(
                    Severity.HAND,
                    settings.get("topics"),
                    "names topics without a strategy, with which the connector didn't start: "
                            + Secrets.printable(String.join(", ", withoutStrategy)) + ". There is no route for them");
        }
        sinks.stream().filter(route -> !read.containsAll(route.topics())).forEach(route -> {
            route.notStarted("topics doesn't name it");
            work.findings.add(
                    Severity.HAND,
                    List.of(settings.get("topics").place()),
                    "topics",
                    "doesn't name " + Secrets.printable(String.join(", ", route.topics()))
                            + ", which has a strategy, so nothing was read from it (or the"
                            + " connector didn't start). The route " + route.id() + " has autoStartup: false");
        });
    }

    private void group() {
        Setting override = settings.get("consumer.override.group.id");
        String group = settings.value("consumer.override.group.id").orElse("connect-" + origin.name());
        sinks.forEach(route -> route.group(group));
        if (override != null && !override.isBlank()) {
            work.findings.add(Severity.TRANSLATED, override, "groupId " + Secrets.printable(group) + " of the routes");
        } else if (!sinks.isEmpty()) {
            work.findings.add(
                    Severity.DEFAULT,
                    "The group of a sink connector is connect- and its name: the routes have groupId "
                            + Secrets.printable(group) + ", and go on where the connector was");
        }
    }

    private void common() {
        Setting batch =
                settings.has("neo4j.batch-size") ? settings.get("neo4j.batch-size") : settings.get("neo4j.batch.size");
        String size = batch == null ? "1000" : batch.value().strip();
        if (size.matches("[1-9][0-9]{0,6}")) {
            sinks.forEach(route -> route.option("batchSize", Long.valueOf(size)));
        } else if (batch != null) {
            work.findings.add(
                    Severity.HAND,
                    batch,
                    "is left out: " + Secrets.shown(batch.key(), size) + " is no number of messages from 1 on");
        }
        if (batch == null && !sinks.isEmpty()) {
            work.findings.add(
                    Severity.DEFAULT,
                    "The connector wrote at most 1000 records in a transaction, which the routes have as batchSize; without it they"
                            + " find the best size up to 5000");
        }
        work.time(settings.get("neo4j.batch-timeout"), "s", sinks, "transactionTimeout");
        work.time(settings.get("neo4j.batch.timeout.msecs"), "ms", sinks, "transactionTimeout");
        Setting tasks = settings.get("tasks.max");
        if (tasks != null) {
            String number = tasks.value().strip();
            if (!number.matches("[1-9][0-9]{0,3}")) {
                work.findings.add(
                        Severity.HAND,
                        tasks,
                        "is left out: " + Secrets.shown(tasks.key(), number) + " is no number of tasks");
            } else if (!number.equals("1")) {
                sinks.forEach(route -> route.kafka("consumersCount", Long.valueOf(number)));
            }
        }
        settings.value("neo4j.database").ifPresent(database -> sinks.forEach(route -> route.database(database)));
        Setting parallel = settings.has("neo4j.batch.parallelize")
                ? settings.get("neo4j.batch.parallelize")
                : settings.get("neo4j.batch-parallelize");
        if (older && work.truth(parallel, true) && !sinks.isEmpty()) {
            work.findings.add(
                    Severity.TRAP,
                    "neo4j.batch.parallelize is " + (parallel == null ? "true unless it is set" : "true")
                            + ": batches were written at the same time, in any order. The routes keep the order of a partition");
        }
    }

    private void exactlyOnce() {
        Setting label = settings.get("neo4j.eos-offset-label");
        if (label == null || label.isBlank()) {
            if (!sinks.isEmpty()) {
                work.findings.add(
                        Severity.DEFAULT,
                        "The connector wrote records again after a crash. The routes write each once (exactlyOnce): offsets are in the"
                                + " graph too, as nodes Neo4jStreamsOffset, for which the user may create a constraint, or an"
                                + " administrator does");
            }
            return;
        }
        work.findings.add(
                Severity.HAND,
                label,
                "exactlyOnce: true, with nodes Neo4jStreamsOffset; those with this label are not read. Let the connector stop in order,"
                        + " so that its group has the same offsets, as the plan says, and delete its nodes when the routes run");
    }
}
