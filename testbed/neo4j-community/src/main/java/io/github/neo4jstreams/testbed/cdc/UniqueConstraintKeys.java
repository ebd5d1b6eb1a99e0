package io.github.neo4jstreams.testbed.cdc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.common.EntityType;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Transaction;
import org.neo4j.graphdb.schema.ConstraintDefinition;
import org.neo4j.graphdb.schema.ConstraintType;
import org.neo4j.internal.kernel.api.exceptions.ProcedureException;

/**
 * Stand-in for the key constraints that Community lacks: treats every property uniqueness constraint as a key of those
 * entities that have all its properties.
 *
 * <p>Differences to the real thing: the constraints of query time count, not those of capture time. The end of a
 * relationship that was not changed itself is looked up: in the graph as it is now, or, if it is gone, in the change
 * that followed. So a key that was changed later, or a node whose id was taken again by one with the same labels, gives
 * the later values; in DIFF mode a key may be missing.
 */
final class UniqueConstraintKeys implements EnrichmentDecoder.KeySource {
    private final Map<String, List<Set<String>>> nodes = new HashMap<>();
    private final Map<String, List<Set<String>>> relationships = new HashMap<>();

    private final Transaction tx;
    private final ChangeLog log;

    UniqueConstraintKeys(Transaction tx, ChangeLog log) {
        this.tx = tx;
        this.log = log;
        for (ConstraintDefinition c : tx.schema().getConstraints()) {
            Set<String> properties = new LinkedHashSet<>();
            if (c.isConstraintType(ConstraintType.UNIQUENESS)) {
                c.getPropertyKeys().forEach(properties::add);
                nodes.computeIfAbsent(c.getLabel().name(), l -> new ArrayList<>())
                        .add(properties);
            } else if (c.isConstraintType(ConstraintType.RELATIONSHIP_UNIQUENESS)) {
                c.getPropertyKeys().forEach(properties::add);
                relationships
                        .computeIfAbsent(c.getRelationshipType().name(), t -> new ArrayList<>())
                        .add(properties);
            }
        }
    }

    @Override
    public List<Set<String>> keysOf(EntityType entity, String labelOrType) {
        return (entity == EntityType.NODE ? nodes : relationships).getOrDefault(labelOrType, List.of());
    }

    @Override
    public Map<String, Object> propertiesOf(String elementId, Set<String> labels, long txId) {
        try {
            Node node = tx.getNodeByElementId(elementId);
            if (labels.stream().allMatch(label -> node.hasLabel(Label.label(label)))) {
                return node.getAllProperties();
            }
        } catch (NotFoundException e) {
            // deleted since
        }
        try {
            return log.propertiesBeforeNextChange(elementId, txId);
        } catch (ProcedureException e) {
            return Map.of();
        }
    }
}
