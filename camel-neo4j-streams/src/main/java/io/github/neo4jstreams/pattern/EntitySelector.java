package io.github.neo4jstreams.pattern;

/**
 * Which changes a source reports, and which properties are in their states. {@link #toString()} is the canonical form,
 * which parses to an equal selector.
 */
public sealed interface EntitySelector permits NodeSelector, RelationshipSelector {

    /** The properties of the changed node or relationship that are reported. */
    PropertyChoice properties();
}
