package io.github.neo4jstreams.camel.monitor;

import java.util.Map;

/** From the values of a description to those of JMX attributes, which have one type and not always a null. */
final class Managed {

    private static final long UNKNOWN = -1;

    private Managed() {}

    static long orUnknown(Object number) {
        return number == null ? UNKNOWN : (Long) number;
    }

    static long sum(Object counts) {
        return ((Map<?, ?>) counts)
                .values().stream().mapToLong(count -> (Long) count).sum();
    }
}
