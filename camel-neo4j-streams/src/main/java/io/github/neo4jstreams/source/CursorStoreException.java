package io.github.neo4jstreams.source;

/** Where cursors are kept can't be read or written; nobody knows what is kept. */
public class CursorStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CursorStoreException(String name, RuntimeException cause) {
        super("The cursor '" + name + "' can't be read or kept: " + why(cause), cause);
    }

    /** With what is at the bottom of it: "failed to construct kafka consumer" tells nobody what to mend. */
    private static String why(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == cause ? cause.toString() : cause + " (" + root + ")";
    }
}
