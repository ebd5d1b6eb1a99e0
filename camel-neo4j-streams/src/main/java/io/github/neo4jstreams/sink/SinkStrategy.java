package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.message.Message;

/** Says what a message does to the graph. Pure and thread-safe. */
public interface SinkStrategy {

    /**
     * @throws io.github.neo4jstreams.message.InvalidMessageException  if the message can't be applied to any graph
     * @throws io.github.neo4jstreams.value.UnsupportedValueException  if it holds a value that Neo4j can't
     */
    GraphAction action(Message message);
}
