package io.github.neo4jstreams.message;

/** How deep values may nest: as deep as Jackson reads text, and far from the end of a thread's stack. */
final class Depth {

    private static final int MAX = 1000;

    private Depth() {}

    /** The depth of what is inside a value of this depth. */
    static int inside(String part, int depth) {
        if (depth == MAX) {
            throw new InvalidMessageException(
                    "The " + part + " is nested deeper than " + MAX + " levels, or holds itself");
        }
        return depth + 1;
    }
}
