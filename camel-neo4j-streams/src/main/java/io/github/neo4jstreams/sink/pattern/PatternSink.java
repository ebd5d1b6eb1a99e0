package io.github.neo4jstreams.sink.pattern;

import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.pattern.NodePattern;
import io.github.neo4jstreams.pattern.Pattern;
import io.github.neo4jstreams.pattern.RelationshipPattern;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.NodeKey;
import io.github.neo4jstreams.sink.PropertyWrite;
import io.github.neo4jstreams.sink.SinkDefinition;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.sink.TargetServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Maps each message to nodes and relationships by patterns. Every pattern is applied to every message, in the order in
 * which they are written.
 *
 * @param patterns                at least one
 * @param mergeNodeProperties     whether nodes keep the properties that a message doesn't have
 * @param mergeRelationshipProperties the same for relationships
 */
public record PatternSink(List<Pattern> patterns, boolean mergeNodeProperties, boolean mergeRelationshipProperties)
        implements SinkDefinition {

    public PatternSink {
        patterns = List.copyOf(patterns);
    }

    /** One pattern, applied. */
    interface Mapper {
        GraphAction action(Fields fields);
    }

    @Override
    public SinkStrategy prepare(TargetServer server) {
        List<Mapper> mappers = patterns.stream().map(this::mapper).toList();
        return message -> actions(message, mappers);
    }

    private static List<GraphAction> actions(Message message, List<Mapper> mappers) {
        Fields fields = new Fields(message);
        List<GraphAction> actions = new ArrayList<>(mappers.size());
        mappers.forEach(mapper -> actions.add(mapper.action(fields)));
        return actions;
    }

    private Mapper mapper(Pattern pattern) {
        PropertyWrite nodes = mergeNodeProperties ? PropertyWrite.ADD : PropertyWrite.REPLACE;
        return pattern instanceof NodePattern node
                ? new NodeMapper(node, nodes)
                : new RelationshipMapper(
                        (RelationshipPattern) pattern,
                        nodes,
                        mergeRelationshipProperties ? PropertyWrite.ADD : PropertyWrite.REPLACE);
    }

    @Override
    public List<NodeKey> keys() {
        return patterns.stream().flatMap(PatternSink::keys).toList();
    }

    private static Stream<NodeKey> keys(Pattern pattern) {
        Stream<NodePattern> nodes = pattern instanceof RelationshipPattern relationship
                ? Stream.of(relationship.start(), relationship.end())
                : Stream.of((NodePattern) pattern);
        return nodes.map(node -> new NodeKey(
                        "pattern " + pattern,
                        node.labels(),
                        node.properties().keys().stream()
                                .map(key -> key.target().name())
                                .toList()))
                .distinct();
    }
}
