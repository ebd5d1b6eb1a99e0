package io.github.neo4jstreams.benchmarks;

import io.github.neo4jstreams.sink.SinkDefinition;
import java.util.List;

/** A batch, the graph that it comes to, and the two ways to write it. Makes the same records every time. */
interface Workload {

    String name();

    /** The endpoint's URI, without the size of a batch. */
    String endpoint();

    /** The same endpoint's strategy, to count the statements of its plan. */
    SinkDefinition strategy();

    /** Statements that fill an empty graph. */
    List<Unwind> seed();

    List<Record> records();

    /**
     * The batch as a good engineer would write it by hand: a statement a shape, no order among the messages, no checks.
     * Ordered only so that what is connected is there before, and what is deleted goes last.
     */
    List<Unwind> byHand(List<Record> records);
}
