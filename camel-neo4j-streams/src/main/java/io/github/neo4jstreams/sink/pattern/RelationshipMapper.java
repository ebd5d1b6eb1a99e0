package io.github.neo4jstreams.sink.pattern;

import io.github.neo4jstreams.pattern.NodePattern;
import io.github.neo4jstreams.pattern.RelationshipPattern;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.Identity;
import io.github.neo4jstreams.sink.NodeLookup;
import io.github.neo4jstreams.sink.PropertyWrite;
import io.github.neo4jstreams.sink.RelationshipAction;
import io.github.neo4jstreams.sink.RelationshipShape;
import io.github.neo4jstreams.sink.RelationshipShape.End;
import io.github.neo4jstreams.sink.RelationshipShape.Operation;
import java.util.List;
import java.util.Map;

/** A message is a relationship and its two nodes; a tombstone deletes the relationship and leaves the nodes. */
final class RelationshipMapper implements PatternSink.Mapper {

    private final Mapping start;
    private final Mapping end;
    private final Mapping middle;
    private final RelationshipShape write;
    private final RelationshipShape delete;

    RelationshipMapper(RelationshipPattern pattern, PropertyWrite nodes, PropertyWrite relationship) {
        this.start = Mapping.of(pattern.start().properties());
        this.end = Mapping.of(pattern.end().properties());
        this.middle = Mapping.of(
                pattern.properties(),
                pattern.start().properties(),
                pattern.end().properties());
        NodeLookup startNode = lookup(pattern.start(), start);
        NodeLookup endNode = lookup(pattern.end(), end);
        List<String> keys = middle.keyNames();
        this.write = new RelationshipShape(
                Operation.MERGE,
                new End(startNode, true, properties(start, nodes)),
                pattern.type(),
                Identity.PROPERTIES,
                keys,
                new End(endNode, true, properties(end, nodes)),
                relationship);
        this.delete = new RelationshipShape(
                Operation.DELETE,
                End.matched(startNode),
                pattern.type(),
                Identity.PROPERTIES,
                keys,
                End.matched(endNode),
                PropertyWrite.NONE);
    }

    private static NodeLookup lookup(NodePattern node, Mapping mapping) {
        return NodeLookup.byProperties(node.labels(), mapping.keyNames());
    }

    /** An end without properties of its own is left alone, unless it is to lose all others. */
    private static PropertyWrite properties(Mapping node, PropertyWrite write) {
        return write == PropertyWrite.ADD && !node.hasIncludes() ? PropertyWrite.NONE : write;
    }

    @Override
    public GraphAction action(Fields fields) {
        List<Object> startKeys = start.keys(fields);
        List<Object> endKeys = end.keys(fields);
        List<Object> keys = middle.keys(fields);
        if (fields.isTombstone()) {
            return new RelationshipAction(delete, startKeys, endKeys, keys, Map.of());
        }
        return new RelationshipAction(
                write,
                startKeys,
                endKeys,
                keys,
                properties(middle, write.properties(), fields, keys),
                properties(start, write.start().properties(), fields, startKeys),
                properties(end, write.end().properties(), fields, endKeys));
    }

    private static Map<String, Object> properties(
            Mapping mapping, PropertyWrite write, Fields fields, List<Object> keys) {
        return switch (write) {
            case NONE -> Map.of();
            case ADD -> mapping.properties(fields);
            case REPLACE -> mapping.allProperties(fields, keys);
        };
    }
}
