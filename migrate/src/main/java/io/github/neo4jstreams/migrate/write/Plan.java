package io.github.neo4jstreams.migrate.write;

import io.github.neo4jstreams.migrate.translate.Migration;
import io.github.neo4jstreams.migrate.translate.Origin;
import io.github.neo4jstreams.migrate.translate.Properties;
import io.github.neo4jstreams.migrate.translate.Route;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How to change over without losing or doubling anything, in the names that the user knows. */
final class Plan {

    static final String NAME = "cut-over.md";

    private static final Pattern LABEL =
            Pattern.compile("\\(\\s*\\w*\\s*:\\s*(`[^`]+`|\\w+)|^\\s*(\\w+)\\s*(?::\\w+)*\\s*\\{");

    private final StringBuilder out = new StringBuilder();
    private final Migration migration;
    private final String brokers;
    private int step;

    private Plan(Migration migration) {
        this.migration = migration;
        Properties.Property property = migration.properties().all().get("camel.component.kafka.brokers");
        this.brokers = property == null
                ? "$KAFKA_BROKERS"
                : property.value().contains("{{")
                        ? shell(property.value())
                        : property.value().replaceFirst(",.*", "");
    }

    static String text(Migration migration) {
        Plan plan = new Plan(migration);
        plan.out.append("# Cut-over plan\n");
        if (migration.routes().isEmpty()) {
            return plan.out
                    .append("\nThere is no route, so there is nothing to change over to: see the report.\n")
                    .toString();
        }
        plan.before();
        plan.stop();
        plan.start();
        plan.back();
        plan.after();
        return plan.out.toString();
    }

    private void stop() {
        if (migration.routes().stream().noneMatch(Route::started)) {
            return;
        }
        title("Stop what is there");
        out.append(
                "All of it before the application starts, which starts all routes at once. To change over one by one, start it"
                        + " with the files of one only: camel.main.routes-include-pattern = file:routes/NAME*.yaml\n\n");
        migration.origins().forEach(this::stop);
    }

    private void stop(Origin origin) {
        List<Route> sinks = started(origin, Route.Direction.TO_GRAPH);
        List<Route> sources = started(origin, Route.Direction.FROM_GRAPH);
        if (!sinks.isEmpty()) {
            sinks(origin, sinks);
        }
        if (!sources.isEmpty() && origin.plugin()) {
            plugin(origin, sources);
        } else if (!sources.isEmpty()) {
            connector(origin, sources);
        }
    }

    private List<Route> started(Origin origin, Route.Direction direction) {
        return started(direction).stream()
                .filter(route -> route.origin().equals(origin))
                .toList();
    }

    private List<Route> started(Route.Direction direction) {
        return migration.routes().stream()
                .filter(route -> route.started() && route.direction() == direction)
                .toList();
    }

    private void title(String title) {
        out.append("\n## ").append(title).append("\n\n");
    }

    private void step(String text) {
        out.append(++step).append(". ").append(text.replace("\n", "\n   ")).append('\n');
    }

    private void before() {
        title("Before");
        step("Work through *To do by hand* in report.md.");
        Set<String> variables = variables();
        if (!variables.isEmpty()) {
            step("Give the application the environment variables that its files name: " + String.join(", ", variables)
                    + ".");
        }
        List<Route> queries = migration.routes().stream()
                .filter(route -> route.options().containsKey("query"))
                .toList();
        if (!queries.isEmpty()) {
            step("Compile the queries of " + ids(queries)
                    + " on the new server: EXPLAIN before the text in routes/, and for a sink EXPLAIN WITH {} AS event, {} AS"
                    + " __value, {} AS __key, {} AS __header, 0 AS __timestamp.");
        }
        step("Count what is there, and keep the answer:\n" + counts());
    }

    private Set<String> variables() {
        Set<String> variables = new TreeSet<>();
        Pattern env = Pattern.compile("\\{\\{env:([A-Za-z0-9_]+)(:[^}]*)?}}");
        migration.properties().all().values().forEach(property -> collect(env.matcher(property.value()), variables));
        migration.routes().forEach(route -> {
            route.kafka().values().forEach(value -> collect(env.matcher(value.toString()), variables));
            route.options().values().forEach(value -> collect(env.matcher(value.toString()), variables));
            collect(env.matcher(String.valueOf(route.group())), variables);
        });
        return variables;
    }

    private static void collect(Matcher matcher, Set<String> variables) {
        while (matcher.find()) {
            variables.add(matcher.group(1));
        }
    }

