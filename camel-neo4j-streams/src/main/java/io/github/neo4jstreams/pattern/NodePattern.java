package io.github.neo4jstreams.pattern;

import java.util.List;

/**
 * A node that is found by its keys.
 *
 * @param labels at least one, in the order written
 * @param properties with at least one key
 */
public record NodePattern(List<String> labels, PropertyMapping properties) implements Pattern {

    public NodePattern {
        labels = List.copyOf(labels);
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("a node pattern needs a label");
        }
        if (properties.keys().isEmpty()) {
            throw new IllegalArgumentException("a node pattern needs a key");
        }
    }

    @Override
    public String toString() {
        return "(" + Names.printLabels(labels) + properties + ")";
    }
}
