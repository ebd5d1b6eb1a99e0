package io.github.neo4jstreams.message;

/** A message that can't be applied whatever the state of the server: bad data, never worth a retry. */
public class InvalidMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidMessageException(String message) {
        super(message);
    }

    public InvalidMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