    private void sinks(Origin origin, List<Route> sinks) {
        if (origin.plugin()) {
            step(
                    "Stop the sink of the plugin on every member, not only on the leader, because the next leader would begin:\n```\n"
                            + origin.members().stream()
                                    .flatMap(member -> databases(sinks)
                                            .map(database -> "cypher-shell -a " + bolt(member) + " -d " + database
                                                    + " \"CALL streams.sink.stop()\""))
                                    .distinct()
                                    .collect(Collectors.joining("\n"))
                            + "\n```\nThen set streams.sink.enabled=false in each member's file, so that a restart doesn't start it again.");
        } else {
            step("Stop the sink connector " + origin.name()
                    + "; it commits what it has written. Don't delete it yet:\n```\ncurl -X PUT " + url(origin)
                    + "/stop\n```\n"
                    + "(Kafka before 3.5 has no stop: DELETE it, its group stays.)");
        }
        for (String group : groups(sinks)) {
            step("Nobody may be in the group " + shell(group)
                    + " any more, and its offsets are where the routes begin:\n```\nkafka-consumer-groups.sh"
                    + " --bootstrap-server " + brokers + " --describe --group " + shell(group)
                    + " --members\nkafka-consumer-groups.sh --bootstrap-server "
                    + brokers + " --describe --group " + shell(group)
                    + "\n```\nThe first must list nobody. Keep the second, it has an offset for each"
                    + " partition of "
                    + sinks.stream()
                            .filter(route -> route.group().equals(group))
                            .flatMap(route -> route.topics().stream())
                            .distinct()
                            .collect(Collectors.joining(", "))
                    + ". A partition without one is read from its beginning."
                    + (origin.plugin()
                            ? " If the sink was killed instead of stopped, its offsets may be some seconds old: what MERGE wrote is written"
                                    + " again, what CREATE wrote is there twice."
                            : ""));
        }
    }

    private void plugin(Origin origin, List<Route> sources) {
        String topics = topics(sources);
        step(
                "Stop all that writes into the graph. What is written between the plugin's last event and the change id below would be in no"
                        + " topic.");
        step("Wait until the source of the plugin has sent everything: the last record of " + topics
                + " has the meta.txId of the last transaction.\n```\nkafka-console-consumer.sh --bootstrap-server "
                + brokers
                + " --topic " + sources.get(0).topics().get(0) + " --timeout-ms 5000 | tail -1\n```");
        step("Set streams.source.enabled=false on " + String.join(", ", origin.members())
                + ", upgrade the servers to 5.13 or later without the plugin, and switch change data capture on before anybody writes:\n```\n"
                + databases(sources)
                        .map(database -> "ALTER DATABASE " + database + " SET OPTION txLogEnrichment \"FULL\"")
                        .collect(Collectors.joining("\n"))
                + "\n```");
        step("Take the change id, still before anybody writes, and let the routes begin there:\n```\n"
                + databases(sources)
                        .map(database ->
                                "cypher-shell -d " + database + " \"CALL db.cdc.current() YIELD id RETURN id\"")
                        .collect(Collectors.joining("\n"))
                + "\n```\nin application.properties:\n" + beginnings(sources, "the id"));
    }

    private void connector(Origin origin, List<Route> sources) {
        step("Stop the source connector " + origin.name()
                + ", and ask where it was (Kafka 3.5 and later; before that read the worker's"
                + " offset.storage.topic):\n```\ncurl -X PUT " + url(origin) + "/stop\ncurl " + url(origin)
                + "/offsets\n```");
        step("The answer has an offset.value: let the routes begin behind it, in application.properties:\n"
                + beginnings(sources, "offset.value")
                + "\nFor change data capture it is a change id, for a query the highest value of the streaming property. Writers may go"
                + " on: what they write is read from there. Do it before the server's log is pruned.");
    }

    private static String beginnings(List<Route> sources, String what) {
        return sources.stream()
                .map(route -> route.id() + ".start-from = value\n" + route.id() + ".start-from-value = <" + what + ">")
                .collect(Collectors.joining("\n", "```\n", "\n```"));
    }

