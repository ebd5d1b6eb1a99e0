package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.graph.AccessMode;
import io.github.neo4jstreams.graph.Committed;
import io.github.neo4jstreams.graph.Counters;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.Work;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.sink.BatchPlan;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.SinkDefinition;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/** Writes the messages of an exchange to the leader, in order, as few transactions as {@code batchSize} allows. */
class SinkProducer extends GraphProducer {

    private final Neo4jStreamsEndpoint endpoint;
    private final SinkDefinition definition;
    private final MessageReader messages;
    private volatile SinkStrategy strategy;

    SinkProducer(Neo4jStreamsEndpoint endpoint, SinkDefinition definition, MessageReader messages) {
        super(endpoint);
        this.endpoint = endpoint;
        this.definition = definition;
        this.messages = messages;
    }

    @Override
    AccessMode mode() {
        return AccessMode.WRITE;
    }

    @Override
    void prepare(Graph with) {
        strategy = definition.prepare(candidates -> compiling(with, candidates));
    }

    @Override
    void work(Exchange exchange, Graph with) {
        if (strategy == null) {
            prepare(with);
        }
        List<GraphAction> actions = actions(messages.read(exchange));
        Counters counters = new Counters();
        Work work = Work.WRITE.withMetadata(endpoint.getTxMetadata());
        List<String> bookmarks = List.of();
        for (int from = 0; from < actions.size(); from += endpoint.getBatchSize()) {
            int to = Math.min(from + endpoint.getBatchSize(), actions.size());
            List<Statement> statements = BatchPlan.of(actions.subList(from, to));
            Committed<Void> committed = with.transact(work, tx -> {
                statements.forEach(tx::run);
                return null;
            });
            counters.add(committed.counters());
            bookmarks = committed.bookmarks();
        }
        exchange.getMessage().setHeader(Neo4jStreamsConstants.APPLIED, (long) actions.size());
        exchange.getMessage().setHeader(Neo4jStreamsConstants.COUNTERS, counters.toMap());
        exchange.getMessage().setHeader(Neo4jStreamsConstants.BOOKMARK, bookmarks);
        exchange.getMessage()
                .setHeader(
                        Neo4jStreamsConstants.DATABASE,
                        with.contact(AccessMode.WRITE).database());
    }

    /** All messages are judged before the first is written: what is bad by itself must not come in the middle. */
    private List<GraphAction> actions(List<Message> batch) {
        List<GraphAction> actions = new ArrayList<>(batch.size());
        for (Message message : batch) {
            try {
                actions.add(strategy.action(message));
            } catch (InvalidMessageException | UnsupportedValueException e) {
                throw new InvalidMessageException(message + " can't be applied: " + e.getMessage(), e);
            }
        }
        return actions;
    }
}
