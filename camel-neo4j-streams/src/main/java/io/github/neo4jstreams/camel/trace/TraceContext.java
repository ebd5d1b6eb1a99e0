package io.github.neo4jstreams.camel.trace;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where in which trace somebody is, as the W3C writes it in two headers. They come from other people, and go into transactions and
 * topics, so what doesn't look like that is nothing.
 *
 * @param parent {@code traceparent}: version, trace, span and flags
 * @param state  {@code tracestate}: what vendors add; null without
 */
public record TraceContext(String parent, String state) {

    /** Name of the header, and of the key in a transaction's metadata. */
    public static final String PARENT = "traceparent";

    /** Name of the header, and of the key in a transaction's metadata. */
    public static final String STATE = "tracestate";

    private static final Pattern VALID =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,512}");

    /**
     * What is said under the two names, as text or in bytes.
     *
     * @return empty if nothing is, or nothing that is valid
     */
    public static Optional<TraceContext> of(Map<?, ?> named) {
        String parent = text(named.get(PARENT));
        if (parent == null || !VALID.matcher(parent).matches()) {
            return Optional.empty();
        }
        String state = text(named.get(STATE));
        return Optional.of(new TraceContext(
                parent, state != null && PRINTABLE.matcher(state).matches() ? state : null));
    }

    /** 32 hexadecimal digits. */
    public String traceId() {
        return parent.substring(3, 35);
    }

    /** 16 hexadecimal digits. */
    public String spanId() {
        return parent.substring(36, 52);
    }

    /** Whether somebody records this trace. */
    public boolean isSampled() {
        return (Character.digit(parent.charAt(54), 16) & 1) == 1;
    }

    /** Under their names. */
    public Map<String, Object> toMap() {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put(PARENT, parent);
        if (state != null) {
            named.put(STATE, state);
        }
        return named;
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return value instanceof String text ? text : null;
    }
}
