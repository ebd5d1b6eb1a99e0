package io.github.neo4jstreams.cypher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Statements that read what is in a graph, page by page, in the order of the entities' numbers: each page seeks its entities
 * one by one, whatever came before, and so takes the same time however large the graph is.
 */
public final class SnapshotStatements {

    private SnapshotStatements() {}

    /**
     * Which nodes are read, or are the ends of relationships that are.
     *
     * @param labels     all of them; none for any
     * @param properties with these values; none for any
     */
    public record Nodes(List<String> labels, Map<String, Object> properties) {}

    /**
     * Which relationships are read.
     *
     * @param start      between which nodes
     * @param type       null for any
     * @param properties with these values; none for any
     * @param end        between which nodes
     */
    public record Relationships(Nodes start, String type, Map<String, Object> properties, Nodes end) {}

    /**
     * The range of the numbers that nodes have, as {@code first} and {@code last}, null if there are none.
     *
     * @param nodes of which a node must be one at least
     */
    public static Statement nodeRange(List<Nodes> nodes) {
        Conditions conditions = Conditions.of(nodes, any -> any::addNode);
        return conditions.statement(
                "MATCH (n)" + conditions.after(" WHERE ") + " RETURN min(id(n)) AS first, max(id(n)) AS last");
    }

    /**
     * The range of the numbers that relationships have, as {@code first} and {@code last}, null if there are none.
     *
     * @param relationships of which a relationship must be one at least
     */
    public static Statement relationshipRange(List<Relationships> relationships) {
        Conditions conditions = Conditions.of(relationships, any -> any::addRelationship);
        return conditions.statement(
                "MATCH (s)-[r]->(e)" + conditions.after(" WHERE ") + " RETURN min(id(r)) AS first, max(id(r)) AS last");
    }

    /**
     * Nodes as {@code number}, {@code elementId}, {@code labels} and {@code properties}.
     *
     * @param nodes of which a node must be one at least
     * @param from  first number
     * @param to    last number
     * @param limit most nodes
     */
    public static Statement nodes(List<Nodes> nodes, long from, long to, long limit) {
        Conditions conditions = Conditions.of(nodes, any -> any::addNode);
        return conditions.page(
                "UNWIND range($from, $to) AS number MATCH (n) WHERE id(n) = number" + conditions.after(" AND ")
                        + " RETURN number, elementId(n) AS elementId, labels(n) AS labels, properties(n) AS properties LIMIT $limit",
                from,
                to,
                limit);
    }

    /**
     * Relationships as {@code number}, {@code elementId}, {@code type}, {@code properties}, {@code start} and {@code end}, both
     * with {@code elementId}, {@code labels} and {@code properties}.
     *
     * @param relationships of which a relationship must be one at least
     * @param keys          the properties of start and end that are read
     * @param from          first number
     * @param to            last number
     * @param limit         most relationships
     */
    public static Statement relationships(
            List<Relationships> relationships, List<String> keys, long from, long to, long limit) {
        Conditions conditions = Conditions.of(relationships, any -> any::addRelationship);
        return conditions.page(
                "UNWIND range($from, $to) AS number MATCH (s)-[r]->(e) WHERE id(r) = number"
                        + conditions.after(" AND ")
                        + " RETURN number, elementId(r) AS elementId, type(r) AS type, properties(r) AS properties, "
                        + end("s", keys) + " AS start, " + end("e", keys) + " AS end LIMIT $limit",
                from,
                to,
                limit);
    }

    private static String end(String variable, List<String> keys) {
        String properties = keys.stream().map(key -> "." + Names.quote(key)).collect(Collectors.joining(", "));
        return "{elementId: elementId(" + variable + "), labels: labels(" + variable + "), properties: " + variable
                + " {" + properties + "}}";
    }

    /** Alternatives, of which one at least has to be met, and the values in them. */
    private static final class Conditions {

        private final Set<String> alternatives = new LinkedHashSet<>();
        private final List<Object> values = new ArrayList<>();

        static <T> Conditions of(List<T> alternatives, Function<Conditions, Consumer<T>> add) {
            Conditions conditions = new Conditions();
            alternatives.forEach(add.apply(conditions));
            return conditions;
        }

        void addNode(Nodes nodes) {
            add(node("n", nodes));
        }

        void addRelationship(Relationships relationships) {
            String type = relationships.type();
            add(Stream.of(
                            type == null ? Stream.<String>of() : Stream.of("r" + Clauses.labels(List.of(type))),
                            properties("r", relationships.properties()),
                            node("s", relationships.start()),
                            node("e", relationships.end()))
                    .flatMap(conditions -> conditions));
        }

        private void add(Stream<String> conditions) {
            alternatives.add(conditions.collect(Collectors.joining(" AND ")));
        }

        private Stream<String> node(String variable, Nodes nodes) {
            Stream<String> labels =
                    nodes.labels().isEmpty() ? Stream.of() : Stream.of(variable + Clauses.labels(nodes.labels()));
            return Stream.concat(labels, properties(variable, nodes.properties()));
        }

        private Stream<String> properties(String variable, Map<String, Object> properties) {
            return properties.entrySet().stream()
                    .map(property -> variable + "." + Names.quote(property.getKey()) + " = $values["
                            + index(property.getValue()) + "]");
        }

        private int index(Object value) {
            values.add(value);
            return values.size() - 1;
        }

        /** All of it behind a word, or nothing if one of the alternatives is always met. */
        String after(String word) {
            return alternatives.contains("")
                    ? ""
                    : word + alternatives.stream().collect(Collectors.joining(" OR ", "(", ")"));
        }

        Statement statement(String text) {
            return new Statement(text, parameters());
        }

        Statement page(String text, long from, long to, long limit) {
            Map<String, Object> parameters = parameters();
            parameters.put("from", from);
            parameters.put("to", to);
            parameters.put("limit", limit);
            return new Statement(text, parameters);
        }

        private Map<String, Object> parameters() {
            Map<String, Object> parameters = new LinkedHashMap<>();
            if (!values.isEmpty()) {
                parameters.put("values", values);
            }
            return parameters;
        }
    }
}
