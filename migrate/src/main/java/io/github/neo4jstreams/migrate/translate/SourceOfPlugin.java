package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Known;
import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The source of the plugin: one route for each database, with a selector for each topic. */
final class SourceOfPlugin {

    private final Work work;
    private final Settings settings;
    private final Map<Setting, Known> known;
    private final Origin origin;
    private final String defaultDatabase;
    private final Set<String> databases;
    private final List<Route> routes = new ArrayList<>();

    SourceOfPlugin(
            Work work,
            Settings settings,
            Map<Setting, Known> known,
            Origin origin,
            String defaultDatabase,
            Set<String> databases) {
        this.work = work;
        this.settings = settings;
        this.known = known;
        this.origin = origin;
        this.defaultDatabase = defaultDatabase;
        this.databases = databases;
    }

    List<Route> translate() {
        databases.forEach(this::database);
        if (!routes.isEmpty()) {
            traps();
        }
        return routes;
    }

    private void database(String database) {
        boolean standard = database.equals(defaultDatabase);
        Topics nodes = new Topics();
        Topics relationships = new Topics();
        boolean named = false;
        boolean keys = false;
        for (Map.Entry<Setting, Known> entry : known.entrySet()) {
            String form = entry.getValue().entry().key();
            boolean ofNodes = form.startsWith("streams.source.topic.nodes") || form.startsWith("kafka.routing.nodes");
            boolean ofRelationships = form.startsWith("streams.source.topic.relationships")
                    || form.startsWith("kafka.routing.relationships");
            String of = entry.getValue().name("db");
            if (!ofNodes && !ofRelationships
                    || !(of == null ? defaultDatabase : of.toLowerCase(Locale.ROOT)).equals(database)) {
                continue;
            }
            if (form.endsWith("key_strategy")) {
                keyStrategy(entry.getKey());
                continue;
            }
            keys = true;
            named |= of != null;
            topic(entry.getKey(), entry.getValue().name("topic"), ofNodes, ofNodes ? nodes : relationships);
        }
        boolean enabled = enabled(database);
        boolean asked = keys || saysEnabled(database);
        if (!enabled && !keys) {
            return;
        }
        if (enabled && !keys || enabled && (nodes.all.isEmpty() != relationships.all.isEmpty())) {
            implicit(database, nodes, relationships, asked, keys);
        }
        if (nodes.all.isEmpty() && relationships.all.isEmpty()) {
            return;
        }
        Route route = route(database, standard, named, nodes, relationships);
        if (!enabled) {
            route.notStarted("streams.source.enabled is false" + (standard ? "" : " for " + database));
            work.findings.add(
                    Severity.HAND,
                    "The source of the database " + database + " is off: nothing was sent to its topics. The route "
                            + route.id() + " is there with autoStartup: false; delete that line, or the route");
        } else if (!asked) {
            route.notStarted("nobody asked for it, but the plugin sent every change to the topic " + database);
        }
    }

    private boolean saysEnabled(String database) {
        return settings.value("streams.source.enabled.from." + database, "streams.source.enabled")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
    }

    private boolean enabled(String database) {
        for (Map.Entry<Setting, Known> entry : known.entrySet()) {
            if (entry.getKey().key().toLowerCase(Locale.ROOT).equals("streams.source.enabled.from." + database)) {
                return work.truth(entry.getKey(), true);
            }
        }
        Setting global = settings.get("streams.source.enabled");
        return work.truth(global == null ? settings.get("streams.produce.enabled") : global, true);
    }

    private void keyStrategy(Setting setting) {
        if (work.findings.spokenOf(setting)) {
            return;
        }
        String value = setting.value().strip().toLowerCase(Locale.ROOT);
        if (value.equals("all")) {
            work.findings.add(
                    Severity.HAND,
                    setting,
                    "all: events of relationships had all keys of both nodes in ids. Here they have the smallest one; look whether"
                            + " a reader needs the others");
        }
    }

    private void topic(Setting setting, String topic, boolean ofNodes, Topics topics) {
        if (!topic.matches("[A-Za-z0-9._-]{1,249}")) {
            work.findings.add(
                    Severity.HAND,
                    setting,
                    "is left out: Kafka allows no topic of the name '" + Secrets.printable(topic) + "'");
            return;
        }
        StreamsPatterns.Translated pattern =
                ofNodes ? StreamsPatterns.nodes(setting.value()) : StreamsPatterns.relationships(setting.value());
        if (pattern.text() == null) {
            work.findings.add(
                    Severity.HAND,
                    setting,
                    "is left out, its pattern " + pattern.problem() + ". Nothing goes to " + topic + " for it");
            return;
        }
        topics.all.add(new String[] {topic, pattern.text()});
        work.findings.add(
                Severity.TRANSLATED,
                setting,
                "the selector " + pattern.text() + " for the topic " + topic
                        + (pattern.notes().isEmpty() ? "" : "; " + String.join("; ", pattern.notes())));
    }

