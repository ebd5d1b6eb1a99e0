package io.github.neo4jstreams.sink;

import java.util.List;

/**
 * Properties by which a sink looks up nodes: without a constraint it reads all nodes of a label for each message, and two
 * transactions at once may make the same node twice.
 *
 * @param usedBy     what in the configuration asks for it
 * @param labels     of the nodes; a constraint on one of them is enough
 * @param properties of the key
 */
public record NodeKey(String usedBy, List<String> labels, List<String> properties) {

    public NodeKey {
        labels = List.copyOf(labels);
        properties = List.copyOf(properties);
    }
}
