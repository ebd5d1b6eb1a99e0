package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.graph.Fence.Mark;

/**
 * A message on its way into the graph. What it asks for is in the plan of its batch, and found out once more by whoever needs another
 * plan: nearly nobody does, and a batch is in memory for long.
 *
 * @param mark    where it stands; null if nobody minds a record twice
 * @param actions how many it asks for
 * @param invalid why it asks for nothing; null if it does
 */
record SinkItem(Received received, Mark mark, int actions, RuntimeException invalid) {}
