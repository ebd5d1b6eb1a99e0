package io.github.neo4jstreams.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys of an entity before and after an update. Servers report those that it had before; where the states hold a key property
 * they decide, so that it doesn't matter which are reported, nor whether the states are whole (capture mode FULL) or hold just
 * what changed (DIFF).
 *
 * @param before as the {@code keys} of the event, before the change
 * @param after  as the {@code keys} of the event, after it
 * @param isSure false if there is a key that nobody can tell, because it is neither reported nor in the states (DIFF)
 */
public record KeyChange(Object before, Object after, boolean isSure) {

    /**
     * @param update with all properties that the server reported
     * @param keysOf names of the properties of each key of a label, or of a type of relationships; asked about those that no
     *               keys are reported of, as of a label that a node has got
     */
    public static KeyChange of(ChangeEvent update, Function<String, Set<Set<String>>> keysOf) {
        boolean node = update.entityType() == EntityType.NODE;
        String type = update.relationshipType();
        Map<String, List<Map<String, Object>>> reported = node
                ? Keys.byLabel(update.keys(), "keys", (name, value) -> value)
                : Map.of(type, Keys.list(update.keys(), "keys", (name, value) -> value));
        Side before = new Side(update.before(), update.after(), reported);
        Side after = new Side(update.after(), update.before(), reported);
        Set<String> labels = new LinkedHashSet<>(node ? update.labels() : List.of(type));
        before.add(labels, keysOf);
        after.add(labels, keysOf);
        boolean isSure =
                before.unknown.isEmpty() && after.unknown.isEmpty() || !"DIFF".equals(update.metadata("captureMode"));
        return node
                ? new KeyChange(before.keys, after.keys, isSure)
                : new KeyChange(
                        before.keys.getOrDefault(type, List.of()), after.keys.getOrDefault(type, List.of()), isSure);
    }

    /** Before or after. */
    private static final class Side {

        private final State state;
        private final State other;
        private final Map<String, List<Map<String, Object>>> reported;
        private final Map<String, Object> properties = new LinkedHashMap<>();
        private final Map<String, List<Map<String, Object>>> keys = new LinkedHashMap<>();
        private final List<Set<String>> unknown = new ArrayList<>();

        Side(State state, State other, Map<String, List<Map<String, Object>>> reported) {
            this.state = state;
            this.other = other;
            this.reported = reported;
            reported.values().forEach(ofLabel -> ofLabel.forEach(properties::putAll));
            // what only the other side has was removed or added
            properties.keySet().removeAll(other.properties().keySet());
            properties.putAll(state.properties());
        }

        void add(Set<String> reportedLabels, Function<String, Set<Set<String>>> keysOf) {
            Set<String> labels = new LinkedHashSet<>(reportedLabels);
            labels.addAll(reported.keySet());
            if (state.labels() != null) {
                labels.removeAll(other.labels());
                labels.addAll(state.labels());
            }
            for (String label : labels) {
                List<Map<String, Object>> known = reported.getOrDefault(label, List.of());
                addKeys(label, known.isEmpty() ? keysOf.apply(label) : names(known));
            }
        }

        private static Set<Set<String>> names(List<Map<String, Object>> keys) {
            return keys.stream().map(Map::keySet).collect(Collectors.toCollection(LinkedHashSet::new));
        }

        private void addKeys(String label, Set<Set<String>> keysOfLabel) {
            List<Map<String, Object>> found = new ArrayList<>(keysOfLabel.size());
            for (Set<String> names : keysOfLabel) {
                if (properties.keySet().containsAll(names)) {
                    Map<String, Object> key = new LinkedHashMap<>();
                    names.forEach(name -> key.put(name, properties.get(name)));
                    found.add(key);
                } else if (names.stream()
                        .allMatch(name -> properties.containsKey(name)
                                || !other.properties().containsKey(name))) {
                    unknown.add(names);
                }
            }
            if (!found.isEmpty()) {
                keys.put(label, found);
            }
        }
    }
}
