package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Known;
import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The query or the selectors of a source connector. */
final class SourceConnector {

    private static final Map<String, String> KEYS = Map.of(
            "SKIP", "NONE", "ELEMENT_ID", "ELEMENT_ID", "ENTITY_KEYS", "ENTITY_KEYS", "WHOLE_VALUE", "WHOLE_VALUE");
    private static final Map<String, String> VALUES =
            Map.of("CHANGE_EVENT", "CHANGE_EVENT", "ENTITY_EVENT", "ENTITY_EVENT");

    private final Work work;
    private final Settings settings;
    private final Map<Setting, Known> known;
    private final Origin origin;
    private final String unit;
    private final boolean older;

    /** Topics and places of patterns that can't be translated. */
    private final Set<String> leftOut = new HashSet<>();

    /** Those of selectors. */
    private final Set<String> topics = new HashSet<>();

    SourceConnector(
            Work work, Settings settings, Map<Setting, Known> known, Origin origin, String unit, boolean older) {
        this.work = work;
        this.settings = settings;
        this.known = known;
        this.origin = origin;
        this.unit = unit;
        this.older = older;
    }

    List<Route> translate() {
        Setting strategy = settings.get("neo4j.source-strategy");
        String name = strategy == null ? "QUERY" : strategy.value().strip().toUpperCase(Locale.ROOT);
        List<Route> routes;
        if (name.equals("CDC")) {
            routes = changes();
        } else {
            if (!name.equals("QUERY")) {
                work.findings.add(Severity.HAND, strategy, "must be QUERY or CDC; it was taken for QUERY");
            }
            routes = query();
        }
        unused(name.equals("CDC"));
        for (Route route : routes) {
            start(route);
            settings.value("neo4j.database").ifPresent(route::database);
            batch(route);
            work.routes.add(route);
        }
        if (settings.value("neo4j.ignore-stored-offset")
                .filter("true"::equalsIgnoreCase)
                .isPresent()) {
            work.findings.add(
                    Severity.HAND,
                    settings.get("neo4j.ignore-stored-offset"),
                    "each start of the connector began anew. A route goes on where it was: to begin anew, delete its cursor before the"
                            + " start (MATCH (c:Neo4jStreamsCursor {name: 'ROUTE'}) DELETE c)");
        }
        if (routes.isEmpty()) {
            work.findings.add(
                    Severity.HAND,
                    "No route was made of the connector " + Secrets.printable(origin.name())
                            + ": see what is said about its keys");
        } else {
            payload();
        }
        return routes;
    }

    /** What the other strategy has, and what only sinks have, did nothing. */
    private void unused(boolean changes) {
        known.forEach((setting, entry) -> {
            String key = setting.key();
            boolean ofChanges = key.startsWith("neo4j.cdc.");
            boolean ofQueries = key.startsWith("neo4j.query") || key.startsWith("neo4j.source.query");
            if (changes ? ofQueries : ofChanges) {
                work.findings.add(
                        Severity.DROPPED,
                        setting,
                        "did nothing: neo4j.source-strategy is " + (changes ? "CDC" : "QUERY"));
            } else if (key.matches("(key|value)\\.converter\\..+")) {
                work.findings.add(Severity.DROPPED, setting, "goes with its converter, see there");
            } else if (key.startsWith("errors.")) {
                work.findings.add(Severity.DROPPED, setting, "a source has no records that it can't write");
            } else if (key.equals("neo4j.start-from.value")
                    && settings.value("neo4j.start-from")
                            .filter("USER_PROVIDED"::equalsIgnoreCase)
                            .isEmpty()) {
                work.findings.add(Severity.DROPPED, setting, "did nothing: neo4j.start-from isn't USER_PROVIDED");
            } else if (ofChanges
                    && key.endsWith("-strategy")
                    && !topics.contains(String.valueOf(entry.name("topic")))) {
                work.findings.add(
                        Severity.HAND,
                        setting,
                        "did nothing: there is no pattern for this topic that could be translated");
            }
        });
    }

