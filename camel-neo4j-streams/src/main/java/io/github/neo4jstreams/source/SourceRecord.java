package io.github.neo4jstreams.source;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.value.JsonObject;
import java.util.Optional;

/**
 * One message to be.
 *
 * @param key      a JSON object, or of a row whatever its column has; null for none
 * @param value    the row, or the change event in its wire format; null for a tombstone
 * @param change   the event it was made from, or because of which there is a tombstone, if it is one
 * @param selector by whose name the change was selected; null without a name
 */
public record SourceRecord(Object key, JsonObject value, Optional<ChangeEvent> change, String selector) {

    /** Of a query. */
    static SourceRecord ofRow(Object key, JsonObject row) {
        return new SourceRecord(key, row, Optional.empty(), null);
    }

    public boolean isTombstone() {
        return value == null;
    }
}
