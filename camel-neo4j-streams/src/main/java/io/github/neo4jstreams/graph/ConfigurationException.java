package io.github.neo4jstreams.graph;

/**
 * Something that only the user can mend, and that only the server could tell: it is not retried, the route stops, and the
 * message says what to do.
 */
public class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
