package io.github.neo4jstreams.source;

import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.pattern.NodeFilter;
import io.github.neo4jstreams.pattern.RelationshipSelector;
import java.util.LinkedHashSet;
import java.util.Set;
import org.neo4j.driver.exceptions.Neo4jException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which keys of a selection no constraint demands: the server reports keys by its constraints, so they would match nothing. */
final class MissingKeys {

    private static final Logger LOG = LoggerFactory.getLogger(MissingKeys.class);

    private MissingKeys() {}

    static void warn(Graph graph, ChangeSelection selection) {
        Set<NodeFilter> nodes = new LinkedHashSet<>();
        selection.nodes().forEach(selector -> nodes.add(selector.node()));
        selection.relationships().forEach(selector -> {
            nodes.add(selector.start());
            nodes.add(selector.end());
        });
        nodes.removeIf(node -> node.key().isEmpty());
        Set<RelationshipSelector> relationships = new LinkedHashSet<>(selection.relationships());
        relationships.removeIf(relationship -> relationship.key().isEmpty());
        if (nodes.isEmpty() && relationships.isEmpty()) {
            return;
        }
        try {
            EntityKeys keys = EntityKeys.of(graph);
            nodes.stream()
                    .filter(node -> !keys.haveNode(node.labels(), node.key().keySet()))
                    .forEach(MissingKeys::warn);
            relationships.stream()
                    .filter(selector -> !keys.haveRelationship(
                            selector.type(), selector.key().keySet()))
                    .forEach(MissingKeys::warn);
        } catch (Neo4jException e) {
            // a user who may read changes need not be one who may see constraints
            LOG.debug("Whether the keys of the selection exist can't be told: {}", ErrorClass.oneLine(e));
        }
    }

    private static void warn(Object selector) {
        LOG.warn(
                "select has {}, but no key constraint has exactly these properties: no change will match it until there is one",
                selector);
    }
}
