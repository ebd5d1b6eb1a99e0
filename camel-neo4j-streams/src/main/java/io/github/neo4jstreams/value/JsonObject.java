package io.github.neo4jstreams.value;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that prints as JSON, so that what a source hands out is a map to a route that looks into it and JSON text to one
 * that sends it on. Not thread-safe.
 */
public final class JsonObject extends LinkedHashMap<String, Object> {

    private static final long serialVersionUID = 1L;

    public JsonObject() {}

    JsonObject(int size) {
        super(size * 4 / 3 + 1);
    }

    public JsonObject(Map<String, ?> values) {
        super(values);
    }

    /** The map as JSON text, see {@link Json}. */
    @Override
    public String toString() {
        return Json.write(this);
    }
}
