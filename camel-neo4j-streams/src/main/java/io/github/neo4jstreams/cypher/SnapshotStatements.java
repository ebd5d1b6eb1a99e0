package io.github.neo4jstreams.cypher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Statements that read what is in a graph, page by page, in the order of the entities' numbers: each page seeks its entities
 * one by one, whatever came before, and so takes the same time however large the graph is.
 */
public final class SnapshotStatements {

    private SnapshotStatements() {}

    /**
     * Which relationships are read.
     *
     * @param startLabels all of them; none for any
     * @param type        null for any
     * @param endLabels   all of them; none for any
     */
    public record Ends(List<String> startLabels, String type, List<String> endLabels) {}

    /** The range of the numbers that nodes have, as {@code first} and {@code last}, null if there are none. */
    public static Statement nodeRange(List<List<String>> labels) {
        return Statement.of("MATCH (n)" + whereAny(nodes(labels)) + " RETURN min(id(n)) AS first, max(id(n)) AS last");
    }

    /** The range of the numbers that relationships have, as {@code first} and {@code last}, null if there are none. */
    public static Statement relationshipRange(List<Ends> ends) {
        return Statement.of("MATCH (s)-[r]->(e)" + whereAny(relationships(ends))
                + " RETURN min(id(r)) AS first, max(id(r)) AS last");
    }

    /**
     * Nodes as {@code number}, {@code elementId}, {@code labels} and {@code properties}.
     *
     * @param labels sets of them, of which a node must have one at least; an empty set is for any node
     * @param from   first number
     * @param to     last number
     * @param limit  most nodes
     */
    public static Statement nodes(List<List<String>> labels, long from, long to, long limit) {
        return new Statement(
                "UNWIND range($from, $to) AS number MATCH (n) WHERE id(n) = number" + andAny(nodes(labels))
                        + " RETURN number, elementId(n) AS elementId, labels(n) AS labels, properties(n) AS properties LIMIT $limit",
                page(from, to, limit));
    }

    /**
     * Relationships as {@code number}, {@code elementId}, {@code type}, {@code properties}, {@code start} and {@code end}, both
     * with {@code elementId}, {@code labels} and {@code properties}.
     *
     * @param ends  of which a relationship must have one at least
     * @param keys  the properties of start and end that are read
     * @param from  first number
     * @param to    last number
     * @param limit most relationships
     */
    public static Statement relationships(List<Ends> ends, List<String> keys, long from, long to, long limit) {
        Map<String, Object> parameters = page(from, to, limit);
        return new Statement(
                "UNWIND range($from, $to) AS number MATCH (s)-[r]->(e) WHERE id(r) = number"
                        + andAny(relationships(ends))
                        + " RETURN number, elementId(r) AS elementId, type(r) AS type, properties(r) AS properties, "
                        + end("s", keys) + " AS start, " + end("e", keys) + " AS end LIMIT $limit",
                parameters);
    }

    private static Map<String, Object> page(long from, long to, long limit) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("from", from);
        parameters.put("to", to);
        parameters.put("limit", limit);
        return parameters;
    }

    private static String end(String variable, List<String> keys) {
        String properties = keys.stream().map(key -> "." + Names.quote(key)).collect(Collectors.joining(", "));
        return "{elementId: elementId(" + variable + "), labels: labels(" + variable + "), properties: " + variable
                + " {" + properties + "}}";
    }

    private static List<String> nodes(List<List<String>> labels) {
        return labels.stream().map(set -> has("n", set)).toList();
    }

    private static List<String> relationships(List<Ends> ends) {
        return ends.stream().map(SnapshotStatements::relationship).toList();
    }

    private static String relationship(Ends ends) {
        List<String> conditions = new ArrayList<>();
        if (ends.type() != null) {
            conditions.add(has("r", List.of(ends.type())));
        }
        conditions.add(has("s", ends.startLabels()));
        conditions.add(has("e", ends.endLabels()));
        conditions.removeIf(String::isEmpty);
        return String.join(" AND ", conditions);
    }

    private static String has(String variable, List<String> labels) {
        return labels.isEmpty() ? "" : variable + Clauses.labels(labels);
    }

    private static String whereAny(List<String> conditions) {
        String any = any(conditions);
        return any.isEmpty() ? "" : " WHERE " + any;
    }

    private static String andAny(List<String> conditions) {
        String any = any(conditions);
        return any.isEmpty() ? "" : " AND " + any;
    }

    /** Nothing if one of them is always met. */
    private static String any(List<String> conditions) {
        return conditions.contains("")
                ? ""
                : conditions.stream().distinct().collect(Collectors.joining(" OR ", "(", ")"));
    }
}
