package io.github.neo4jstreams.sink.cdc;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.Identity;
import io.github.neo4jstreams.sink.NodeAction;
import io.github.neo4jstreams.sink.NodeKey;
import io.github.neo4jstreams.sink.NodeLookup;
import io.github.neo4jstreams.sink.NodeShape;
import io.github.neo4jstreams.sink.PropertyWrite;
import io.github.neo4jstreams.sink.RelationshipAction;
import io.github.neo4jstreams.sink.RelationshipShape;
import io.github.neo4jstreams.sink.RelationshipShape.End;
import io.github.neo4jstreams.sink.RelationshipShape.Operation;
import io.github.neo4jstreams.sink.SinkDefinition;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.sink.StoredProperties;
import io.github.neo4jstreams.sink.TargetServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Change events into a copy whose nodes and relationships carry the element ids that they have in the source. Needs no
 * keys, and ends of relationships may come later than these.
 *
 * @param label    of every node of the copy
 * @param property that holds the element id, of nodes and relationships; one of the source with this name is left out
 */
public record SourceIdSink(String label, String property) implements SinkDefinition {

    /** A node's element id begins with 4 and a relationship's with 5 in all versions that have element ids. */
    private static final String NODE_ID = "4:";

    @Override
    public SinkStrategy prepare(TargetServer server) {
        return new Strategy(label, property);
    }

    @Override
    public List<NodeKey> keys() {
        return List.of(new NodeKey("cdc-source-id", List.of(label), List.of(property)));
    }

    private static final class Strategy extends ChangeSink {

        private final String label;
        private final String property;
        private final NodeLookup node;
        private final NodeShape delete;

        Strategy(String label, String property) {
            this.label = label;
            this.property = property;
            this.node = NodeLookup.byProperties(List.of(label), List.of(property));
            this.delete = NodeShape.delete(node, true);
        }

        @Override
        GraphAction createNode(ChangeEvent change) {
            return merge(
                    change,
                    change.after().properties(),
                    Labels.without(change.after().labels(), List.of(label)),
                    List.of());
        }

        @Override
        GraphAction updateNode(ChangeEvent change) {
            return merge(
                    change,
                    Difference.properties(change),
                    Labels.without(Difference.addedLabels(change), List.of(label)),
                    Labels.without(Difference.removedLabels(change), List.of(label)));
        }

        private GraphAction merge(
                ChangeEvent change, Map<String, Object> properties, List<String> added, List<String> removed) {
            NodeShape shape =
                    new NodeShape(NodeShape.Operation.MERGE, node, PropertyWrite.ADD, List.of(), added, removed);
            return new NodeAction(shape, id("elementId", change.elementId()), own(properties));
        }

        @Override
        GraphAction deleteNode(ChangeEvent change) {
            return new NodeAction(delete, id("elementId", change.elementId()), Map.of());
        }

        @Override
        GraphAction relationship(ChangeEvent change, Operation operation, Map<String, Object> properties) {
            End end = operation == Operation.DELETE ? End.matched(node) : End.merged(node);
            RelationshipShape shape = new RelationshipShape(
                    operation,
                    end,
                    StoredProperties.name("the type", change.relationshipType()),
                    Identity.PROPERTIES,
                    List.of(property),
                    end,
                    operation == Operation.DELETE ? PropertyWrite.NONE : PropertyWrite.ADD);
            return new RelationshipAction(
                    shape,
                    id("start.elementId", change.start().elementId()),
                    id("end.elementId", change.end().elementId()),
                    id("elementId", change.elementId()),
                    own(properties));
        }

        private Map<String, Object> own(Map<String, Object> properties) {
            StoredProperties.named("the state", properties);
            if (!properties.containsKey(property)) {
                return properties;
            }
            Map<String, Object> own = new LinkedHashMap<>(properties);
            own.remove(property);
            return own;
        }

        private static List<Object> id(String name, String elementId) {
            if (elementId == null) {
                throw new InvalidMessageException("'" + name + "' is missing: cdc-source-id finds nodes by it");
            }
            return List.of(StoredProperties.key(name, elementId));
        }

        @Override
        GraphAction tombstone(Object key) {
            if (key instanceof Map<?, ?> map
                    && map.get("elementId") instanceof String elementId
                    && elementId.startsWith(NODE_ID)) {
                return new NodeAction(delete, id("elementId", elementId), Map.of());
            }
            throw new InvalidMessageException(
                    "a tombstone deletes what its key names, and this key is not the element id of" + " a node");
        }
    }
}
