package io.github.neo4jstreams.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * The braces of a sink pattern.
 *
 * @param keys identify the node or relationship
 * @param includes taken by name; they win over {@code excludes}
 * @param excludes fields of the message, with all below them, that {@code rest} leaves out
 * @param rest whether everything of the value that nothing else names is taken, too; written {@code *}, and implied
 *     where a node pattern or the middle of a relationship pattern has no includes
 */
public record PropertyMapping(
        List<MappedProperty> keys, List<MappedProperty> includes, List<PropertyPath> excludes, boolean rest) {

    public PropertyMapping {
        keys = List.copyOf(keys);
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        if (!rest && !excludes.isEmpty()) {
            throw new IllegalArgumentException("exclusions leave something out of '*', which is missing");
        }
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(keys.size() + includes.size() + excludes.size() + 1);
        keys.forEach(key -> parts.add("!" + key));
        includes.forEach(include -> parts.add(include.toString()));
        excludes.forEach(exclude -> parts.add("-" + exclude));
        if (rest) {
            parts.add("*");
        }
        return parts.isEmpty() ? "" : "{" + String.join(", ", parts) + "}";
    }
}
