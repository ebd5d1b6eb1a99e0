package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.cypher.Clauses;
import java.util.List;

/**
 * How a statement finds a node, without the values it looks for. Equal lookups are equal whatever the order in which
 * messages name their labels and keys: both lists are sorted.
 *
 * @param labels   that the node must have; none for any node
 * @param identity by what it is found
 * @param keys     names of the key properties; none unless it is found by them
 */
public record NodeLookup(List<String> labels, Identity identity, List<String> keys) {

    public NodeLookup {
        labels = sorted(labels);
        keys = List.copyOf(keys);
    }

    /** Each label once, nearly always one. */
    static List<String> sorted(List<String> labels) {
        return labels.size() < 2
                ? List.copyOf(labels)
                : labels.stream().distinct().sorted().toList();
    }

    /** @param keys sorted; the values of a row come in the same order */
    public static NodeLookup byProperties(List<String> labels, List<String> keys) {
        return new NodeLookup(labels, Identity.PROPERTIES, keys);
    }

    String match(String variable, String values) {
        return "MATCH " + Clauses.node(variable, labels, keys, values) + identity.condition(variable, values) + "\n";
    }

    String merge(String variable, String values) {
        return "MERGE " + Clauses.node(variable, labels, keys, values) + "\n";
    }
}