    private List<Route> query() {
        Setting setting =
                settings.has("neo4j.query") ? settings.get("neo4j.query") : settings.get("neo4j.source.query");
        Setting topicSetting =
                settings.has("neo4j.query.topic") ? settings.get("neo4j.query.topic") : settings.get("topic");
        if (setting == null || setting.isBlank()) {
            work.findings.add(
                    Severity.HAND,
                    "The source connector " + Secrets.printable(origin.name()) + " has no "
                            + (older ? "neo4j.source.query" : "neo4j.query"));
            return List.of();
        }
        if (topicSetting == null || !topicSetting.value().strip().matches("[A-Za-z0-9._-]{1,249}")) {
            work.findings.add(
                    Severity.HAND,
                    "The source connector " + Secrets.printable(origin.name()) + " has no "
                            + (older ? "topic" : "neo4j.query.topic") + " that Kafka allows");
            return List.of();
        }
        String query = Placeholders.value(setting);
        while (query.endsWith(";")) {
            query = query.substring(0, query.length() - 1).strip();
        }
        Optional<String> property = settings.value("neo4j.query.streaming-property", "neo4j.streaming.property");
        if (property.isEmpty() && !older) {
            property = Optional.of("timestamp");
            work.findings.add(
                    Severity.DEFAULT,
                    "neo4j.query.streaming-property isn't set, which is timestamp: the route has it as streamingProperty");
        }
        if (property.isEmpty() && query.contains("$lastCheck")) {
            work.findings.add(
                    Severity.HAND,
                    setting,
                    "no route is made of it: without neo4j.streaming.property $lastCheck was the time of the last poll, and what was"
                            + " committed late with an earlier time was never seen. Return a column that rises, and name it in"
                            + " neo4j.streaming.property");
            return List.of();
        }
        Route route = new Route(
                Route.Direction.FROM_GRAPH,
                work.names.route(unit),
                "query",
                List.of(topicSetting.value().strip()),
                origin);
        CdcRoutes.common(work, route, null);
        property.ifPresent(name -> route.option("streamingProperty", name));
        work.time(settings.get("neo4j.query.timeout"), "s", List.of(route), "transactionTimeout");
        delay(
                route,
                older ? "neo4j.streaming.poll.interval.msecs" : "neo4j.query.poll-interval",
                older ? "ms" : "s",
                older ? "10s" : "1s");
        route.option("query", query);
        work.findings.add(Severity.TRANSLATED, setting, "the route " + route.id() + ", from neo4j-streams:query");
        work.findings.add(
                Severity.HAND,
                "The connector's key of a row was the whole row; a route's row has none, and is in order only in a topic with one"
                        + " partition. Set keyProperty to the column that identifies a row");
        return List.of(route);
    }

    private record Selector(String topic, int index, String text, Map<String, Object> narrowing) {}

    private List<Route> changes() {
        Map<String, Map<Integer, Selector>> topics = new TreeMap<>();
        known.forEach((setting, entry) -> {
            String form = entry.entry().key();
            if (form.endsWith(".patterns") || form.endsWith(".pattern")) {
                pattern(setting, entry, topics);
            }
        });
        known.forEach((setting, entry) -> {
            String form = entry.entry().key();
            if (form.contains(".<n>.") && !form.endsWith(".pattern")) {
                narrow(setting, entry, topics);
            }
        });
        // a route has one format of keys and one of values
        Map<List<String>, Map<String, Map<Integer, Selector>>> byFormat = new LinkedHashMap<>();
        topics.forEach((topic, selectors) -> byFormat.computeIfAbsent(
                        List.of(
                                format(topic, "key-strategy", KEYS, "WHOLE_VALUE"),
                                format(topic, "value-strategy", VALUES, "CHANGE_EVENT")),
                        any -> new TreeMap<>())
                .put(topic, selectors));
        List<Route> routes = new ArrayList<>();
        byFormat.forEach((formats, selectors) -> routes.add(route(formats, selectors)));
        this.topics.addAll(topics.keySet());
        if (topics.isEmpty()) {
            work.findings.add(
                    Severity.HAND,
                    "The connector " + Secrets.printable(origin.name())
                            + " has no neo4j.cdc.topic.TOPIC.patterns that could be translated");
        }
        return routes;
    }

