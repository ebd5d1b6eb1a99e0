package io.github.neo4jstreams.sink.cypher;

import io.github.neo4jstreams.sink.GraphAction;

/** The user's query, run for one message. */
record CypherAction(CypherShape shape, Object bound) implements GraphAction {

    @Override
    public Object row(int number) {
        return bound;
    }
}
