package io.github.neo4jstreams.source;

/** Somebody else moved the cursor that we hold: two sources with one name. What we read since may be sent twice. */
public class CursorMovedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CursorMovedException(String name) {
        super("The cursor '" + name + "' was moved by somebody else; reading on from there."
                + " Give each source a cursorName of its own, and run one source of a name at a time");
    }
}
