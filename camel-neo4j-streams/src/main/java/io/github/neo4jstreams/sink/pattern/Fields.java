package io.github.neo4jstreams.sink.pattern;

import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.message.Message;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The fields of one message, wherever in it they are. Key and headers are looked at only if something asks for them. */
final class Fields {

    /** What is not there; null is there. */
    static final Object MISSING = new Object();

    private final Message message;
    private final boolean tombstone;
    private final Map<?, ?> value;

    Fields(Message message) {
        this.message = message;
        Object read = message.value();
        this.tombstone = read == null;
        if (!tombstone && !(read instanceof Map)) {
            throw new InvalidMessageException("a pattern maps fields, but the value is not a map");
        }
        this.value = (Map<?, ?>) read;
    }

    boolean isTombstone() {
        return tombstone;
    }

    Map<?, ?> value() {
        return value;
    }

    /** A field of the part that the source names, or of the value if it names none. */
    Object include(Source source) {
        return switch (source.part()) {
            case VALUE_OR_KEY, VALUE -> at(value, source.segments());
            case KEY -> at(message.key(), source.segments());
            case HEADER -> at(message.headers(), source.segments());
            case TIMESTAMP -> timestamp();
        };
    }

    /** The same for a key: looked up in the message's key as well, and only there if the message is a tombstone. */
    Object key(Source source) {
        if (tombstone && (source.part() == Source.Part.VALUE || source.part() == Source.Part.VALUE_OR_KEY)) {
            return at(message.key(), source.segments());
        }
        Object found = include(source);
        return found == MISSING && source.part() == Source.Part.VALUE_OR_KEY
                ? at(message.key(), source.segments())
                : found;
    }

    private Object timestamp() {
        return message.timestamp() == null ? MISSING : message.timestamp().atZone(ZoneOffset.UTC);
    }

    private static Object at(Object from, List<String> segments) {
        Object found = from;
        for (int i = 0; i < segments.size(); i++) {
            if (!(found instanceof Map<?, ?> map)) {
                return MISSING;
            }
            if (map.containsKey(segments.get(i))) {
                found = map.get(segments.get(i));
                continue;
            }
            // a producer that flattens its messages writes the dots into the names
            String rest = String.join(".", segments.subList(i, segments.size()));
            return map.containsKey(rest) ? map.get(rest) : MISSING;
        }
        return found == null && segments.isEmpty() ? MISSING : found;
    }
}
