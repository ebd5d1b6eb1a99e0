package io.github.neo4jstreams.sink;

/** By what a node or relationship is found. */
public enum Identity {
    /** Its key properties. */
    PROPERTIES(""),
    /** What {@code elementId()} returns; Neo4j 5 and later. */
    ELEMENT_ID("elementId"),
    /** What {@code id()} returns. */
    INTERNAL_ID("id");

    private final String function;

    Identity(String function) {
        this.function = function;
    }

    /** The condition that follows the pattern, with a blank before it; nothing for properties, which stand in it. */
    String condition(String variable, String values) {
        return this == PROPERTIES ? "" : " WHERE " + function + "(" + variable + ") = " + values + "[0]";
    }
}
