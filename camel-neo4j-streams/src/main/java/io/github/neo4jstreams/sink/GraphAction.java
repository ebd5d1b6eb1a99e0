package io.github.neo4jstreams.sink;

/** One step in the graph that a message asks for. */
public interface GraphAction {

    /** What is done; actions of the same shape can travel in one statement. */
    StatementShape shape();

    /**
     * What it is done with, in the form that the shape's statement unwinds.
     *
     * @param number of this row among those of its statement
     */
    Object row(int number);
}
