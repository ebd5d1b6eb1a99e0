package io.github.neo4jstreams.event;

import io.github.neo4jstreams.value.Json;
import io.github.neo4jstreams.value.JsonObject;
import io.github.neo4jstreams.value.TypedJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What becomes the key of a change event's message, and so decides its partition and what compaction keeps. */
public enum KeyFormat {
    /** {@code {"keys": …}} with the entity's key properties; no key for an entity without any. */
    ENTITY_KEYS {
        @Override
        public boolean identifies() {
            return true;
        }

        @Override
        public JsonObject format(ChangeEvent change, JsonObject value) {
            return isEmpty(change.keys()) ? null : single("keys", sortedKeys(sorted(TypedJson.wrap(change.keys()))));
        }
    },
    /** {@code {"elementId": …}}. */
    ELEMENT_ID {
        @Override
        public boolean identifies() {
            return true;
        }

        @Override
        public JsonObject format(ChangeEvent change, JsonObject value) {
            return single("elementId", change.elementId());
        }
    },
    /** The same as the value. */
    WHOLE_VALUE {
        @Override
        @SuppressWarnings("unchecked")
        public JsonObject format(ChangeEvent change, JsonObject value) {
            return new JsonObject((Map<String, ?>) sorted(value));
        }
    },
    /** No key. */
    NONE {
        @Override
        public JsonObject format(ChangeEvent change, JsonObject value) {
            return null;
        }
    };

    /**
     * @param change the event
     * @param value  its value, already formatted
     * @return the key, or null for none; equal keys print alike
     */
    public abstract JsonObject format(ChangeEvent change, JsonObject value);

    /** Whether events of one entity have one key, by which a topic can be compacted. */
    public boolean identifies() {
        return false;
    }

    private static JsonObject single(String name, Object value) {
        JsonObject key = new JsonObject();
        key.put(name, value);
        return key;
    }

    private static boolean isEmpty(Object keys) {
        return keys == null
                || keys instanceof Map<?, ?> map && map.isEmpty()
                || keys instanceof Collection<?> list && list.isEmpty();
    }

    /** Nor need the keys of a label, or of a relationship, come in the same order each time. */
    private static Object sortedKeys(Object keys) {
        if (keys instanceof Map<?, ?> byLabel) {
            Map<String, Object> copy = new TreeMap<>();
            byLabel.forEach((label, ofLabel) -> copy.put((String) label, sortedList(ofLabel)));
            return copy;
        }
        return sortedList(keys);
    }

    private static Object sortedList(Object keys) {
        return keys instanceof List<?> list && list.size() > 1
                ? list.stream().sorted(Comparator.comparing(Json::canonical)).toList()
                : keys;
    }

    /** A server may send a map in any order, but the same key must always be the same bytes. */
    private static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new TreeMap<>();
            map.forEach((name, element) -> copy.put((String) name, sorted(element)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(sorted(element)));
            return copy;
        }
        return value;
    }
}
