package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.message.InvalidMessageException;
import java.util.List;

/** The graph is such that some actions of a batch must not be done: bad data, never to pass in silence. */
public final class RefusedActionsException extends InvalidMessageException {

    private static final long serialVersionUID = 1L;

    private final transient List<Integer> actions;

    RefusedActionsException(String why, List<Integer> actions) {
        super(why);
        this.actions = List.copyOf(actions);
    }

    /** Their places in the batch, at least one. */
    public List<Integer> actions() {
        return actions;
    }
}
