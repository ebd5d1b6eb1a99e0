package io.github.neo4jstreams.sink.pattern;

import io.github.neo4jstreams.pattern.NodePattern;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.NodeAction;
import io.github.neo4jstreams.sink.NodeLookup;
import io.github.neo4jstreams.sink.NodeShape;
import io.github.neo4jstreams.sink.PropertyWrite;
import java.util.List;
import java.util.Map;

/** A message is a node; a tombstone deletes it with its relationships. */
final class NodeMapper implements PatternSink.Mapper {

    private final Mapping mapping;
    private final boolean replace;
    private final NodeShape write;
    private final NodeShape delete;

    NodeMapper(NodePattern pattern, PropertyWrite properties) {
        this.mapping = Mapping.of(pattern.properties());
        this.replace = properties == PropertyWrite.REPLACE;
        NodeLookup node = NodeLookup.byProperties(pattern.labels(), mapping.keyNames());
        this.write = NodeShape.merge(node, properties);
        this.delete = NodeShape.delete(node, true);
    }

    @Override
    public GraphAction action(Fields fields) {
        List<Object> keys = mapping.keys(fields);
        if (fields.isTombstone()) {
            return new NodeAction(delete, keys, Map.of());
        }
        return new NodeAction(write, keys, replace ? mapping.allProperties(fields, keys) : mapping.properties(fields));
    }
}
