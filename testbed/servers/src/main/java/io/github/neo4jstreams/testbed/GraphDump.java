package io.github.neo4jstreams.testbed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;
import org.neo4j.driver.types.Entity;
import org.neo4j.driver.types.IsoDuration;
import org.neo4j.driver.types.Node;
import org.neo4j.driver.types.Point;
import org.neo4j.driver.types.Relationship;

/**
 * A whole graph as a value: two dumps are equal if the graphs are the same but for their ids.
 *
 * <pre>{@code
 * GraphDump expected = GraphDump.of(neo4j);
 * // ...
 * assertThat(GraphDump.of(neo4j)).isEqualTo(expected); // or, in words: expected.differenceTo(actual)
 * }</pre>
 *
 * <p>Nodes count by their labels and properties, relationships by their type, properties and ends. Properties have their
 * type: the INTEGER 1 is not the FLOAT 1.0, and a time in UTC is not the same moment in Rome. Nodes that look the same are
 * told apart by what they are connected to, and that by what it is connected to, as far as the colour refinement of
 * Weisfeiler and Leman tells: of two rings of three and one of six equal nodes it does not.
 *
 * <p>Left out are nodes with a label that begins with {@value #INTERNAL}, and their relationships: a component's own
 * book-keeping. Whatever is in the graph is read into memory.
 */
public final class GraphDump {

    /** How the labels of nodes begin that don't count. */
    public static final String INTERNAL = "Neo4jStreams";

    private final List<String> lines;
    private final List<String> colouredLines;

    private GraphDump(List<String> lines, List<String> colouredLines) {
        this.lines = lines;
        this.colouredLines = colouredLines;
    }

    /** The graph in the default database of a server, as it is now. */
    public static GraphDump of(Neo4jServer server) {
        return of(server.driver());
    }

    /** The graph in the default database behind a driver, as it is now. */
    public static GraphDump of(Driver driver) {
        try (Session session = driver.session()) {
            return session.executeRead(tx -> of(
                    tx.run("MATCH (n) RETURN n").list(row -> row.get(0).asNode()),
                    tx.run("MATCH ()-[r]->() RETURN r").list(GraphDump::relationship)));
        }
    }

    private static Relationship relationship(Record row) {
        return row.get(0).asRelationship();
    }