    /** What the plugin sent because nobody told it not to. */
    private void implicit(String database, Topics nodes, Topics relationships, boolean asked, boolean keys) {
        String what = nodes.all.isEmpty() && relationships.all.isEmpty()
                ? "changes"
                : nodes.all.isEmpty() ? "changes of nodes" : "changes of relationships";
        if (nodes.all.isEmpty()) {
            nodes.all.add(new String[] {database, "()"});
        }
        if (relationships.all.isEmpty()) {
            relationships.all.add(new String[] {database, "()-[]->()"});
        }
        work.findings.add(
                Severity.TRAP,
                "The plugin sends all " + what + " of " + database + " to a topic of the database's name, '" + database
                        + "', because streams.source.enabled is true unless it is set"
                        + (keys
                                ? " and no key says otherwise. So does the route"
                                : ", also on servers that were meant to have a sink only"));
        if (!asked) {
            work.findings.add(
                    Severity.HAND,
                    "Does anybody read the topic " + database
                            + "? If so, delete autoStartup: false from the route that sends all" + " changes of "
                            + database + "; if not, delete the route");
        }
    }

    private Route route(String database, boolean standard, boolean named, Topics nodes, Topics relationships) {
        Map<String, String> selectors = new java.util.LinkedHashMap<>();
        nodes.all.forEach(topic -> selectors.merge(topic[0], topic[1], (a, b) -> a + "; " + b));
        relationships.all.forEach(topic -> selectors.merge(topic[0], topic[1], (a, b) -> a + "; " + b));
        String id = work.names.route(standard ? "changes" : database + "-changes");
        Route route = new Route(Route.Direction.FROM_GRAPH, id, "cdc", List.copyOf(selectors.keySet()), origin);
        route.database(named || !standard ? database : null);
        CdcRoutes.common(work, route, "streams");
        CdcRoutes.select(route, selectors);
        route.option("keyFormat", "ENTITY_KEYS");
        boolean compact = settings.value("kafka.streams.log.compaction.strategy")
                .filter("compact"::equalsIgnoreCase)
                .isPresent();
        if (compact) {
            route.option("tombstones", true);
            work.findings.add(
                    Severity.TRAP,
                    "With kafka.streams.log.compaction.strategy = compact a deletion was null. Here it is its event, and null behind"
                            + " it. A change without a key constraint has no key, and a compacted topic refuses it: set"
                            + " keyFormat: ELEMENT_ID then");
        }
        if (settings.value("kafka.transactional.id").isPresent()) {
            route.publishTransactionally();
        }
        work.routes.add(route);
        routes.add(route);
        return route;
    }

    private void traps() {
        work.findings.add(
                Severity.TRAP,
                "Ids in events are element ids, which are text and other than the plugin's numbers, and keys of records are"
                        + " {\"keys\": …} instead of \"41-0\" or {\"ids\": …}. All else is as it was; the differences are in"
                        + " docs/change-data-capture.md#for-consumers-of-neo4j-streams: tell the readers of "
                        + String.join(
                                ", ",
                                routes.stream()
                                        .flatMap(route -> route.topics().stream())
                                        .distinct()
                                        .toList()));
        work.findings.add(
                Severity.HAND,
                "neo4j-streams:cdc takes Neo4j Enterprise 5.13 or later, or Aura, with change data capture switched on; the plugin ran on"
                        + " 3.5 to 4.4. Until the servers are upgraded leave the plugin's source on, or poll a query. The plan says in"
                        + " which order");
        if (!settings.has("kafka.acks")
                || !settings.value("kafka.acks").orElse("").matches("all|-1")) {
            work.findings.add(
                    Severity.DEFAULT,
                    "kafka.acks is " + settings.value("kafka.acks").orElse("1")
                            + ": an event was lost with the broker that had it. The routes wait for all replicas");
        }
        work.findings.add(
                Severity.TRAP,
                "The plugin lost the events of a commit when Kafka was away (kafka.retries). The routes send them again until Kafka has"
                        + " them; after a crash some may come twice");
    }

    /** Topics and what goes there. */
    private static final class Topics {
        private final List<String[]> all = new ArrayList<>();
    }
}
