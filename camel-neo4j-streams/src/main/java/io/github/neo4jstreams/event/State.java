package io.github.neo4jstreams.event;

import java.util.List;
import java.util.Map;

/**
 * An entity before or after a change. With the capture mode DIFF it holds only what changed.
 *
 * @param labels     of a node; null for a relationship
 * @param properties by name
 */
public record State(List<String> labels, Map<String, Object> properties) {

    State withProperties(Map<String, Object> others) {
        return new State(labels, others);
    }
}
