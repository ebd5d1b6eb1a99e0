package io.github.neo4jstreams.migrate.translate;

import java.util.LinkedHashMap;
import java.util.Map;

/** The properties of the application, in the order in which they are to be written. Not thread-safe. */
public final class Properties {

    /** @param comment what stands above it, or null */
    public record Property(String value, String comment) {}

    private final Map<String, Property> all = new LinkedHashMap<>();

    /** Takes the place of a value that is there. */
    void put(String name, String value, String comment) {
        all.put(name, new Property(value, comment));
    }

    /** Whether this is its value now; not if it has another. */
    boolean offer(String name, String value, String comment) {
        Property before = all.get(name);
        if (before != null) {
            return before.value().equals(value);
        }
        put(name, value, comment);
        return true;
    }

    boolean has(String name) {
        return all.containsKey(name);
    }

    /** By name. */
    public Map<String, Property> all() {
        return all;
    }
}
