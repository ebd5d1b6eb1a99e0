package io.github.neo4jstreams.sink.cdc;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an update changed: with the capture mode DIFF that is all its states hold, with FULL they hold the rest, too. */
final class Difference {

    private Difference() {}

    /** Properties with their new values; null for those that are gone. */
    static Map<String, Object> properties(ChangeEvent change) {
        Map<String, Object> before = change.before().properties();
        Map<String, Object> after = change.after().properties();
        Map<String, Object> changed = new LinkedHashMap<>();
        after.forEach((name, value) -> {
            if (!before.containsKey(name) || !Objects.deepEquals(before.get(name), value)) {
                changed.put(name, value);
            }
        });
        before.keySet().forEach(name -> {
            if (!after.containsKey(name)) {
                changed.put(name, null);
            }
        });
        return changed;
    }

    static List<String> addedLabels(ChangeEvent change) {
        return without(change.after(), change.before());
    }

    static List<String> removedLabels(ChangeEvent change) {
        return without(change.before(), change.after());
    }

    private static List<String> without(State some, State others) {
        List<String> labels = labels(others);
        return labels(some).stream().filter(label -> !labels.contains(label)).toList();
    }

    private static List<String> labels(State state) {
        return state.labels() == null ? List.of() : state.labels();
    }
}
