package io.github.neo4jstreams.testbed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client has said about an explicit transaction when it began it, for choosing the transactions that a fault is
 * for. Immutable.
 *
 * @param writes whether it was begun for writing, the default of the protocol; not whether it really does
 * @param metadata the transaction metadata; empty if there are none
 */
public record BoltTransaction(boolean writes, Map<String, Object> metadata) {

    /** Makes an immutable one. */
    public BoltTransaction {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata)); // may have nulls
    }

    /** Out of a BEGIN. */
    @SuppressWarnings("unchecked")
    static BoltTransaction begunBy(BoltMessage begin) {
        Map<String, Object> extra = (Map<String, Object>) begin.firstField();
        return new BoltTransaction(
                !"r".equals(extra.get("mode")), (Map<String, Object>) extra.getOrDefault("tx_metadata", Map.of()));
    }
}