    private void pattern(Setting setting, Known entry, Map<String, Map<Integer, Selector>> topics) {
        String topic = entry.name("topic");
        if (!topic.matches("[A-Za-z0-9._-]{1,249}")) {
            work.findings.add(
                    Severity.HAND,
                    setting,
                    "is left out: Kafka allows no topic of the name '" + Secrets.printable(topic) + "'");
            return;
        }
        StreamsPatterns.Translated pattern = StreamsPatterns.connector(setting.value());
        int index = index(entry);
        if (pattern.text() == null) {
            work.findings.add(Severity.HAND, setting, "is left out: " + pattern.problem());
            leftOut.add(topic + "/" + index);
            return;
        }
        Map<Integer, Selector> selectors = topics.computeIfAbsent(topic, any -> new TreeMap<>());
        if (!selectors.isEmpty() && (index < 0 || selectors.containsKey(-1))) {
            work.findings.add(
                    Severity.HAND,
                    List.of(setting.place()),
                    setting.written(),
                    "stands beside patterns of the other form for the same topic, which the connector refuses; both are translated");
        }
        selectors.put(index, new Selector(topic, index, pattern.text(), new LinkedHashMap<>()));
        work.findings.add(
                Severity.TRANSLATED,
                setting,
                "the selector " + pattern.text() + " for the topic " + topic
                        + (pattern.notes().isEmpty() ? "" : "; " + String.join("; ", pattern.notes())));
    }

    /** -1 for those without a place; a number beyond all sense is one that has no pattern. */
    private static int index(Known entry) {
        String n = entry.name("n");
        return n == null ? -1 : n.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(n);
    }

    private void narrow(Setting setting, Known entry, Map<String, Map<Integer, Selector>> topics) {
        Selector selector = topics.getOrDefault(entry.name("topic"), Map.of()).get(index(entry));
        if (selector == null && leftOut.contains(entry.name("topic") + "/" + index(entry))) {
            work.findings.add(Severity.DROPPED, setting, "belongs to a pattern that is left out, see there");
            return;
        }
        if (selector == null) {
            work.findings.add(
                    Severity.HAND,
                    setting,
                    "is left out: there is no pattern of this place for the topic, the connector didn't start with it");
            return;
        }
        String value = setting.value().strip();
        String form = entry.entry().key();
        if (form.endsWith(".operation")) {
            if (!value.toLowerCase(Locale.ROOT).matches("create|update|delete")) {
                work.findings.add(
                        Severity.HAND,
                        setting,
                        "is left out: " + Secrets.shown(setting.key(), value) + " is not create, update or delete");
                return;
            }
            selector.narrowing().put("operations", value.toLowerCase(Locale.ROOT));
        } else if (form.endsWith(".changesTo")) {
            selector.narrowing().put("changesTo", value);
        } else {
            String name = entry.name("name");
            if (name.equals("executingUser") || name.equals("authenticatedUser") || name.startsWith("txMetadata.")) {
                selector.narrowing().put(name, value);
            } else {
                work.findings.add(
                        Severity.HAND,
                        setting,
                        "is left out: after metadata. may follow executingUser, authenticatedUser or txMetadata.NAME");
                return;
            }
        }
        work.findings.add(Severity.TRANSLATED, setting, entry.entry().becomes());
    }

    private String format(String topic, String key, Map<String, String> formats, String initial) {
        Setting setting = settings.get("neo4j.cdc.topic." + topic + "." + key);
        if (setting == null) {
            return initial;
        }
        String format = formats.get(setting.value().strip().toUpperCase(Locale.ROOT));
        if (format == null) {
            work.findings.add(
                    Severity.HAND,
                    setting,
                    "is left out: it must be one of " + String.join(", ", new TreeMap<>(formats).keySet()));
            return initial;
        }
        return format;
    }

