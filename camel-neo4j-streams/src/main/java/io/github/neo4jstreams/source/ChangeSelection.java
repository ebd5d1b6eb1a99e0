package io.github.neo4jstreams.source;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.EntityType;
import io.github.neo4jstreams.event.Operation;
import io.github.neo4jstreams.event.State;
import io.github.neo4jstreams.graph.OwnNodes;
import io.github.neo4jstreams.pattern.EntitySelector;
import io.github.neo4jstreams.pattern.NodeSelector;
import io.github.neo4jstreams.pattern.PropertyChoice;
import io.github.neo4jstreams.pattern.RelationshipSelector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which changes are wanted. All that the server can judge is pushed down to it as selectors; the choice of properties is
 * made here, because the server always reports whole entities.
 *
 * @param entities          patterns, of which one at least must match; none for every change
 * @param operations        none for all
 * @param changesTo         properties that must all have changed; none for any
 * @param executingUser     null for anyone
 * @param authenticatedUser null for anyone
 * @param txMetadata        entries that the transaction's metadata must have
 */
public record ChangeSelection(
        List<EntitySelector> entities,
        Set<Operation> operations,
        Set<String> changesTo,
        String executingUser,
        String authenticatedUser,
        Map<String, Object> txMetadata) {

    public static final ChangeSelection EVERYTHING =
            new ChangeSelection(List.of(), Set.of(), Set.of(), null, null, Map.of());

    /** As {@code db.cdc.query} takes them: fields of one are all to be met, of the list any one. */
    List<Map<String, Object>> toServerSelectors() {
        List<Map<String, Object>> selectors = new ArrayList<>();
        if (entities.isEmpty()) {
            addForEachOperation(selectors, selector("e"));
        }
        for (EntitySelector entity : entities) {
            if (entity instanceof NodeSelector node) {
                Map<String, Object> selector = selector(EntityType.NODE.code());
                putLabels(selector, node.labels());
                addForEachOperation(selectors, selector);
            } else if (entity instanceof RelationshipSelector relationship) {
                Map<String, Object> selector = selector(EntityType.RELATIONSHIP.code());
                relationship.type().ifPresent(type -> selector.put("type", type));
                putEnd(selector, "start", relationship.startLabels());
                putEnd(selector, "end", relationship.endLabels());
                addForEachOperation(selectors, selector);
            }
        }
        return selectors;
    }

    /** The patterns of nodes; one for any node if there are no patterns at all. */
    List<NodeSelector> nodes() {
        return entities.isEmpty() ? List.of(new NodeSelector(List.of(), PropertyChoice.ALL)) : of(NodeSelector.class);
    }

    /** The patterns of relationships; one for any relationship if there are no patterns at all. */
    List<RelationshipSelector> relationships() {
        return entities.isEmpty()
                ? List.of(new RelationshipSelector(List.of(), Optional.empty(), PropertyChoice.ALL, List.of()))
                : of(RelationshipSelector.class);
    }

    private <T extends EntitySelector> List<T> of(Class<T> type) {
        return entities.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private Map<String, Object> selector(String select) {
        Map<String, Object> selector = new LinkedHashMap<>();
        selector.put("select", select);
        if (!changesTo.isEmpty()) {
            selector.put("changesTo", List.copyOf(changesTo));
        }
        if (executingUser != null) {
            selector.put("executingUser", executingUser);
        }
        if (authenticatedUser != null) {
            selector.put("authenticatedUser", authenticatedUser);
        }
        if (!txMetadata.isEmpty()) {
            selector.put("txMetadata", txMetadata);
        }
        return selector;
    }

    private static void putLabels(Map<String, Object> selector, List<String> labels) {
        if (!labels.isEmpty()) {
            selector.put("labels", labels);
        }
    }

    private static void putEnd(Map<String, Object> selector, String end, List<String> labels) {
        if (!labels.isEmpty()) {
            selector.put(end, Map.of("labels", labels));
        }
    }

    private void addForEachOperation(List<Map<String, Object>> selectors, Map<String, Object> selector) {
        if (operations.isEmpty()) {
            selectors.add(selector);
        }
        for (Operation operation : operations) {
            Map<String, Object> narrowed = new LinkedHashMap<>(selector);
            narrowed.put("operation", operation.code());
            selectors.add(narrowed);
        }
    }

    /**
     * The change as it is reported: with the properties that the first matching pattern chooses. Empty for the traces that
     * sources leave in the graph themselves.
     */
    Optional<ChangeEvent> report(ChangeEvent change) {
        if (OwnNodes.have(change.labels())) {
            return Optional.empty();
        }
        PropertyChoice choice = entities.stream()
                .filter(entity -> matches(entity, change))
                .map(EntitySelector::properties)
                .findFirst()
                .orElse(PropertyChoice.ALL);
        return Optional.of(
                choice.equals(PropertyChoice.ALL)
                        ? change
                        : change.withProperties(all -> {
                            Map<String, Object> chosen = new LinkedHashMap<>(all);
                            chosen.keySet().removeIf(property -> !choice.takes(property));
                            return chosen;
                        }));
    }

    private static boolean matches(EntitySelector entity, ChangeEvent change) {
        if (entity instanceof NodeSelector node) {
            return change.entityType() == EntityType.NODE && labelsOf(change).containsAll(node.labels());
        }
        RelationshipSelector relationship = (RelationshipSelector) entity;
        return change.entityType() == EntityType.RELATIONSHIP
                && relationship.type().map(change.relationshipType()::equals).orElse(true)
                && change.start().labels().containsAll(relationship.startLabels())
                && change.end().labels().containsAll(relationship.endLabels());
    }

    private static Set<String> labelsOf(ChangeEvent change) {
        Set<String> labels = new LinkedHashSet<>(change.labels());
        addLabels(labels, change.before());
        addLabels(labels, change.after());
        return labels;
    }

    private static void addLabels(Set<String> labels, State state) {
        if (state != null && state.labels() != null) {
            labels.addAll(state.labels());
        }
    }
}
