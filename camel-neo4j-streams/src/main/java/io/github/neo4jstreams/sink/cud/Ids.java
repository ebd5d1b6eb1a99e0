package io.github.neo4jstreams.sink.cud;

import io.github.neo4jstreams.cypher.ServerVersion;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.sink.Identity;
import io.github.neo4jstreams.sink.NodeLookup;
import io.github.neo4jstreams.sink.StoredProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * By what a command finds a node or relationship.
 *
 * @param identity properties, or one of the database's own ids
 * @param keys     names of the properties, sorted
 * @param values   of the properties in that order, or the id
 */
record Ids(Identity identity, List<String> keys, List<Object> values) {

    /** Of a relationship that is found by its ends and type. */
    static final Ids NONE = new Ids(Identity.PROPERTIES, List.of(), List.of());

    private static final String INTERNAL_ID = "_id";
    private static final String ELEMENT_ID = "_elementId";

    private static final List<String> OF_DATABASE = List.of(INTERNAL_ID, ELEMENT_ID);

    static Ids of(CudObject owner, ServerVersion version) {
        Map<?, ?> ids = owner.object("ids").map();
        if (ids.isEmpty()) {
            throw new InvalidMessageException("'ids' of " + owner + " is empty: it would find everything");
        }
        for (String internal : OF_DATABASE) {
            if (ids.containsKey(internal)) {
                if (ids.size() > 1) {
                    throw new InvalidMessageException(
                            "'" + internal + "' of " + owner + " stands beside other ids, which it makes useless");
                }
                return ofDatabase(internal, ids.get(internal), version);
            }
        }
        Map<String, Object> sorted = new TreeMap<>();
        ids.forEach((name, value) -> {
            String key = StoredProperties.name("'ids'", name);
            sorted.put(key, StoredProperties.key(key, value));
        });
        return new Ids(Identity.PROPERTIES, List.copyOf(sorted.keySet()), new ArrayList<>(sorted.values()));
    }

    private static Ids ofDatabase(String name, Object value, ServerVersion version) {
        if (name.equals(INTERNAL_ID)) {
            Object id = StoredProperties.key(name, value);
            if (!(id instanceof Long || id instanceof Integer || id instanceof Short || id instanceof Byte)) {
                throw new InvalidMessageException("'" + INTERNAL_ID + "' must be a whole number");
            }
            return new Ids(Identity.INTERNAL_ID, List.of(), List.of(id));
        }
        if (!(value instanceof CharSequence)) {
            throw new InvalidMessageException("'" + ELEMENT_ID + "' must be text");
        }
        if (!version.atLeast(5, 0)) {
            throw new InvalidMessageException("'" + ELEMENT_ID + "' needs Neo4j 5, and this is " + version);
        }
        return new Ids(Identity.ELEMENT_ID, List.of(), List.of(StoredProperties.key(name, value)));
    }

    NodeLookup node(List<String> labels) {
        return new NodeLookup(labels, identity, keys);
    }

    NodeLookup nodeToMerge(List<String> labels) {
        refuseInternalOnMerge();
        return node(labels);
    }

    /** The database gives such ids; nobody can make a node that has a given one. */
    void refuseInternalOnMerge() {
        if (identity != Identity.PROPERTIES) {
            throw new InvalidMessageException("'" + (identity == Identity.INTERNAL_ID ? INTERNAL_ID : ELEMENT_ID)
                    + "' can find but not make, so it can't be merged by; use update, or ids of your own");
        }
    }
}
