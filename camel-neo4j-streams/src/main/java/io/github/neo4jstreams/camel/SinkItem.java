package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.MessageReader.Received;
import io.github.neo4jstreams.graph.Fence.Mark;
import io.github.neo4jstreams.sink.GraphAction;
import java.util.List;

/**
 * A message on its way into the graph.
 *
 * @param mark    where it stands; null if nobody minds a record twice
 * @param actions what it asks for
 * @param invalid why it asks for nothing; null if it does
 */
record SinkItem(Received received, Mark mark, List<GraphAction> actions, RuntimeException invalid) {

    boolean isValid() {
        return invalid == null;
    }
}
