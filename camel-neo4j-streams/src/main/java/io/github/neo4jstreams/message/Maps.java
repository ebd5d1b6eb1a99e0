package io.github.neo4jstreams.message;

import java.util.Map;

/** Maps in messages, asked by name. Theirs may be something else than text, and a sorted map then throws when it is asked. */
public final class Maps {

    private Maps() {}

    /** Null if there is none of this name, or if it is null. */
    public static Object get(Map<?, ?> map, String name) {
        try {
            return map.get(name);
        } catch (ClassCastException e) {
            return null;
        }
    }

    public static boolean has(Map<?, ?> map, String name) {
        try {
            return map.containsKey(name);
        } catch (ClassCastException e) {
            return false;
        }
    }
}
