package io.github.neo4jstreams.testbed;

/** This build or this machine can't run that server: a reason to skip a test, and {@link TestBedExtension} does so. */
public class ServerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerUnavailableException(String message) {
        super(message);
    }

    ServerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
