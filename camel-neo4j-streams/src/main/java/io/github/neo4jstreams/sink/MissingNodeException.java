package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.message.InvalidMessageException;
import java.util.List;

/** A relationship could not be written because one of its ends isn't there: bad data, never to pass in silence. */
public final class MissingNodeException extends InvalidMessageException {

    private static final long serialVersionUID = 1L;

    private final transient List<Integer> actions;

    MissingNodeException(List<Integer> actions) {
        super("a relationship can't be written: the node that it should start from or lead to isn't in the graph");
        this.actions = List.copyOf(actions);
    }

    /** Places in the batch of those actions that found no node. */
    public List<Integer> actions() {
        return actions;
    }
}
