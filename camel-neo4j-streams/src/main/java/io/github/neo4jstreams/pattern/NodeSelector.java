package io.github.neo4jstreams.pattern;

import java.util.Objects;

/**
 * Changes of nodes.
 *
 * @param node which nodes
 */
public record NodeSelector(NodeFilter node, PropertyChoice properties) implements EntitySelector {

    /** Changes of any node. */
    public static final NodeSelector ANY = new NodeSelector(NodeFilter.ANY, PropertyChoice.ALL);

    public NodeSelector {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(properties, "properties");
    }

    @Override
    public String toString() {
        return "(" + node.print(properties) + ")";
    }
}
