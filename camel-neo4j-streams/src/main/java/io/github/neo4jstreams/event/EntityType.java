package io.github.neo4jstreams.event;

import java.util.List;
import java.util.Optional;

/** What a change event is about. */
public enum EntityType {
    NODE("n"),
    RELATIONSHIP("r");

    private static final List<EntityType> ALL = List.of(values());

    private final String code;

    EntityType(String code) {
        this.code = code;
    }

    /** As the server spells it in rows and selectors. */
    public String code() {
        return code;
    }

    static EntityType ofCode(String code) {
        for (EntityType type : values()) {
            if (type.code.equals(code)) {
                return type;
            }
        }
        throw new IllegalArgumentException("Unknown eventType '" + code + "'");
    }

    /** Spelled as the server, the connector or Streams does, in any case. */
    static Optional<EntityType> named(String text) {
        for (EntityType type : ALL) {
            if (type.code.equalsIgnoreCase(text) || type.name().equalsIgnoreCase(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
