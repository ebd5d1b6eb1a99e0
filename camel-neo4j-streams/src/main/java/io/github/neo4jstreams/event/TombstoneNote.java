package io.github.neo4jstreams.event;

import io.github.neo4jstreams.value.Json;
import io.github.neo4jstreams.value.JsonObject;
import io.github.neo4jstreams.value.TypedJson;
import java.util.Optional;

/**
 * What travels with a tombstone of ours in a header, so that whoever applies it needn't guess from its key: of a deletion the
 * entity, as an event without states, and of a key that changed that nothing was deleted.
 */
public final class TombstoneNote {

    /** Name of the header. */
    public static final String HEADER = "neo4j-streams.tombstone";

    private TombstoneNote() {}

    /** @param change because of which there is a tombstone */
    public static String write(ChangeEvent change) {
        JsonObject note = new JsonObject();
        note.put("operation", change.operation().name());
        note.put("eventType", change.entityType().name());
        note.put("elementId", change.elementId());
        if (change.operation() == Operation.DELETE) {
            if (change.entityType() == EntityType.RELATIONSHIP) {
                note.put("type", change.relationshipType());
                note.put("start", ValueFormat.end(change.start()));
                note.put("end", ValueFormat.end(change.end()));
            }
            note.put("keys", TypedJson.wrap(change.keys()));
        }
        return note.toString();
    }

    /**
     * The deletion that a note is about; empty if nothing was deleted.
     *
     * @param header as it came
     * @throws InvalidEventException if it is no note
     */
    public static Optional<ChangeEvent> read(Object header) {
        if (!(header instanceof String text)) {
            throw new InvalidEventException("The header " + HEADER + " is not text");
        }
        Members note;
        try {
            note = Members.of(Json.read(text), "the header " + HEADER);
        } catch (InvalidEventException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException("The header " + HEADER + " is not JSON");
        }
        String operation = note.text("operation", "it says what happened");
        return switch (Operation.named(operation).orElse(Operation.READ)) {
            case DELETE -> Optional.of(ChangeEventReader.entity(note));
            case UPDATE -> Optional.empty();
            case READ, CREATE -> throw Members.mustBe(note.path("operation"), "UPDATE or DELETE", operation);
        };
    }
}
