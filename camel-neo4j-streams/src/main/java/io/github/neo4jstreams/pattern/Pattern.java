package io.github.neo4jstreams.pattern;

/** How a sink maps a message to the graph. {@link #toString()} is the canonical form, which parses to an equal pattern. */
public sealed interface Pattern permits NodePattern, RelationshipPattern {

    /** What of the message becomes properties of the node, or of the relationship without its ends. */
    PropertyMapping properties();
}
