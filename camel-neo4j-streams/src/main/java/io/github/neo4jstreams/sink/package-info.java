/**
 * From messages to statements: pure functions, no I/O, no state between calls. A strategy says what a message does to the
 * graph, a {@link io.github.neo4jstreams.sink.BatchPlan} says with which statements a batch of them is written.
 */
package io.github.neo4jstreams.sink;
