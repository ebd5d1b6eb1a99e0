package io.github.neo4jstreams.migrate.know;

import java.util.Map;

/**
 * An entry and the names in a key that it is for.
 *
 * @param names  by topic, db, n and name
 * @param prefix of a client's setting: what stands before it, such as {@code kafka.}; else empty
 */
public record Known(KeyEntry entry, Map<String, String> names, String prefix) {

    public Known {
        names = Map.copyOf(names);
    }

    /** A name, or null. */
    public String name(String of) {
        return names.get(of);
    }

    /** Whether it is a setting of Kafka's client. */
    public boolean isClient() {
        return entry.section().equals("client");
    }
}
