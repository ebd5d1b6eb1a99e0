package io.github.neo4jstreams.source;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.Endpoint;
import io.github.neo4jstreams.event.EntityType;
import io.github.neo4jstreams.event.Operation;
import io.github.neo4jstreams.event.State;
import io.github.neo4jstreams.pattern.EntitySelector;
import io.github.neo4jstreams.pattern.NodeFilter;
import io.github.neo4jstreams.pattern.NodeSelector;
import io.github.neo4jstreams.pattern.PropertyChoice;
import io.github.neo4jstreams.pattern.RelationshipSelector;
import io.github.neo4jstreams.value.Numbers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which changes are wanted. All that the server can judge is pushed down to it; the choice of properties is made here, because
 * the server always reports whole entities.
 *
 * @param name              of the selector, if there are several; else null
 * @param entities          patterns, of which one at least must match; none for every change
 * @param operations        none for all
 * @param changesTo         properties that must all have changed; none for any
 * @param executingUser     null for anyone
 * @param authenticatedUser null for anyone
 * @param txMetadata        entries that the transaction's metadata must have
 */
public record ChangeSelector(
        String name,
        List<EntitySelector> entities,
        Set<Operation> operations,
        Set<String> changesTo,
        String executingUser,
        String authenticatedUser,
        Map<String, Object> txMetadata) {

    public static final ChangeSelector EVERYTHING =
            new ChangeSelector(null, List.of(), Set.of(), Set.of(), null, null, Map.of());

    /** As {@code db.cdc.query} takes them: fields of one are all to be met, of the list any one. */
    List<Map<String, Object>> toServerSelectors() {
        List<Map<String, Object>> selectors = new ArrayList<>();
        if (entities.isEmpty()) {
            addForEachOperation(selectors, selector("e"));
        }
        for (EntitySelector entity : entities) {
            if (entity instanceof NodeSelector node) {
                Map<String, Object> selector = selector(EntityType.NODE.code());
                selector.putAll(nodeFields(node.node()));
                addForEachOperation(selectors, selector);
            } else if (entity instanceof RelationshipSelector relationship) {
                Map<String, Object> selector = selector(EntityType.RELATIONSHIP.code());
                relationship.type().ifPresent(type -> selector.put("type", type));
                putUnlessEmpty(selector, "key", relationship.key());
                putUnlessEmpty(selector, "start", nodeFields(relationship.start()));
                putUnlessEmpty(selector, "end", nodeFields(relationship.end()));
                addForEachOperation(selectors, selector);
            }
        }
        return selectors;
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
        putUnlessEmpty(selector, "txMetadata", txMetadata);
        return selector;
    }

    private static Map<String, Object> nodeFields(NodeFilter node) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!node.labels().isEmpty()) {
            fields.put("labels", node.labels());
        }
        putUnlessEmpty(fields, "key", node.key());
        return fields;
    }

    private static void putUnlessEmpty(Map<String, Object> selector, String field, Map<String, Object> conditions) {
        if (!conditions.isEmpty()) {
            selector.put(field, conditions);
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

    /** The patterns of nodes; one for any node if there are no patterns at all. */
    Stream<NodeSelector> nodes() {
        return entities.isEmpty() ? Stream.of(NodeSelector.ANY) : of(NodeSelector.class);
    }

    /** The patterns of relationships; one for any relationship if there are no patterns at all. */
    Stream<RelationshipSelector> relationships() {
        return entities.isEmpty() ? Stream.of(RelationshipSelector.ANY) : of(RelationshipSelector.class);
    }

    private <T extends EntitySelector> Stream<T> of(Class<T> type) {
        return entities.stream().filter(type::isInstance).map(type::cast);
    }

    /**
     * Whether this selector selects the change, as the server judges it. What a snapshot has found is no change: only the entity
     * is judged.
     */
    boolean matches(ChangeEvent change) {
        return (entities.isEmpty() || firstMatch(change).isPresent())
                && (change.isRead()
                        || (operations.isEmpty() || operations.contains(change.operation()))
                                && changesTo.stream().allMatch(property -> changed(change, property))
                                && isBy(change, "executingUser", executingUser)
                                && isBy(change, "authenticatedUser", authenticatedUser)
                                && has(change.txMetadata(), txMetadata));
    }

    /** The change with the properties that the first matching pattern chooses. */
    ChangeEvent choose(ChangeEvent change) {
        if (!choosesProperties()) {
            return change;
        }
        PropertyChoice choice =
                firstMatch(change).map(EntitySelector::properties).orElse(PropertyChoice.ALL);
        return choice.equals(PropertyChoice.ALL)
                ? change
                : change.withProperties(all -> {
                    Map<String, Object> chosen = new LinkedHashMap<>(all);
                    chosen.keySet().removeIf(property -> !choice.takes(property));
                    return chosen;
                });
    }

    private boolean choosesProperties() {
        for (EntitySelector entity : entities) {
            if (!entity.properties().equals(PropertyChoice.ALL)) {
                return true;
            }
        }
        return false;
    }

    private Optional<EntitySelector> firstMatch(ChangeEvent change) {
        return entities.stream().filter(entity -> matches(entity, change)).findFirst();
    }

    private static boolean matches(EntitySelector entity, ChangeEvent change) {
        if (entity instanceof NodeSelector node) {
            return change.entityType() == EntityType.NODE
                    && labelsOf(change).containsAll(node.node().labels())
                    && isKey(node.node().key(), change.keys());
        }
        RelationshipSelector relationship = (RelationshipSelector) entity;
        return change.entityType() == EntityType.RELATIONSHIP
                && relationship.type().map(change.relationshipType()::equals).orElse(true)
                && isKey(relationship.key(), change.keys())
                && isEnd(relationship.start(), change.start())
                && isEnd(relationship.end(), change.end());
    }

    private static boolean isEnd(NodeFilter filter, Endpoint end) {
        return end.labels().containsAll(filter.labels()) && isKey(filter.key(), end.keys());
    }

    /** @param keys by label, or a list */
    private static boolean isKey(Map<String, Object> key, Object keys) {
        if (key.isEmpty()) {
            return true;
        }
        Collection<?> lists = keys instanceof Map<?, ?> byLabel ? byLabel.values() : List.of(keys);
        return lists.stream()
                .flatMap(list -> ((Collection<?>) list).stream())
                .map(Map.class::cast)
                .anyMatch(one -> one.size() == key.size() && has(one, key));
    }

    private static boolean has(Map<?, ?> actual, Map<String, Object> wanted) {
        return wanted.entrySet().stream().allMatch(entry -> Numbers.same(entry.getValue(), actual.get(entry.getKey())));
    }

    private static boolean changed(ChangeEvent change, String property) {
        return !Numbers.same(property(change.before(), property), property(change.after(), property));
    }

    private static Object property(State state, String property) {
        return state == null ? null : state.properties().get(property);
    }

    private static boolean isBy(ChangeEvent change, String which, String user) {
        return user == null || user.equals(change.metadata(which));
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
