package io.github.neo4jstreams.sink;

/** A strategy as its options describe it, before it knows the server that it will write to. */
public interface SinkDefinition {

    /**
     * @param server the server to be written to
     * @return the strategy in the form that this server understands
     */
    SinkStrategy prepare(StatementCheck server);
}
