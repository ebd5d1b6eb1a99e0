package io.github.neo4jstreams.graph;

import java.util.List;

/**
 * What a uniqueness or key constraint of the database says about nodes.
 *
 * @param label      of the nodes
 * @param properties that together differ from node to node
 */
public record UniqueKey(String label, List<String> properties) {}
