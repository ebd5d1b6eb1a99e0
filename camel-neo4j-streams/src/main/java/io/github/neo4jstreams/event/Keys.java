package io.github.neo4jstreams.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The keys of an entity, of which it may have several: one has to be chosen, and everywhere the same. */
public final class Keys {

    /**
     * One key.
     *
     * @param label      the node's label that the key belongs to; of a relationship, its type
     * @param properties by name
     */
    public record Key(String label, SortedMap<String, Object> properties) {}

    private static final Comparator<Key> ORDER = Comparator.<Key>comparingInt(
                    key -> key.properties().size())
            .thenComparing(Key::label)
            .thenComparing(key -> key.properties().keySet(), Keys::compareNames);

    private Keys() {}

    /**
     * The key with the fewest properties; of several such, the first by label and then by the names of its properties. Empty
     * keys are none.
     *
     * @param keysByLabel lists of key maps by label; null for none
     * @throws InvalidEventException if they are anything else
     */
    public static Optional<Key> smallest(Map<?, ?> keysByLabel) {
        List<Key> keys = new ArrayList<>();
        byLabel(keysByLabel, "keys", (name, raw) -> raw)
                .forEach((label, ofLabel) -> ofLabel.forEach(key -> keys.add(new Key(label, new TreeMap<>(key)))));
        return keys.stream().min(ORDER);
    }

    /** The smallest key of the changed entity. */
    public static Optional<Key> of(ChangeEvent change) {
        if (change.keys() == null) {
            return Optional.empty();
        }
        if (change.entityType() == EntityType.RELATIONSHIP) {
            return smallest(Map.of(change.relationshipType(), change.keys()));
        }
        if (change.keys() instanceof Map<?, ?> byLabel) {
            return smallest(byLabel);
        }
        throw Members.mustBe("keys", "a map", change.keys());
    }

    /** The smallest key of an end of a relationship. */
    public static Optional<Key> of(Endpoint end) {
        return smallest(end.keys());
    }

    /** A node's keys: lists of maps by label, or, from older servers, one map by label. */
    static Map<String, List<Map<String, Object>>> byLabel(Object raw, Object path, Members.Decoder decoder) {
        if (raw == null) {
            return Map.of();
        }
        Members labels = Members.of(raw, path);
        Map<String, List<Map<String, Object>>> keys = new LinkedHashMap<>();
        for (String label : labels.names()) {
            List<Map<String, Object>> ofLabel = list(labels.get(label), labels.path(label), decoder);
            if (!ofLabel.isEmpty()) {
                keys.put(label, ofLabel);
            }
        }
        return keys;
    }

    /** A list of key maps, or one of them. Empty ones are what a schema made of keys that other entities have. */
    static List<Map<String, Object>> list(Object raw, Object path, Members.Decoder decoder) {
        if (raw == null) {
            return List.of();
        }
        boolean one = raw instanceof Map;
        List<?> maps = one ? List.of(raw) : Members.list(raw, path);
        List<Map<String, Object>> keys = new ArrayList<>(maps.size());
        for (int i = 0; i < maps.size(); i++) {
            if (maps.get(i) != null) {
                Map<String, Object> key = Members.of(maps.get(i), one ? path : Members.path(path, i))
                        .decoded(decoder);
                if (!key.isEmpty()) {
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    private static int compareNames(Iterable<String> some, Iterable<String> others) {
        Iterator<String> other = others.iterator();
        for (String name : some) {
            int order = name.compareTo(other.next());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
