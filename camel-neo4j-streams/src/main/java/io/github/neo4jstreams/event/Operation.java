package io.github.neo4jstreams.event;

/** What happened to an entity. */
public enum Operation {
    CREATE("c"),
    UPDATE("u"),
    DELETE("d");

    private final String code;

    Operation(String code) {
        this.code = code;
    }

    /** As the server spells it in rows and selectors. */
    public String code() {
        return code;
    }

    static Operation ofCode(String code) {
        for (Operation operation : values()) {
            if (operation.code.equals(code)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("Unknown operation '" + code + "'");
    }
}
