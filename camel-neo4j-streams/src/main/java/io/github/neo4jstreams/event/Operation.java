package io.github.neo4jstreams.event;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What happened to an entity. */
public enum Operation {
    /** Nothing did: it was there when a snapshot was taken. To whoever applies it, it is a create. */
    READ("r", "created"),
    CREATE("c", "created"),
    UPDATE("u", "updated"),
    DELETE("d", "deleted");

    private static final List<Operation> ALL = List.of(values());

    private final String code;
    private final String participle;

    Operation(String code, String participle) {
        this.code = code;
        this.participle = participle;
    }

    /** As the server spells it in rows and selectors. */
    public String code() {
        return code;
    }

    static Operation ofCode(String code) {
        for (Operation operation : ALL) {
            if (operation.code.equals(code)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("Unknown operation '" + code + "'");
    }

    /** Spelled as the server or as the connector does, in any case. */
    static Optional<Operation> named(String text) {
        for (Operation operation : ALL) {
            if (operation.code.equalsIgnoreCase(text) || operation.name().equalsIgnoreCase(text)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }

    /** As the events of Streams spell it. */
    String participle() {
        return participle;
    }

    /** Spelled as in the events of Streams, in any case. */
    static Optional<Operation> ofStreams(String participle) {
        return Stream.of(CREATE, UPDATE, DELETE)
                .filter(operation -> operation.participle.equalsIgnoreCase(participle))
                .findFirst();
    }

    /**
     * Whether the states are there without which the event says nothing.
     *
     * @param states where they stand
     */
    void check(Members states, State before, State after) {
        if (before == null && this == UPDATE) {
            throw states.missing("before", "an update needs it");
        }
        if (after == null && this != DELETE) {
            throw states.missing("after", this == UPDATE ? "an update needs it" : "a create needs it");
        }
    }
}
