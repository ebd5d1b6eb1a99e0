package io.github.neo4jstreams.pattern;

import java.util.Objects;

/**
 * A relationship, always from start to end whichever way the arrow was written. The ends take their keys and explicit
 * includes only: whatever else a message has belongs to the relationship.
 *
 * @param properties of the relationship itself; its keys, if any, tell parallel relationships apart
 */
public record RelationshipPattern(NodePattern start, String type, PropertyMapping properties, NodePattern end)
        implements Pattern {

    public RelationshipPattern {
        requireEnd(start);
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(properties, "properties");
        requireEnd(end);
    }

    private static void requireEnd(NodePattern node) {
        if (node.properties().rest() || !node.properties().excludes().isEmpty()) {
            throw new IllegalArgumentException(
                    "an end of a relationship takes only keys and explicit includes: " + node);
        }
    }

    @Override
    public String toString() {
        return start + "-[:" + Names.print(type) + properties + "]->" + end;
    }
}
