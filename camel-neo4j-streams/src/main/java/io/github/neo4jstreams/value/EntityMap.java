package io.github.neo4jstreams.value;

import java.util.LinkedHashMap;

/**
 * A node, a relationship or a path as a map, which still knows what it is: a map of a query that happens to look like one is
 * told from it. Not thread-safe.
 */
final class EntityMap extends LinkedHashMap<String, Object> {

    private static final long serialVersionUID = 1L;

    /** What it is. */
    enum Kind {
        NODE,
        RELATIONSHIP,
        PATH
    }

    private final Kind kind;

    EntityMap(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
