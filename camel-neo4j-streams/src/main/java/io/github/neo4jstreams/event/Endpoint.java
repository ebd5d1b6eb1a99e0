package io.github.neo4jstreams.event;

import java.util.List;
import java.util.Map;

/**
 * One end of a relationship.
 *
 * @param elementId the node's id
 * @param labels    its labels
 * @param keys      its keys by label, each a list of key properties
 */
public record Endpoint(String elementId, List<String> labels, Map<String, Object> keys) {}
