package io.github.neo4jstreams.sink.cdc;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.EntityType;
import io.github.neo4jstreams.event.EventReader;
import io.github.neo4jstreams.event.InvalidEventException;
import io.github.neo4jstreams.event.TombstoneNote;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.RelationshipShape.Operation;
import io.github.neo4jstreams.sink.SinkStrategy;
import java.util.List;
import java.util.Map;

/** What sinks for change events share: reading them, and asking for the action by what changed and how. */
abstract class ChangeSink implements SinkStrategy {

    @Override
    public final List<GraphAction> actions(Message message) {
        Object value = message.value();
        try {
            if (value == null) {
                Object note = message.headers().get(TombstoneNote.HEADER);
                return note == null
                        ? List.of(tombstone(message.key()))
                        : TombstoneNote.read(note).map(this::action).stream().toList();
            }
            if (!(value instanceof Map<?, ?> event)) {
                throw new InvalidMessageException("a change event is an object");
            }
            return List.of(action(EventReader.read(event)));
        } catch (InvalidEventException e) {
            throw new InvalidMessageException(e.getMessage(), e);
        }
    }

    private GraphAction action(ChangeEvent change) {
        boolean node = change.entityType() == EntityType.NODE;
        return switch (change.operation()) {
            case READ, CREATE ->
                node
                        ? createNode(change)
                        : relationship(change, Operation.MERGE, change.after().properties());
            case UPDATE ->
                node ? updateNode(change) : relationship(change, Operation.MERGE, Difference.properties(change));
            case DELETE -> node ? deleteNode(change) : relationship(change, Operation.DELETE, Map.of());
        };
    }

    abstract GraphAction createNode(ChangeEvent change);

    abstract GraphAction updateNode(ChangeEvent change);

    abstract GraphAction deleteNode(ChangeEvent change);

    /** @param properties to be set, if it isn't deleted; a null removes one */
    abstract GraphAction relationship(ChangeEvent change, Operation operation, Map<String, Object> properties);

    /**
     * Deletes what the key identifies: with a compacted topic that may be all that is left of the events.
     *
     * @param key of the message, as it was read
     */
    abstract GraphAction tombstone(Object key);
}
