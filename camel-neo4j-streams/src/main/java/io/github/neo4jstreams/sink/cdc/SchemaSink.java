package io.github.neo4jstreams.sink.cdc;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.Endpoint;
import io.github.neo4jstreams.event.Keys;
import io.github.neo4jstreams.event.Keys.Key;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.Identity;
import io.github.neo4jstreams.sink.NodeAction;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Change events into a copy whose nodes are found by their keys: the smallest key if there are several, so that one index
 * does it. A relationship is found by its ends, its type and its own keys if it has any.
 */
public record SchemaSink() implements SinkDefinition {

    @Override
    public SinkStrategy prepare(TargetServer server) {
        return new Strategy();
    }

    /** A node, by one of its keys. */
    private record Found(NodeLookup node, List<Object> values) {

        static Found by(Key key) {
            return by(List.of(key.label()), key.properties());
        }

        static Found by(List<String> labels, Map<String, Object> properties) {
            List<Object> values = new ArrayList<>(properties.size());
            Map<String, Object> sorted = properties instanceof SortedMap ? properties : new TreeMap<>(properties);
            sorted.forEach((name, value) -> {
                StoredProperties.name("a key", name);
                values.add(StoredProperties.key(name, value));
            });
            labels.forEach(label -> StoredProperties.name("the labels", label));
            return new Found(NodeLookup.byProperties(labels, List.copyOf(sorted.keySet())), values);
        }
    }

    private static final class Strategy extends ChangeSink {

        @Override
        GraphAction createNode(ChangeEvent change) {
            Found found = changed(change);
            List<String> labels =
                    Labels.without(change.after().labels(), found.node().labels());
            NodeShape shape = new NodeShape(
                    NodeShape.Operation.MERGE, found.node(), PropertyWrite.ADD, List.of(), labels, List.of());
            return new NodeAction(
                    shape,
                    found.values(),
                    StoredProperties.named("the state", change.after().properties()));
        }

        @Override
        GraphAction updateNode(ChangeEvent change) {
            Found found = changed(change);
            Map<String, Object> others = new LinkedHashMap<>();
            Set<String> labels = new LinkedHashSet<>();
            otherKeys(change, found, labels, others);
            NodeShape shape = new NodeShape(
                    NodeShape.Operation.MERGE,
                    found.node(),
                    PropertyWrite.ADD,
                    List.copyOf(labels),
                    Labels.checked(Difference.addedLabels(change)),
                    Labels.checked(Difference.removedLabels(change)));
            return new NodeAction(
                    shape,
                    found.values(),
                    StoredProperties.named("the state", Difference.properties(change)),
                    StoredProperties.named("the keys", others));
        }

        /** A node that isn't there is made with all of its keys, not only with the one by which it was looked for. */
        private static void otherKeys(
                ChangeEvent change, Found found, Set<String> labels, Map<String, Object> properties) {
            ((Map<?, ?>) change.keys()).forEach((label, keys) -> {
                if (!found.node().labels().contains(label)) {
                    labels.add(StoredProperties.name("the keys", label));
                }
                for (Object key : (List<?>) keys) {
                    ((Map<?, ?>) key).forEach((name, value) -> properties.put((String) name, value));
                }
            });
        }

        @Override
        GraphAction deleteNode(ChangeEvent change) {
            return deletion(changed(change));
        }

        private static GraphAction deletion(Found found) {
            return new NodeAction(NodeShape.delete(found.node(), true), found.values(), Map.of());
        }

        @Override
        GraphAction relationship(ChangeEvent change, Operation operation, Map<String, Object> properties) {
            Map<String, Object> key = new TreeMap<>();
            Keys.of(change).ifPresent(own -> key.putAll(own.properties()));
            List<Object> values = new ArrayList<>(key.size());
            key.forEach((name, value) -> values.add(StoredProperties.key(StoredProperties.name("a key", name), value)));
            return relationship(
                    operation,
                    change.isOfSnapshot(),
                    end("start", change.start()),
                    change.relationshipType(),
                    List.copyOf(key.keySet()),
                    values,
                    end("end", change.end()),
                    StoredProperties.named("the state", properties));
        }

        /**
         * @param ofSnapshot whether a node that isn't there is made with its key: a snapshot may find a relationship whose
         *                   node was made after the nodes were read, or miss the node of one that a change tells of, because
         *                   it is deleted. A later change gives the one its properties and deletes the other
         */
        private static GraphAction relationship(
                Operation operation,
                boolean ofSnapshot,
                Found start,
                String type,
                List<String> keys,
                List<Object> values,
                Found end,
                Map<String, Object> properties) {
            boolean merged = ofSnapshot && operation != Operation.DELETE;
            RelationshipShape shape = new RelationshipShape(
                    operation,
                    end(start, merged),
                    StoredProperties.name("the type", type),
                    Identity.PROPERTIES,
                    keys,
                    end(end, merged),
                    operation == Operation.DELETE ? PropertyWrite.NONE : PropertyWrite.ADD);
            return new RelationshipAction(shape, start.values(), end.values(), values, properties);
        }

        private static End end(Found node, boolean merged) {
            return merged ? End.merged(node.node()) : End.matched(node.node());
        }

        private static Found changed(ChangeEvent change) {
            return Keys.of(change).map(Found::by).orElseThrow(() -> noKey("the node"));
        }

        private static Found end(String name, Endpoint end) {
            return Keys.of(end).map(Found::by).orElseThrow(() -> noKey("the " + name + " node of the relationship"));
        }

        private static InvalidMessageException noKey(String what) {
            return new InvalidMessageException(what + " has no key: the source's graph needs a key constraint for its"
                    + " label, or the sink the strategy cdc-source-id");
        }

        @Override
        GraphAction tombstone(Object key) {
            if (key instanceof Map<?, ?> map) {
                if (map.get("keys") instanceof Map<?, ?> keys) {
                    Optional<Key> smallest = Keys.smallest(keys);
                    if (smallest.isPresent()) {
                        return deletion(Found.by(smallest.get()));
                    }
                }
                if (map.get("start") instanceof Map<?, ?> start
                        && map.get("end") instanceof Map<?, ?> end
                        && map.get("label") instanceof String type) {
                    return relationship(
                            Operation.DELETE,
                            false,
                            compact(start),
                            type,
                            List.of(),
                            List.of(),
                            compact(end),
                            Map.of());
                }
                if (map.containsKey("ids")) {
                    return deletion(compact(map));
                }
            }
            throw new InvalidMessageException(
                    "a tombstone deletes what its key names, and this key names neither the keys"
                            + " of a node nor the ends and the label of a relationship");
        }

        /** A key of Streams for a compacted topic. */
        private static Found compact(Map<?, ?> key) {
            if (!(key.get("labels") instanceof List<?> labels)
                    || labels.isEmpty()
                    || !(key.get("ids") instanceof Map<?, ?> ids)
                    || ids.isEmpty()) {
                throw new InvalidMessageException("the key of the tombstone has no labels and ids of a node");
            }
            Map<String, Object> properties = new LinkedHashMap<>();
            ids.forEach((name, value) -> properties.put(StoredProperties.name("the ids", name), value));
            return Found.by(
                    labels.stream()
                            .map(label -> StoredProperties.name("the labels", label))
                            .toList(),
                    properties);
        }
    }
}