    private Route route(List<String> formats, Map<String, Map<Integer, Selector>> topics) {
        Route route = new Route(
                Route.Direction.FROM_GRAPH, work.names.route(unit), "cdc", List.copyOf(topics.keySet()), origin);
        CdcRoutes.common(work, route, formats.get(1));
        route.option("keyFormat", formats.get(0));
        boolean plain = topics.values().stream()
                .flatMap(selectors -> selectors.values().stream())
                .allMatch(selector -> selector.narrowing().isEmpty());
        Set<String> taken = new HashSet<>();
        if (plain) {
            Map<String, String> joined = new LinkedHashMap<>();
            topics.forEach((topic, selectors) -> joined.put(
                    topic,
                    String.join(
                            "; ",
                            selectors.values().stream().map(Selector::text).toList())));
            CdcRoutes.select(route, joined);
        } else {
            topics.forEach((topic, selectors) -> selectors.values().forEach(selector -> {
                String name = CdcRoutes.name(topic, taken);
                route.option("select." + name, selector.text());
                selector.narrowing().forEach((field, value) -> route.option("select." + name + "." + field, value));
                route.option("select." + name + ".topic", topic);
            }));
        }
        delay(route, "neo4j.cdc.poll-interval", "s", "1s");
        return route;
    }

    private void start(Route route) {
        Setting setting = settings.has("neo4j.start-from")
                ? settings.get("neo4j.start-from")
                : settings.get("neo4j.streaming.from");
        String from = setting == null ? "NOW" : setting.value().strip().toUpperCase(Locale.ROOT);
        Optional<String> value = settings.value("neo4j.start-from.value");
        switch (from) {
            case "ALL", "EARLIEST" -> CdcRoutes.start(work, route, "earliest", null);
            case "USER_PROVIDED" -> {
                if (value.isPresent()) {
                    CdcRoutes.start(work, route, "value", value.get());
                } else {
                    work.findings.add(
                            Severity.HAND,
                            setting,
                            "needs neo4j.start-from.value, which isn't set; the route begins now");
                }
            }
            case "NOW", "LAST_COMMITTED" -> CdcRoutes.start(work, route, "now", null);
            default -> {
                if (!work.findings.spokenOf(setting)) {
                    work.findings.add(
                            Severity.HAND,
                            setting,
                            "is left out: " + Secrets.shown(setting.key(), from)
                                    + " is no place to begin; the route begins now");
                }
            }
        }
        work.findings.add(
                Severity.DEFAULT,
                "Where " + route.id()
                        + " goes on is where the connector stopped: the plan says how to find out, and to set "
                        + route.id() + ".start-from");
    }

    private void batch(Route route) {
        Setting batch =
                settings.has("neo4j.batch-size") ? settings.get("neo4j.batch-size") : settings.get("neo4j.batch.size");
        if (batch == null) {
            return;
        }
        String size = batch.value().strip();
        if (size.matches("[1-9][0-9]{0,6}")) {
            route.option("maxMessagesPerPoll", Long.valueOf(size));
        } else if (!work.findings.spokenOf(batch)) {
            work.findings.add(
                    Severity.HAND,
                    batch,
                    "is left out: " + Secrets.shown(batch.key(), size) + " is no number from 1 on");
        }
    }

    private void delay(Route route, String key, String unit, String initial) {
        if (!settings.has(key)) {
            route.option("delay", initial);
            return;
        }
        work.time(settings.get(key), unit, List.of(route), "delay");
    }

    private void payload() {
        if (older) {
            return;
        }
        String mode = settings.value("neo4j.payload-mode").orElse("EXTENDED").toUpperCase(Locale.ROOT);
        String text = "neo4j.payload-mode is " + mode + ": "
                + (mode.equals("EXTENDED")
                        ? "every property was wrapped as {\"type\": …, \"I64\": …}. Here only values that JSON has no type for are,"
                                + " such as dates"
                        : "values were plain. Here those that JSON has no type for are wrapped, such as dates: {\"type\": \"TLD\", \"TLD\":"
                                + " …}")
                + ". Our sinks and the connector's read both; tell other readers";
        if (settings.has("neo4j.payload-mode")) {
            work.findings.add(Severity.HAND, settings.get("neo4j.payload-mode"), text);
        } else {
            work.findings.add(Severity.HAND, text);
        }
    }
}
