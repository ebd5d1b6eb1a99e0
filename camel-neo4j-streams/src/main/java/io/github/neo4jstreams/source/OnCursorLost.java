package io.github.neo4jstreams.source;

/** What to do when the server no longer knows the cursor: its log was pruned, the database was restored or replaced. */
public enum OnCursorLost {
    /** Stop the route and say what was lost. */
    FAIL,
    /** Go on with the oldest change that is still there; what lies between is lost, and what is there may come again. */
    EARLIEST,
    /** Go on with what is committed from now on; what lies between is lost. */
    NOW,
    /** Read what is in the graph, and go on from there; deletions that lie between are lost. */
    SNAPSHOT
}
