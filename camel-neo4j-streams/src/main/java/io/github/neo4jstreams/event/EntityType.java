package io.github.neo4jstreams.event;

import java.util.Arrays;
import java.util.Optional;

/** What a change event is about. */
public enum EntityType {
    NODE("n"),
    RELATIONSHIP("r");

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
        return Arrays.stream(values())
                .filter(type -> type.code.equalsIgnoreCase(text) || type.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
