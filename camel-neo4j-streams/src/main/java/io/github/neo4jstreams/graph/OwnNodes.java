package io.github.neo4jstreams.graph;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;

/** Nodes that this component keeps in the graph for itself, and which no source speaks of. */
public final class OwnNodes {

    /** Label of the nodes that hold cursors. */
    public static final String CURSOR = "Neo4jStreamsCursor";

    /** Label of the nodes that hold leases. */
    static final String LEASE = "Neo4jStreamsLease";

    private static final Set<String> LABELS = Set.of(CURSOR, LEASE, Fence.LABEL, SeenKeys.LABEL);

    private OwnNodes() {}

    /** @param labels of a node, or null */
    public static boolean have(Collection<String> labels) {
        return labels != null && !Collections.disjoint(labels, LABELS);
    }
}
