package io.github.neo4jstreams.pattern;

import java.util.List;
import java.util.Objects;

/**
 * Changes of nodes.
 *
 * @param labels that the node must have, all of them; none for any node
 */
public record NodeSelector(List<String> labels, PropertyChoice properties) implements EntitySelector {

    public NodeSelector {
        labels = List.copyOf(labels);
        Objects.requireNonNull(properties, "properties");
    }

    @Override
    public String toString() {
        return "(" + Names.printLabels(labels) + properties + ")";
    }
}
