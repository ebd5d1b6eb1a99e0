package io.github.neo4jstreams.sink.pattern;

import io.github.neo4jstreams.pattern.PropertyPath;
import java.util.List;

/**
 * Where a property of a pattern is read from.
 *
 * @param part     of the message
 * @param segments the way to the field inside of it; none for the part itself
 */
record Source(Part part, List<String> segments) {

    enum Part {
        /** The value, and for a key of the pattern the message's key as well: what has no prefix. */
        VALUE_OR_KEY,
        VALUE,
        KEY,
        HEADER,
        TIMESTAMP
    }

    static Source of(PropertyPath path) {
        Part part =
                switch (path.segments().get(0)) {
                    case "__value" -> Part.VALUE;
                    case "__key" -> Part.KEY;
                    case "__header" -> Part.HEADER;
                    case "__timestamp" -> Part.TIMESTAMP;
                    default -> Part.VALUE_OR_KEY;
                };
        return part == Part.VALUE_OR_KEY
                ? new Source(part, path.segments())
                : new Source(part, path.segments().subList(1, path.segments().size()));
    }

    /** Whether it is a field of the value, which {@code *} then doesn't take as well. */
    boolean isInValue() {
        return part == Part.VALUE_OR_KEY || part == Part.VALUE;
    }

    String name() {
        return String.join(".", segments);
    }
}
