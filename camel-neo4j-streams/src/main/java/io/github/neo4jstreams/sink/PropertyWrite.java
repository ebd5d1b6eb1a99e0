package io.github.neo4jstreams.sink;

/** What happens to the properties of something that is written. */
public enum PropertyWrite {
    /** Nothing. */
    NONE(null),
    /** Those of the row are set, null removes one, the others stay. */
    ADD("+="),
    /** It has those of the row afterwards and no others. */
    REPLACE("=");

    private final String operator;

    PropertyWrite(String operator) {
        this.operator = operator;
    }

    String assignment(String variable, String values) {
        return variable + " " + operator + " " + values;
    }
}
