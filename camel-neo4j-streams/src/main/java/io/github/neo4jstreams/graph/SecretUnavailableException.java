package io.github.neo4jstreams.graph;

/** There is nothing to log in with for the time being; its message names no secret. */
final class SecretUnavailableException extends RuntimeException {

    SecretUnavailableException(String message) {
        super(message);
    }
}
