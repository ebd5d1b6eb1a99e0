package io.github.neo4jstreams.message;

/**
 * A message that can't be applied whatever the state of the server: bad data, never worth a retry. It has no stack trace, which would
 * say nothing about the message and be logged each time it is read again.
 */
public class InvalidMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidMessageException(String message) {
        this(message, null);
    }

    public InvalidMessageException(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
