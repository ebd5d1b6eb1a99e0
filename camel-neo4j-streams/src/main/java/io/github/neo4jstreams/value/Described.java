package io.github.neo4jstreams.value;

import java.util.Collection;
import java.util.Map;

/** How errors speak of a value: short ones as they are, others by what they are. */
final class Described {

    private static final int SHORT = 40;

    private Described() {}

    static String of(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof CharSequence text) {
            return text.length() > SHORT ? "a text of " + text.length() + " characters" : "\"" + text + "\"";
        }
        if (value instanceof Number || value instanceof Boolean) {
            String text = value.toString();
            return text.length() > SHORT ? text.substring(0, SHORT) + "…" : text;
        }
        if (value instanceof Map) {
            return "a map";
        }
        if (value instanceof Collection || value.getClass().isArray()) {
            return "a list";
        }
        return "a " + value.getClass().getName();
    }
}
