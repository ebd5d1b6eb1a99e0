package io.github.neo4jstreams.source;

/** Where cursors are kept can't be read or written; nobody knows what is kept. */
public class CursorStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CursorStoreException(String name, RuntimeException cause) {
        super("The cursor '" + name + "' can't be read or kept: " + cause, cause);
    }
}
