package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.message.Message;
import java.util.List;

/** Says what a message does to the graph. Pure and thread-safe. */
public interface SinkStrategy {

    /**
     * What the message asks for, in order: one unit, of which all is done or nothing.
     *
     * @throws io.github.neo4jstreams.message.InvalidMessageException  if the message can't be applied to any graph
     * @throws io.github.neo4jstreams.value.UnsupportedValueException  if it holds a value that Neo4j can't
     */
    List<GraphAction> actions(Message message);
}
