package io.github.neo4jstreams.pattern;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The way to a field of nested maps. A dot separates segments, but in back-ticks it is part of the name:
 * {@code address.city} has two segments, {@code `address.city`} one.
 *
 * @param segments at least one, none of them empty
 */
public record PropertyPath(List<String> segments) {

    public PropertyPath {
        segments = List.copyOf(segments);
        if (segments.isEmpty() || segments.contains("")) {
            throw new IllegalArgumentException("a path needs segments, and none may be empty: " + segments);
        }
    }

    public static PropertyPath of(String... segments) {
        return new PropertyPath(List.of(segments));
    }

    /** The segments with dots between them: the name of the property that the path flattens to. */
    public String name() {
        return String.join(".", segments);
    }

    @Override
    public String toString() {
        return segments.stream().map(Names::print).collect(Collectors.joining("."));
    }
}
