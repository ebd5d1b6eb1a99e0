package io.github.neo4jstreams.migrate.write;

import io.github.neo4jstreams.migrate.translate.Migration;
import io.github.neo4jstreams.migrate.translate.Origin;
import io.github.neo4jstreams.migrate.translate.Properties;
import io.github.neo4jstreams.migrate.translate.Route;
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
        this.brokers = property == null || property.value().contains("{{")
                ? "$KAFKA_BROKERS"
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
        for (Origin origin : migration.origins()) {
            List<Route> sinks = plan.routes(origin, Route.Direction.TO_GRAPH);
            List<Route> sources = plan.routes(origin, Route.Direction.FROM_GRAPH);
            if (!sinks.isEmpty()) {
                plan.sinks(origin, sinks);
            }
            if (!sources.isEmpty()) {
                plan.sources(origin, sources);
            }
        }
        plan.after();
        return plan.out.toString();
    }

    private List<Route> routes(Origin origin, Route.Direction direction) {
        return migration.routes().stream()
                .filter(route -> route.origin().equals(origin) && route.direction() == direction)
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
            step(
                    "Compile the queries of " + ids(queries)
                            + " on the new server: EXPLAIN, and for a sink EXPLAIN WITH {} AS event, before the text in routes/.");
        }
        step("Count what is there, and keep the answer:\n" + counts());
    }

    private Set<String> variables() {
        Set<String> variables = new TreeSet<>();
        Pattern env = Pattern.compile("\\{\\{env:([A-Za-z0-9_]+)(:[^}]*)?}}");
        migration.properties().all().values().forEach(property -> collect(env.matcher(property.value()), variables));
        migration.routes().forEach(route -> {
            route.kafka().values().forEach(value -> collect(env.matcher(value.toString()), variables));
        });
        return variables;
    }

    private static void collect(Matcher matcher, Set<String> variables) {
        while (matcher.find()) {
            variables.add(matcher.group(1));
        }
    }

    private void sinks(Origin origin, List<Route> sinks) {
        title(
                origin.plugin()
                        ? "The plugin's sink on " + String.join(", ", origin.members())
                        : "The sink connector " + origin.name());
        List<Route> started = sinks.stream().filter(Route::started).toList();
        List<Route> waiting = sinks.stream().filter(route -> !route.started()).toList();
        if (!waiting.isEmpty()) {
            out.append("Not started by the application, see report.md: ")
                    .append(ids(waiting))
                    .append(".\n\n");
        }
        if (started.isEmpty()) {
            return;
        }
        if (origin.plugin()) {
            step(
                    "Stop the sink on every member, not only on the leader, because the next leader would begin:\n```\n"
                            + origin.members().stream()
                                    .flatMap(member -> databases(started)
                                            .map(database -> "cypher-shell -a bolt://" + member + ":7687 -d " + database
                                                    + " \"CALL streams.sink.stop()\""))
                                    .collect(Collectors.joining("\n"))
                            + "\n```\nThen set streams.sink.enabled=false in each member's file, so that a restart doesn't start it again.");
        } else {
            step(
                    "Stop the connector; it commits what it has written. Don't delete it yet:\n```\ncurl -X PUT $CONNECT/connectors/"
                            + origin.name()
                            + "/stop\n```\n(Kafka before 3.5 has no stop: DELETE it, its group stays.)");
        }
        for (String group : groups(started)) {
            step("Nobody may be in the group " + group
                    + " any more, and its offsets are where the routes begin:\n```\nkafka-consumer-groups.sh"
                    + " --bootstrap-server " + brokers + " --describe --group " + group
                    + " --members\nkafka-consumer-groups.sh --bootstrap-server "
                    + brokers + " --describe --group " + group
                    + "\n```\nThe first must list nobody. Keep the second, it has an offset for each"
                    + " partition of "
                    + started.stream()
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
        step("Start the application. The routes " + ids(started)
                + " go on at these offsets, and keep them in the graph from then on"
                + " (exactlyOnce), so that nothing is written twice whatever fails.");
        step(
                "The lag of the groups must fall to 0, with the command above, and the graph must have what the topics have:\n"
                        + counts());
        step("To go back: stop the application, then start the " + (origin.plugin() ? "sinks" : "connector")
                + " again. The routes commit to the same groups, so it goes on where they stopped.");
    }

    private void sources(Origin origin, List<Route> sources) {
        title(
                origin.plugin()
                        ? "The plugin's source on " + String.join(", ", origin.members())
                        : "The source connector " + origin.name());
        List<Route> waiting = sources.stream().filter(route -> !route.started()).toList();
        if (!waiting.isEmpty()) {
            out.append("Not started by the application, see report.md: ")
                    .append(ids(waiting))
                    .append(".\n\n");
        }
        if (origin.plugin()) {
            plugin(origin, sources);
        } else {
            connector(origin, sources);
        }
    }

    private void plugin(Origin origin, List<Route> sources) {
        String topics = sources.stream()
                .flatMap(route -> route.topics().stream())
                .distinct()
                .collect(Collectors.joining(", "));
        step(
                "Stop all that writes into the graph, the sinks too. What is written between the plugin's last event and the change id below"
                        + " would be in no topic.");
        step("Wait until the plugin has sent everything: the last record of " + topics
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
                + "\n```\nin application.properties:\n```\n"
                + sources.stream()
                        .map(route ->
                                route.id() + ".start-from = value\n" + route.id() + ".start-from-value = <the id>")
                        .collect(Collectors.joining("\n"))
                + "\n```");
        step(
                "Start the application, and let the writers in when the routes are ready. After the first change each route has a cursor, and"
                        + " the two properties don't count any more:\n```\nMATCH (c:Neo4jStreamsCursor) RETURN c.name, c.savedAt\n```");
        step("To check: one transaction of a writer must be in " + topics
                + " once. Count the records of a topic before and after:\n```\n"
                + "kafka-get-offsets.sh --bootstrap-server " + brokers + " --topic "
                + sources.get(0).topics().get(0) + "\n```");
    }

    private void connector(Origin origin, List<Route> sources) {
        step(
                "Stop the connector, and ask where it was (Kafka 3.5 and later; before that read the worker's offset.storage.topic):\n```\ncurl -X"
                        + " PUT $CONNECT/connectors/" + origin.name() + "/stop\ncurl $CONNECT/connectors/"
                        + origin.name() + "/offsets\n```");
        step("The answer has an offset.value: let the routes begin behind it, in application.properties:\n```\n"
                + sources.stream()
                        .map(route -> route.id() + ".start-from = value\n" + route.id()
                                + ".start-from-value = <offset.value>")
                        .collect(Collectors.joining("\n"))
                + "\n```\nFor change data capture it is a change id, for a query the highest value of the streaming property. Writers may go"
                + " on: what they write is read from there. Do it before the server's log is pruned.");
        step("Start the application. The routes " + ids(sources)
                + " send what came since. After the first poll they have cursors, and the"
                + " properties don't count any more:\n```\nMATCH (c:Neo4jStreamsCursor) RETURN c.name, c.savedAt\n```");
        step("To check: count the records of "
                + sources.stream()
                        .flatMap(route -> route.topics().stream())
                        .distinct()
                        .collect(Collectors.joining(", "))
                + " before and after a transaction of yours:\n```\nkafka-get-offsets.sh --bootstrap-server " + brokers
                + " --topic "
                + sources.get(0).topics().get(0) + "\n```");
        step("To go back: stop the application, put the cursor of the route into the connector's offsets (PATCH"
                + " /connectors/" + origin.name() + "/offsets), and resume the connector.");
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
