package io.github.neo4jstreams.source;

/** Where a source begins when there is no cursor yet. */
public enum StartFrom {
    /** With what is committed from now on. */
    NOW,
    /** With the oldest that is still there. */
    EARLIEST,
    /** After a given value: a change id, or a value of the streaming property. */
    VALUE
}