    private void start() {
        List<Route> sinks = started(Route.Direction.TO_GRAPH);
        List<Route> sources = started(Route.Direction.FROM_GRAPH);
        List<Route> waiting =
                migration.routes().stream().filter(route -> !route.started()).toList();
        title("Start the routes");
        if (!waiting.isEmpty()) {
            out.append("Not started by the application, see report.md: ")
                    .append(ids(waiting))
                    .append(".\n\n");
        }
        if (sinks.isEmpty() && sources.isEmpty()) {
            return;
        }
        boolean writersWait = sources.stream().anyMatch(route -> route.origin().plugin());
        step("Start the application" + (writersWait ? ", and let the writers in when the routes are ready." : "."));
        if (!sinks.isEmpty()) {
            step("The routes " + ids(sinks)
                    + " go on at the offsets of their groups, and keep them in the graph from then on (exactlyOnce), so that nothing is"
                    + " written twice whatever fails. The lag of the groups must fall to 0, with the command above, and the graph must have"
                    + " what the topics have:\n" + counts());
        }
        if (!sources.isEmpty()) {
            step("The routes " + ids(sources)
                    + " send what came since. After the first change each has a cursor, and start-from and start-from-value don't count any"
                    + " more:\n```\nMATCH (c:Neo4jStreamsCursor) RETURN c.name, c.savedAt\n```\nA transaction of yours must be in "
                    + topics(sources)
                    + " once. Count the records of a topic before and after:\n```\nkafka-get-offsets.sh"
                    + " --bootstrap-server " + brokers + " --topic "
                    + sources.get(0).topics().get(0) + "\n```");
        }
    }

    private void back() {
        List<Route> sinks = started(Route.Direction.TO_GRAPH);
        List<Origin> connectors = migration.origins().stream()
                .filter(origin -> !origin.plugin()
                        && !started(origin, Route.Direction.FROM_GRAPH).isEmpty())
                .toList();
        if (sinks.isEmpty() && connectors.isEmpty()) {
            return;
        }
        title("To go back");
        step("Stop the application.");
        if (!sinks.isEmpty()) {
            step("Start the old sinks again. The routes commit to the same groups, so they go on where these stopped.");
        }
        connectors.forEach(origin -> step("Put the cursors of "
                + ids(started(origin, Route.Direction.FROM_GRAPH))
                + " into the connector's offsets (PATCH " + url(origin) + "/offsets), and resume it."));
    }

    private static String topics(List<Route> routes) {
        return routes.stream()
                .flatMap(route -> route.topics().stream())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** A configuration in a file by itself doesn't say which server it is of. */
    private static String bolt(String member) {
        return List.of("streams", "neo4j").contains(member)
                ? "bolt://<each server>:7687"
                : "bolt://" + member + ":7687";
    }

    private static String url(Origin origin) {
        return "$CONNECT/connectors/"
                + URLEncoder.encode(origin.name(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A word of a shell: with the variables that Camel would put in, and quotes where it needs them. */
    private static String shell(String text) {
        String word = text.replaceAll("\\{\\{env:(\\w+)(?::[^}]*)?}}", "\\$$1");
        return word.matches("[\\w.$-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private void after() {
        title("After");
        List<String> connectors = migration.origins().stream()
                .filter(origin -> !origin.plugin())
                .map(Origin::name)
                .toList();
        if (!connectors.isEmpty()) {
            step("When you are sure, delete the connectors: " + String.join(", ", connectors) + ".");
        }
        migration.origins().stream()
                .filter(Origin::plugin)
                .findFirst()
                .ifPresent(
                        origin -> step(
                                "When you are sure, remove the plugin's jar (or \"streams\" from NEO4J_PLUGINS) and its keys from "
                                        + String.join(", ", origin.members())
                                        + ", one member after the other. First look for CALL streams. in your applications: these procedures go with it."));
        step("Watch lag and health: docs/operations.md.");
    }

    /** What to count: nodes of the labels that the routes speak of, and all. */
    private String counts() {
        Set<String> labels = new LinkedHashSet<>();
        for (Route route : migration.routes()) {
            for (String option : List.of("query", "pattern")) {
                Object text = route.options().get(option);
                if (text != null && route.direction() == Route.Direction.TO_GRAPH) {
                    Matcher matcher = LABEL.matcher(text.toString());
                    while (matcher.find()) {
                        labels.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
                    }
                }
            }
            if (route.strategy().equals("cdc-source-id")) {
                labels.add(
                        route.options().getOrDefault("labelName", "SourceEvent").toString());
            }
        }
        StringBuilder text = new StringBuilder("```\n");
        labels.stream()
                .limit(20)
                .forEach(label -> text.append("MATCH (n:").append(label).append(") RETURN count(n);\n"));
        return text.append("MATCH (n) RETURN count(n);\nMATCH ()-[r]->() RETURN count(r);\n```")
                .toString();
    }

    private static String ids(List<Route> routes) {
        return routes.stream().map(Route::id).collect(Collectors.joining(", "));
    }

    private static Set<String> groups(List<Route> routes) {
        return routes.stream().map(Route::group).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Stream<String> databases(List<Route> routes) {
        return routes.stream()
                .map(route -> route.database() == null ? "neo4j" : route.database())
                .distinct();
    }
}
