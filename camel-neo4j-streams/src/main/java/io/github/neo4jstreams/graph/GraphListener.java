package io.github.neo4jstreams.graph;

/** Is told what becomes of the transactions of a graph, by the threads that wait for them: it must be quick. Thread-safe. */
public interface GraphListener {

    /** Nobody listens. */
    GraphListener NONE = new GraphListener() {};

    /** A transaction failed, and is done again. */
    default void retried(RuntimeException error) {}

    /**
     * A transaction that writes was committed.
     *
     * @param member of the cluster that did it, and so the leader: {@code host:port}
     */
    default void written(String member) {}
}
