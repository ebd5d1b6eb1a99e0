package io.github.neo4jstreams.pattern;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which nodes are meant: those that change, or those at an end of a relationship that does.
 *
 * @param labels that the node must have, all of them; none for any node
 * @param key    one of its keys, all properties of it with their values; none for any key
 */
public record NodeFilter(List<String> labels, Map<String, Object> key) {

    /** Any node. */
    public static final NodeFilter ANY = new NodeFilter(List.of(), Map.of());

    public NodeFilter {
        labels = List.copyOf(labels);
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    }

    @Override
    public String toString() {
        return "(" + print(PropertyChoice.ALL) + ")";
    }

    /** What stands between the parentheses. */
    String print(PropertyChoice properties) {
        return Names.printLabels(labels) + Literals.printBraces(key, properties);
    }
}