    private static GraphDump of(List<Node> nodes, List<Relationship> relationships) {
        Map<String, String> looks = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (!isInternal(node)) {
                looks.put(node.elementId(), "(" + labels(node) + properties(node) + ")");
            }
        }
        List<Edge> edges = new ArrayList<>();
        for (Relationship r : relationships) {
            if (looks.containsKey(r.startNodeElementId()) && looks.containsKey(r.endNodeElementId())) {
                edges.add(new Edge(
                        r.startNodeElementId(), "-[:" + name(r.type()) + properties(r) + "]->", r.endNodeElementId()));
            }
        }
        Map<String, String> colours = colours(looks, edges);
        return new GraphDump(
                lines(distinguished(looks, colours), edges),
                lines(
                        looks.keySet().stream()
                                .collect(Collectors.toMap(id -> id, id -> looks.get(id) + suffix(colours.get(id)))),
                        edges));
    }

    private record Edge(String start, String looks, String end) {}

    private static boolean isInternal(Node node) {
        return StreamSupport.stream(node.labels().spliterator(), false).anyMatch(label -> label.startsWith(INTERNAL));
    }

    /** Refined as long as there are more colours; equal graphs take the same number of rounds. */
    private static Map<String, String> colours(Map<String, String> looks, List<Edge> edges) {
        Map<String, String> colours = new LinkedHashMap<>();
        looks.forEach((id, text) -> colours.put(id, hash(text)));
        int before;
        int now = new HashSet<>(colours.values()).size();
        do {
            before = now;
            Map<String, List<String>> around = new LinkedHashMap<>();
            looks.keySet().forEach(id -> around.put(id, new ArrayList<>()));
            for (Edge edge : edges) {
                if (edge.start().equals(edge.end())) {
                    around.get(edge.start()).add("loop " + edge.looks());
                } else {
                    around.get(edge.start()).add("out " + edge.looks() + colours.get(edge.end()));
                    around.get(edge.end()).add("in " + edge.looks() + colours.get(edge.start()));
                }
            }
            around.values().forEach(Collections::sort);
            colours.replaceAll((id, colour) -> hash(colour + "\n" + String.join("\n", around.get(id))));
            now = new HashSet<>(colours.values()).size();
        } while (now > before);
        return colours;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How the nodes print: with a bit of their colour only if their looks alone don't tell them apart. */
    private static Map<String, String> distinguished(Map<String, String> looks, Map<String, String> colours) {
        Map<String, Long> coloursOfLooks = looks.keySet().stream()
                .map(id -> List.of(looks.get(id), colours.get(id)))
                .distinct()
                .collect(Collectors.groupingBy(pair -> pair.get(0), Collectors.counting()));
        Map<String, String> answer = new LinkedHashMap<>();
        looks.forEach((id, text) -> answer.put(
                id, coloursOfLooks.get(text) > 1 ? text + suffix(colours.get(id).substring(0, 4)) : text));
        return answer;
    }

    private static String suffix(String colour) {
        return "~" + colour;
    }

    private static List<String> lines(Map<String, String> nodes, List<Edge> edges) {
        List<String> lines = new ArrayList<>(nodes.values());
        Collections.sort(lines);
        edges.stream()
                .map(edge -> nodes.get(edge.start())
                        + edge.looks()
                        + (edge.start().equals(edge.end()) ? "(itself)" : nodes.get(edge.end())))
                .sorted()
                .forEach(lines::add);
        return lines;
    }

    private static String labels(Node node) {
        return StreamSupport.stream(node.labels().spliterator(), false)
                .sorted()
                .map(label -> ":" + name(label))
                .collect(Collectors.joining());
    }

    private static String properties(Entity entity) {
        List<String> texts = new ArrayList<>();
        for (String key : entity.keys()) {
            texts.add(name(key) + ": " + text(entity.get(key)));
        }
        Collections.sort(texts);
        return texts.isEmpty() ? "" : " {" + String.join(", ", texts) + "}";
    }

    private static String name(String name) {
        return name.matches("[A-Za-z_]\\w*") ? name : "`" + name.replace("`", "``") + "`";
    }

    /** As in Cypher, so that whatever has another type has another text. */
    private static String text(Value value) {
        return switch (value.type().name()) {
            case "STRING" ->
                "'"
                        + value.asString()
                                .replace("\\", "\\\\")
                                .replace("'", "\\'")
                                .replace("\n", "\\n")
                                .replace("\r", "\\r")
                        + "'";
            case "INTEGER" -> Long.toString(value.asLong());
            case "FLOAT" -> Double.toString(value.asDouble());
            case "LIST OF ANY?" -> value.asList(GraphDump::text).stream().collect(Collectors.joining(", ", "[", "]"));
            case "BYTES" -> "bytes('" + HexFormat.of().formatHex(value.asByteArray()) + "')";
            case "POINT" -> point(value.asPoint());
            case "DURATION" -> duration(value.asIsoDuration());
            case "DATE" -> "date('" + value.asLocalDate() + "')";
            case "TIME" -> "time('" + value.asOffsetTime() + "')";
            case "LOCAL_TIME" -> "localtime('" + value.asLocalTime() + "')";
            case "DATE_TIME" -> "datetime('" + value.asZonedDateTime() + "')";
            case "LOCAL_DATE_TIME" -> "localdatetime('" + value.asLocalDateTime() + "')";
            default -> value.type().name() + " " + value.asObject();
        };
    }

    private static String point(Point point) {
        return "point({srid: " + point.srid() + ", x: " + point.x() + ", y: " + point.y()
                + (Double.isNaN(point.z()) ? "" : ", z: " + point.z()) + "})";
    }

    private static String duration(IsoDuration duration) {
        return "duration({months: " + duration.months() + ", days: " + duration.days() + ", seconds: "
                + duration.seconds() + ", nanoseconds: " + duration.nanoseconds() + "})";
    }

    /** What {@code actual} lacks of this graph and has beyond it, line by line; empty if they are equal. */
    public String differenceTo(GraphDump actual) {
        if (equals(actual)) {
            return "";
        }
        if (lines.equals(actual.lines)) {
            return "the same nodes and relationships are connected in another way" + System.lineSeparator()
                    + difference(colouredLines, actual.colouredLines);
        }
        return difference(lines, actual.lines);
    }

    private static String difference(List<String> expected, List<String> actual) {
        StringBuilder answer = new StringBuilder();
        without(expected, actual)
                .forEach(line -> answer.append("missing:    ").append(line).append(System.lineSeparator()));
        without(actual, expected)
                .forEach(line -> answer.append("unexpected: ").append(line).append(System.lineSeparator()));
        return answer.toString();
    }

    /** As often as a line is there more often. */
    private static List<String> without(List<String> lines, List<String> others) {
        List<String> rest = new ArrayList<>(lines);
        others.forEach(rest::remove);
        return rest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GraphDump dump && colouredLines.equals(dump.colouredLines);
    }

    @Override
    public int hashCode() {
        return colouredLines.hashCode();
    }

    /** One line for each node, then for each relationship; nodes that look the same have different numbers behind them. */
    @Override
    public String toString() {
        return lines.isEmpty() ? "(an empty graph)" : String.join(System.lineSeparator(), lines);
    }
}
