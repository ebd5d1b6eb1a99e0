package io.github.neo4jstreams.sink.cypher;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names under which a query finds the parts of a message. {@code event} is always the value.
 *
 * @param value     default {@code __value}
 * @param key       default {@code __key}
 * @param headers   default {@code __header}
 * @param timestamp default {@code __timestamp}
 */
public record PartNames(String value, String key, String headers, String timestamp) {

    public static final PartNames DEFAULT = new PartNames("__value", "__key", "__header", "__timestamp");

    static final String EVENT = "event";

    enum Part {
        VALUE("v"),
        KEY("k"),
        HEADERS("h"),
        TIMESTAMP("t");

        private final String field;

        Part(String field) {
            this.field = field;
        }

        /** Its name in a row that has several parts. */
        String field() {
            return field;
        }
    }

    record Binding(String name, Part part) {}

    /**
     * The parts that a query may ask for: what it doesn't name isn't decoded or sent. A name in a comment or a text counts
     * as well, which costs a little and is never wrong.
     */
    List<Binding> usedBy(String query) {
        List<Binding> used = new ArrayList<>();
        addIfNamed(used, query, EVENT, Part.VALUE);
        addIfNamed(used, query, value, Part.VALUE);
        addIfNamed(used, query, key, Part.KEY);
        addIfNamed(used, query, headers, Part.HEADERS);
        addIfNamed(used, query, timestamp, Part.TIMESTAMP);
        if (used.isEmpty()) {
            // a query that looks at nothing still runs once a message, and a value that can't be read is still refused
            used.add(new Binding(EVENT, Part.VALUE));
        }
        return used;
    }

    private static void addIfNamed(List<Binding> used, String query, String name, Part part) {
        if (used.stream().noneMatch(binding -> binding.name().equals(name)) && names(query, name)) {
            used.add(new Binding(name, part));
        }
    }

    private static boolean names(String query, String name) {
        return Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_])")
                .matcher(query)
                .find();
    }
}
