package io.github.neo4jstreams.sink;

import java.util.List;

/** A strategy as its options describe it, before it knows the server that it will write to. */
public interface SinkDefinition {

    /**
     * @param server the server to be written to
     * @return the strategy in the form that this server understands
     */
    SinkStrategy prepare(TargetServer server);

    /** The keys by which it looks up nodes, as far as they are known before any message is. */
    default List<NodeKey> keys() {
        return List.of();
    }
}
