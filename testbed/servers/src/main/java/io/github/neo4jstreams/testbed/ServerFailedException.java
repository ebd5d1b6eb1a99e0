package io.github.neo4jstreams.testbed;

/** A server didn't start, or didn't get ready in time. The message ends with the end of its log. */
public class ServerFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerFailedException(String message) {
        super(message);
    }

    ServerFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
