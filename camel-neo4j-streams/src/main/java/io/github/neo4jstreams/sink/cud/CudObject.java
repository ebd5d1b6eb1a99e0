package io.github.neo4jstreams.sink.cud;

import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.sink.StoredProperties;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** An object of a command, whose fields are what they must be or refused by name. A field that is null isn't there. */
final class CudObject {

    private final String name;
    private final Map<?, ?> map;

    CudObject(String name, Map<?, ?> map) {
        this.name = name;
        this.map = map;
    }

    Map<?, ?> map() {
        return map;
    }

    void refuseAllBut(Set<String> known) {
        for (Object field : map.keySet()) {
            if (!(field instanceof String text) || !known.contains(text)) {
                throw new InvalidMessageException(
                        "'" + field + "' is no field of " + name + "; it can have " + new TreeSet<>(known));
            }
        }
    }

    boolean has(String field) {
        return map.get(field) != null;
    }

    String text(String field) {
        if (!(required(field) instanceof CharSequence text)) {
            throw wrong(field, "text");
        }
        return text.toString();
    }

    String name(String field) {
        return StoredProperties.name("'" + field + "'", text(field));
    }

    boolean flag(String field, boolean otherwise) {
        Object value = map.get(field);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof Boolean flag)) {
            throw wrong(field, "true or false");
        }
        return flag;
    }

    CudObject object(String field) {
        if (!(required(field) instanceof Map<?, ?> object)) {
            throw wrong(field, "an object");
        }
        return new CudObject("'" + field + "'", object);
    }

    /** Each once, however often it is there. */
    List<String> labels() {
        Object value = map.get("labels");
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw wrong("labels", "a list of names");
        }
        if (list.size() == 1) {
            return List.of(StoredProperties.name("'labels'", list.get(0)));
        }
        Set<String> labels = new LinkedHashSet<>();
        list.forEach(label -> labels.add(StoredProperties.name("'labels'", label)));
        return new ArrayList<>(labels);
    }

    private Object required(String field) {
        Object value = map.get(field);
        if (value == null) {
            throw new InvalidMessageException("'" + field + "' is missing in " + name);
        }
        return value;
    }

    private InvalidMessageException wrong(String field, String expected) {
        return new InvalidMessageException("'" + field + "' of " + name + " must be " + expected);
    }

    @Override
    public String toString() {
        return name;
    }
}
