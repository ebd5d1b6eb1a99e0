package io.github.neo4jstreams.event;

/** An event that breaks the rules of its format. Bad data: the message names the member and what was expected. */
public final class InvalidEventException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidEventException(String message) {
        super(message);
    }
}
