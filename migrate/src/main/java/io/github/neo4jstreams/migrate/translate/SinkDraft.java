package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Makes the routes of topics that are written into a graph, and says what they were made of. */
final class SinkDraft {

    /** Who binds these is no query of an older system, which knew {@code event} only. */
    private static final Pattern OWN_TOMBSTONES = Pattern.compile(
            "__(key|value|header|timestamp)\\b|\\bevent\\s+IS\\s+(NOT\\s+)?NULL", Pattern.CASE_INSENSITIVE);

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private final Work work;
    private final Origin origin;
    private final String prefix;

    /** @param prefix what the names of the routes begin with, or empty */
    SinkDraft(Work work, Origin origin, String prefix) {
        this.work = work;
        this.origin = origin;
        this.prefix = prefix;
    }

    /**
     * The route of a query, or null if there is nothing to make it of.
     *
     * @param leavesOutTombstones whether the old system did
     */
    Route cypher(Setting setting, String topic, boolean leavesOutTombstones) {
        String query = Placeholders.value(setting);
        while (query.endsWith(";")) {
            query = query.substring(0, query.length() - 1).strip();
        }
        if (query.isEmpty()) {
            work.findings.add(Severity.HAND, setting, "has no query: there is no route for the topic " + topic);
            return null;
        }
        if (!allowed(setting, List.of(topic))) {
            return null;
        }
        Route route = route("cypher", List.of(topic), topic);
        boolean guard = leavesOutTombstones && !OWN_TOMBSTONES.matcher(query).find();
        if (guard) {
            query = "WITH event WHERE event IS NOT NULL\n" + query;
        }
        route.option("query", query);
        work.findings.add(Severity.TRANSLATED, setting, "the route " + route.id() + ", to neo4j-streams:cypher");
        if (guard) {
            route.comment("The first line leaves out tombstones, as the old sink did.");
        }
        return route;
    }

    /** The route of a pattern, or null if it can't be translated. */
    Route pattern(Setting setting, String topic, Boolean relationship) {
        StreamsPatterns.Translated pattern = StreamsPatterns.sink(setting.value());
        if (pattern.text() == null) {
            work.findings.add(
                    Severity.HAND,
                    setting,
                    "there is no route for the topic " + topic + ", its pattern can't be translated. "
                            + pattern.problem()
                            + ". If the old sink refused it as well, none of its topics was written: look whether the other routes"
                            + " are meant");
            return null;
        }
        if (!allowed(setting, List.of(topic))) {
            return null;
        }
        Route route = route("pattern", List.of(topic), topic);
        route.option("pattern", pattern.text());
        work.findings.add(
                Severity.TRANSLATED,
                setting,
                "the route " + route.id() + ", to neo4j-streams:pattern"
                        + (pattern.notes().isEmpty() ? "" : "; " + String.join("; ", pattern.notes())));
        if (relationship != null && relationship != pattern.relationship()) {
            work.findings.add(
                    Severity.HAND,
                    List.of(setting.place()),
                    setting.written(),
                    "is the pattern of a " + (pattern.relationship() ? "relationship" : "node") + " under the key of a "
                            + (relationship ? "relationship" : "node")
                            + ": the old system refused it, here it works. Is it meant?");
        }
        return route;
    }

    /** The route of a list of topics, or null if the list is empty. */
    Route topics(Setting setting, String strategy, char separator) {
        String list = Placeholders.value(setting);
        char other = separator == ';' ? ',' : ';';
        if (list.indexOf(other) >= 0) {
            work.findings.add(
                    Severity.HAND,
                    List.of(setting.place()),
                    setting.written(),
                    "has a '" + other + "' in it, where the old system separated topics with '" + separator
                            + "' and so read one topic of a name that Kafka doesn't allow. The route reads the topics on"
                            + " both sides of it: is that meant?");
        }
        List<String> topics = Arrays.stream(list.split("[;,]"))
                .map(String::strip)
                .filter(topic -> !topic.isEmpty())
                .distinct()
                .toList();
        if (topics.isEmpty()) {
            work.findings.add(Severity.DROPPED, setting, "names no topic");
            return null;
        }
        if (!allowed(setting, topics)) {
            return null;
        }
        Route route = route(strategy, topics, topics.size() == 1 ? topics.get(0) : strategy);
        work.findings.add(Severity.TRANSLATED, setting, "the route " + route.id() + ", to neo4j-streams:" + strategy);
        return route;
    }

    /** The route of topics with commands as the plugin and the 4.x connector read them, or null if the list is empty. */
    Route commandsOfStreams(Setting setting) {
        Route route = topics(setting, "cud", ';');
        return route == null ? null : route.option("detachDeletes", true);
    }

    private Route route(String strategy, List<String> topics, String name) {
        String id = work.names.route(prefix.isEmpty() ? name : prefix + "-" + name);
        Route route = new Route(Route.Direction.TO_GRAPH, id, strategy, topics, origin);
        route.keepOffsetsInGraph();
        route.option("exactlyOnce", true);
        route.option("sinkName", id);
        work.routes.add(route);
        return route;
    }

    /** Whether Kafka allows topics of these names; a route from another would stop the whole application. */
    private boolean allowed(Setting setting, List<String> topics) {
        for (String topic : topics) {
            if (Placeholders.isOpen(topic)) {
                work.findings.add(
                        Severity.HAND,
                        setting,
                        "there is no route: the name of its topic comes from a variable; write it out and translate again");
                return false;
            }
            if (!TOPIC.matcher(topic).matches() || topic.equals(".") || topic.equals("..")) {
                work.findings.add(
                        Severity.HAND,
                        setting,
                        "there is no route: Kafka allows no topic of the name '" + Secrets.printable(topic)
                                + "', only up to 249 letters, digits, '.', '_' and '-'");
                return false;
            }
        }
        return true;
    }
}
