package io.github.neo4jstreams.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One committed change of one entity, as {@code db.cdc.query} reports it (Neo4j 5.13 and later, Change Data Capture).
 * Unique and ordered by (txId, seq) within a database. Or an entity that a snapshot has found, which comes before the changes.
 *
 * @param id               opaque; reading goes on after it
 * @param txId             transaction, ascending with gaps; -1 for what a snapshot has found
 * @param seq              place in the transaction, from 0; -1 for what a snapshot has found
 * @param metadata         the transaction's: users, times, connection, the client's own {@code txMetadata}; and ours,
 *                         {@code duringSnapshot}
 * @param entityType       node or relationship
 * @param operation        what happened
 * @param elementId        of the entity
 * @param labels           of a node, as before and after the change together; null for a relationship
 * @param relationshipType null for a node
 * @param keys             key properties: by label for a node, a list for a relationship
 * @param start            null for a node
 * @param end              null for a node
 * @param before           null on create
 * @param after            null on delete
 */
public record ChangeEvent(
        String id,
        long txId,
        long seq,
        Map<String, Object> metadata,
        EntityType entityType,
        Operation operation,
        String elementId,
        List<String> labels,
        String relationshipType,
        Object keys,
        Endpoint start,
        Endpoint end,
        State before,
        State after) {

    /** True in the metadata of what may have been committed while a snapshot was read. */
    private static final String DURING_SNAPSHOT = "duringSnapshot";

    /** @param row a row of {@code db.cdc.query} in plain Java */
    @SuppressWarnings("unchecked")
    public static ChangeEvent ofRow(Map<String, Object> row) {
        Map<String, Object> event = (Map<String, Object>) row.get("event");
        Map<String, Object> state = (Map<String, Object>) event.get("state");
        return new ChangeEvent(
                (String) row.get("id"),
                (Long) row.get("txId"),
                (Long) row.get("seq"),
                (Map<String, Object>) row.get("metadata"),
                EntityType.ofCode((String) event.get("eventType")),
                Operation.ofCode((String) event.get("operation")),
                (String) event.get("elementId"),
                (List<String>) event.get("labels"),
                (String) event.get("type"),
                event.get("keys"),
                endpoint((Map<String, Object>) event.get("start")),
                endpoint((Map<String, Object>) event.get("end")),
                state((Map<String, Object>) state.get("before")),
                state((Map<String, Object>) state.get("after")));
    }

    @SuppressWarnings("unchecked")
    private static Endpoint endpoint(Map<String, Object> end) {
        return end == null
                ? null
                : new Endpoint((String) end.get("elementId"), (List<String>) end.get("labels"), (Map<String, Object>)
                        end.get("keys"));
    }

    @SuppressWarnings("unchecked")
    private static State state(Map<String, Object> state) {
        return state == null
                ? null
                : new State((List<String>) state.get("labels"), (Map<String, Object>) state.get("properties"));
    }

    /** The same change with only some of the properties in its states. */
    public ChangeEvent withProperties(UnaryOperator<Map<String, Object>> choice) {
        return with(
                metadata,
                keys,
                before == null ? null : before.withProperties(choice.apply(before.properties())),
                after == null ? null : after.withProperties(choice.apply(after.properties())));
    }

    /** The same change of an entity with other keys. */
    public ChangeEvent withKeys(Object others) {
        return with(metadata, others, before, after);
    }

    /** The same change, marked as one that may have been committed while a snapshot was read. */
    public ChangeEvent duringSnapshot() {
        Map<String, Object> marked = new LinkedHashMap<>(metadata);
        marked.put(DURING_SNAPSHOT, true);
        return with(marked, keys, before, after);
    }

    private ChangeEvent with(Map<String, Object> itsMetadata, Object itsKeys, State itsBefore, State itsAfter) {
        return new ChangeEvent(
                id,
                txId,
                seq,
                itsMetadata,
                entityType,
                operation,
                elementId,
                labels,
                relationshipType,
                itsKeys,
                start,
                end,
                itsBefore,
                itsAfter);
    }

    /** Whether entities that it speaks of may be unknown to whoever has read all before it: they were made later, or are deleted. */
    public boolean isOfSnapshot() {
        return operation == Operation.READ || Boolean.TRUE.equals(metadata.get(DURING_SNAPSHOT));
    }

    /** Whether nothing changed: a snapshot has found it. */
    public boolean isRead() {
        return operation == Operation.READ;
    }

    /** What the capture mode and the transaction say, without what only the server's administrator needs. */
    public Object metadata(String name) {
        return metadata.get(name);
    }

    /** The client's own metadata of the transaction. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> txMetadata() {
        Object own = metadata.get("txMetadata");
        return own == null ? Map.of() : Collections.unmodifiableMap((Map<String, Object>) own);
    }
}
