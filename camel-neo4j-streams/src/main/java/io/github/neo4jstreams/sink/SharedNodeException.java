package io.github.neo4jstreams.sink;

/**
 * A plan took two kinds of nodes for different ones, and the graph has a node that is both. Nothing is wrong with the
 * messages: they are to be applied in their own order instead.
 */
public final class SharedNodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SharedNodeException() {
        super("A node has labels of two kinds of actions, which therefore can't change places");
    }
}
