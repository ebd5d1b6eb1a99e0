package io.github.neo4jstreams.cypher;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Pieces of statements that are made from names in data: each name is quoted here, each value is looked up in the row that
 * travels as a parameter. Nothing that these return depends on a value, so equal names give equal texts.
 */
public final class Clauses {

    /**
     * The rows of a batch, one after the other. They stand in a map, because the server compiles a statement anew for lists
     * of another order of magnitude, and a map's content is nothing to it.
     */
    public static final String UNWIND_ROWS = "UNWIND $batch.rows AS row\n";

    private static final String BATCH = "batch";
    private static final String ROWS = "rows";

    private Clauses() {}

    /**
     * The parameters of a statement that begins with {@link #UNWIND_ROWS}.
     *
     * @param others found as {@code $batch.NAME}
     */
    public static Map<String, Object> batch(List<Object> rows, Map<String, ?> others) {
        Map<String, Object> batch = new HashMap<>(others);
        batch.put(ROWS, rows);
        return Map.of(BATCH, batch);
    }

    /** {@code :`A`:`B`}, or nothing for no labels. */
    public static String labels(List<String> labels) {
        return labels.stream().map(label -> ":" + Names.quote(label)).collect(Collectors.joining());
    }

    /**
     * {@code (n:A {k1: row.k[0], k2: row.k[1]})}.
     *
     * @param values the list in the row that holds the values of the keys
     */
    public static String node(String variable, List<String> labels, List<String> keys, String values) {
        return "(" + variable + labels(labels) + properties(keys, values) + ")";
    }

    /** {@code (s)-[r:T {k: row.k[0]}]->(e)}, between nodes that are bound already. */
    public static String relationship(
            String start, String variable, String type, List<String> keys, String values, String end) {
        return "(" + start + ")-[" + variable + ":" + Names.quote(type) + properties(keys, values) + "]->(" + end + ")";
    }

    private static String properties(List<String> keys, String values) {
        return keys.isEmpty()
                ? ""
                : IntStream.range(0, keys.size())
                        .mapToObj(i -> Names.quote(keys.get(i)) + ": " + values + "[" + i + "]")
                        .collect(Collectors.joining(", ", " {", "}"));
    }
}
