package io.github.neo4jstreams.graph;

import java.util.Map;
import java.util.Set;

/**
 * What sinks of this component wrote, told by the mark that they leave in the metadata of their transactions, so that databases
 * that feed each other don't send changes round in circles.
 *
 * @param any   whether there is anything to tell
 * @param sinks their names; none for all
 */
public record OwnWrites(boolean any, Set<String> sinks) {

    /** Entry of the metadata of every transaction of a sink: the sink's name, or its strategy if it has none. */
    public static final String METADATA = "neo4jStreamsSink";

    public static final OwnWrites NONE = new OwnWrites(false, Set.of());

    public OwnWrites {
        sinks = Set.copyOf(sinks);
    }

    /** Whether a transaction with this metadata is one of them. */
    public boolean include(Map<String, Object> txMetadata) {
        Object sink = any ? txMetadata.get(METADATA) : null;
        return sink != null && (sinks.isEmpty() || sinks.contains(sink.toString()));
    }
}
