package io.github.neo4jstreams.source;

/** Where a source begins when there is no cursor yet. */
public enum StartFrom {
    /** With what is committed from now on. */
    NOW,
    /** With the oldest that is still there. */
    EARLIEST,
    /** With what is in the graph, and then with what is committed since. */
    SNAPSHOT,
    /** After a given value: a change id, or a value of the streaming property. */
    VALUE
}
