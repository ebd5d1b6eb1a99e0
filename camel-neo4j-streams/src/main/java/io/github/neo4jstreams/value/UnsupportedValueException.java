package io.github.neo4jstreams.value;

/** A value that Neo4j has no type for, or that it could only take changed. Bad data: nothing is rounded or dropped. */
public class UnsupportedValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnsupportedValueException(String message) {
        super(message);
    }
}
