package io.github.neo4jstreams.source;

import io.github.neo4jstreams.cypher.Constraints;
import io.github.neo4jstreams.event.EntityType;
import io.github.neo4jstreams.graph.AccessMode;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.Work;
import io.github.neo4jstreams.value.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What identifies the entities of a database by its constraints, as the {@code keys} of change events have it: properties that
 * have to be there and to be unique. Community can't demand that they are there; those that are unique will do for it.
 */
final class EntityKeys {

    private static final String NODE = "NODE";

    /** Labels or types, and the names of the properties of each of their keys. */
    private final Map<String, Set<Set<String>>> ofNodes = new HashMap<>();

    private final Map<String, Set<Set<String>>> ofRelationships = new HashMap<>();

    private EntityKeys() {}

    static EntityKeys of(Graph graph) {
        List<JsonObject> constraints =
                graph.transact(Work.READ, tx -> tx.rows(Constraints.all())).result();
        boolean community = graph.contact(AccessMode.READ).edition().equals("community");
        Set<List<Object>> existing = new HashSet<>();
        for (JsonObject constraint : constraints) {
            if (type(constraint).contains("EXISTENCE")) {
                existing.add(List.of(constraint.get("entityType"), name(constraint), properties(constraint)));
            }
        }
        EntityKeys keys = new EntityKeys();
        for (JsonObject constraint : constraints) {
            boolean unique = type(constraint).contains("UNIQUENESS");
            boolean exists = community
                    || properties(constraint).stream()
                            .allMatch(property -> existing.contains(
                                    List.of(constraint.get("entityType"), name(constraint), List.of(property))));
            if (type(constraint).endsWith("KEY") || unique && exists) {
                (NODE.equals(constraint.get("entityType")) ? keys.ofNodes : keys.ofRelationships)
                        .computeIfAbsent(name(constraint), any -> new HashSet<>())
                        .add(new TreeSet<>(properties(constraint)));
            }
        }
        return keys;
    }

    private static String type(JsonObject constraint) {
        return (String) constraint.get("type");
    }

    private static String name(JsonObject constraint) {
        return (String) constraint.get("name");
    }

    @SuppressWarnings("unchecked")
    private static List<String> properties(JsonObject constraint) {
        return (List<String>) constraint.get("properties");
    }

    /**
     * Whether a node with these labels may have a key of these properties.
     *
     * @param labels none for any
     */
    boolean haveNode(Collection<String> labels, Set<String> properties) {
        return (labels.isEmpty() ? ofNodes.keySet() : labels)
                .stream()
                        .anyMatch(label -> ofNodes.getOrDefault(label, Set.of()).contains(properties));
    }

    /**
     * Whether a relationship may have a key of these properties.
     *
     * @param type empty for any
     */
    boolean haveRelationship(Optional<String> type, Set<String> properties) {
        return type.map(Set::of).orElseGet(ofRelationships::keySet).stream()
                .anyMatch(name -> ofRelationships.getOrDefault(name, Set.of()).contains(properties));
    }

    /** Names of the properties of each key of a label, or of a type of relationships. */
    Set<Set<String>> of(EntityType entities, String name) {
        return (entities == EntityType.NODE ? ofNodes : ofRelationships).getOrDefault(name, Set.of());
    }

    /** The properties that are part of any node's key. */
    List<String> nodeProperties() {
        Set<String> properties = new TreeSet<>();
        ofNodes.values().forEach(keys -> keys.forEach(properties::addAll));
        return List.copyOf(properties);
    }

    /** By label, a list of keys each. */
    Map<String, Object> ofNode(Collection<String> labels, Map<String, Object> properties) {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (String label : labels) {
            List<Object> values = values(ofNodes.get(label), properties);
            if (!values.isEmpty()) {
                keys.put(label, values);
            }
        }
        return keys;
    }

    /** A list of keys. */
    List<Object> ofRelationship(String type, Map<String, Object> properties) {
        return values(ofRelationships.get(type), properties);
    }

    private static List<Object> values(Set<Set<String>> keys, Map<String, Object> properties) {
        List<Object> values = new ArrayList<>();
        if (keys != null) {
            for (Set<String> key : keys) {
                Map<String, Object> value = new LinkedHashMap<>();
                key.forEach(property -> value.put(property, properties.get(property)));
                // what is only unique may be missing
                if (!value.containsValue(null)) {
                    values.add(value);
                }
            }
        }
        return values;
    }
}
