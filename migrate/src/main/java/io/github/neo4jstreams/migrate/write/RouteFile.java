package io.github.neo4jstreams.migrate.write;

import io.github.neo4jstreams.migrate.translate.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A route as the YAML of a file. */
final class RouteFile {

    private static final Pattern HEADER = Pattern.compile("# From .*, as the (?:plugin|connector .*) did\\.\\R");

    private RouteFile() {}

    /** Where it stands in the output. */
    static String name(Route route) {
        return "routes/" + route.id() + ".yaml";
    }

    /** Whether a file was made here. */
    static boolean isOurs(Path file) throws IOException {
        return Files.isRegularFile(file)
                && HEADER.matcher(Files.readString(file)).lookingAt();
    }

    static String text(Route route) {
        StringBuilder text = new StringBuilder("# ")
                .append(
                        route.direction() == Route.Direction.TO_GRAPH
                                ? "From " + String.join(", ", route.topics()) + " into the graph"
                                : "From the graph to " + String.join(", ", route.topics()))
                .append(
                        route.origin().plugin()
                                ? ", as the plugin did."
                                : ", as the connector " + line(route.origin().name()) + " did.")
                .append('\n');
        route.comments()
                .forEach(comment -> text.append("# ").append(line(comment)).append('\n'));
        return text.append(YamlWriter.write(tree(route))).toString();
    }

    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "\uFFFD");
    }

    private static List<Object> tree(Route route) {
        List<Object> top = new ArrayList<>();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", route.id());
        if (route.direction() == Route.Direction.TO_GRAPH) {
            sink(route, top, body);
        } else {
            source(route, top, body);
        }
        top.add(Map.of("route", body));
        return top;
    }

    private static void sink(Route route, List<Object> top, Map<String, Object> body) {
        body.put("routePolicy", "atLeastOnce");
        autoStartup(route, body);
        Map<String, Object> kafka = new LinkedHashMap<>();
        kafka.put("groupId", route.group());
        if (route.offsetsInGraph()) {
            String bean = route.id() + "-offsets";
            top.add(beans(bean, "io.github.neo4jstreams.camel.GraphOffsets", "sinkName", route.id()));
            kafka.put("offsetRepository", "#" + bean);
        }
        kafka.putAll(route.kafka());
        Map<String, Object> from = endpoint("kafka:" + String.join(",", route.topics()), kafka);
        from.put(
                "steps",
                List.of(Map.of("to", endpoint("neo4j-streams:" + route.strategy(), ordered(route.options())))));
        body.put("from", from);
    }

    private static void source(Route route, List<Object> top, Map<String, Object> body) {
        Map<String, Object> options = new LinkedHashMap<>(route.options());
        Object step;
        if (route.publisher()) {
            String bean = route.id() + "-publisher";
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("topic", route.topics().get(0));
            Map<String, Object> client = new LinkedHashMap<>();
            route.kafka().forEach((name, value) -> {
                if (name.startsWith("additionalProperties.")) {
                    client.put("[" + name.substring("additionalProperties.".length()) + "]", value);
                }
            });
            if (!client.isEmpty()) {
                properties.put("additionalProperties", client);
            }
            Map<String, Object> definition = new LinkedHashMap<>();
            definition.put("name", bean);
            definition.put("type", "io.github.neo4jstreams.routes.KafkaPublisher");
            definition.put("properties", properties);
            top.add(Map.of("beans", List.of(definition)));
            options.put("cursorRepository", "#" + bean);
            // an event that Camel sends again would be in the transaction twice
            body.put("errorHandler", Map.of("noErrorHandler", Map.of()));
            step = Map.of("process", Map.of("ref", bean));
        } else {
            Map<String, Object> kafka = new LinkedHashMap<>();
            kafka.put("requestRequiredAcks", "all");
            kafka.put("enableIdempotence", true);
            kafka.put("batchWithIndividualHeaders", true);
            kafka.putAll(route.kafka());
            step = Map.of("to", endpoint("kafka:" + route.topics().get(0), kafka));
        }
        autoStartup(route, body);
        Map<String, Object> from = endpoint("neo4j-streams:" + route.strategy(), ordered(options));
        from.put("steps", List.of(step));
        body.put("from", from);
    }

    private static void autoStartup(Route route, Map<String, Object> body) {
        if (!route.started()) {
            body.put("autoStartup", false);
        }
    }

    private static Map<String, Object> beans(String name, String type, String property, String value) {
        Map<String, Object> bean = new LinkedHashMap<>();
        bean.put("name", name);
        bean.put("type", type);
        bean.put("properties", Map.of(property, value));
        return Map.of("beans", List.of(bean));
    }

    private static Map<String, Object> endpoint(String uri, Map<String, Object> parameters) {
        Map<String, Object> endpoint = new LinkedHashMap<>();
        endpoint.put("uri", uri);
        endpoint.put("parameters", parameters);
        return endpoint;
    }

    /** What says what a message becomes stands last, because it is long. */
    private static Map<String, Object> ordered(Map<String, Object> options) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        options.forEach((name, value) -> {
            if (!name.equals("query") && !name.equals("pattern")) {
                ordered.put(name, value);
            }
        });
        options.forEach(ordered::putIfAbsent);
        return ordered;
    }
}
