package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.cypher.ServerVersion;
import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.graph.AccessMode;
import io.github.neo4jstreams.graph.Committed;
import io.github.neo4jstreams.graph.Counters;
import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.Work;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.sink.BatchPlan;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.PlannedStatement;
import io.github.neo4jstreams.sink.RefusedActionsException;
import io.github.neo4jstreams.sink.SinkDefinition;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.sink.TargetServer;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the messages of an exchange to the leader, in order, as few transactions as {@code batchSize} allows. */
class SinkProducer extends GraphProducer {

    private static final Logger LOG = LoggerFactory.getLogger(SinkProducer.class);

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

    /** Once: the first exchange may not wait until first contact is over. */
    @Override
    synchronized void prepare(Graph with) {
        if (strategy != null) {
            return;
        }
        strategy = definition.prepare(new GraphServer(with));
        MissingConstraints.warn(endpoint.shortName(), definition.keys(), with);
    }

    private final class GraphServer implements TargetServer {

        private final Graph graph;

        GraphServer(Graph graph) {
            this.graph = graph;
        }

        @Override
        public ServerVersion version() {
            return graph.contact(AccessMode.WRITE).version();
        }

        @Override
        public int firstThatCompiles(List<Statement> candidates) {
            return compiling(graph, candidates);
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        strategy = null;
    }

    @Override
    void work(Exchange exchange, Graph with) {
        if (strategy == null) {
            prepare(with);
        }
        List<MessageActions> batch = actions(messages.read(exchange));
        Counters counters = new Counters();
        List<String> bookmarks = List.of();
        for (int from = 0; from < batch.size(); from += endpoint.getBatchSize()) {
            int to = Math.min(from + endpoint.getBatchSize(), batch.size());
            Committed<Void> committed = write(batch.subList(from, to), with);
            counters.add(committed.counters());
            bookmarks = committed.bookmarks();
        }
        exchange.getMessage().setHeader(Neo4jStreamsConstants.APPLIED, (long) batch.size());
        exchange.getMessage().setHeader(Neo4jStreamsConstants.COUNTERS, counters.toMap());
        exchange.getMessage().setHeader(Neo4jStreamsConstants.BOOKMARK, bookmarks);
        exchange.getMessage()
                .setHeader(
                        Neo4jStreamsConstants.DATABASE,
                        with.contact(AccessMode.WRITE).database());
    }

    private record MessageActions(Message message, List<GraphAction> actions) {}

    /** All messages are judged before the first is written: what is bad by itself must not come in the middle. */
    private List<MessageActions> actions(List<Message> batch) {
        List<MessageActions> actions = new ArrayList<>(batch.size());
        for (Message message : batch) {
            try {
                actions.add(new MessageActions(message, strategy.actions(message)));
            } catch (InvalidMessageException | UnsupportedValueException e) {
                throw refused(message, e);
            }
        }
        return actions;
    }

    private Committed<Void> write(List<MessageActions> batch, Graph with) {
        List<GraphAction> actions = new ArrayList<>(batch.size());
        batch.forEach(message -> actions.addAll(message.actions()));
        try {
            return apply(actions, with);
        } catch (RefusedActionsException e) {
            throw refused(messageOf(e.actions().get(0), batch), e);
        }
    }

    private Committed<Void> apply(List<GraphAction> actions, Graph with) {
        BatchPlan plan = BatchPlan.of(actions);
        try {
            return run(plan, with);
        } catch (RuntimeException e) {
            // what goes wrong in another order than that of the messages may go right in theirs
            if (!plan.isReordered() || ErrorClass.of(e) != ErrorClass.DATA) {
                throw e;
            }
            LOG.debug("A batch of {} is applied in the order of its messages: {}", actions.size(), e.getMessage());
            return run(BatchPlan.inOrder(actions), with);
        }
    }

    private Committed<Void> run(BatchPlan plan, Graph with) {
        return with.transact(Work.WRITE.withMetadata(endpoint.getTxMetadata()), tx -> {
            List<Statement> statements =
                    plan.statements().stream().map(PlannedStatement::statement).toList();
            if (plan.returnsFewRows()) {
                plan.check(tx.runAll(statements));
            } else {
                statements.forEach(tx::run);
            }
            return null;
        });
    }

    private static Message messageOf(int action, List<MessageActions> batch) {
        int actions = 0;
        for (MessageActions message : batch) {
            actions += message.actions().size();
            if (action < actions) {
                return message.message();
            }
        }
        throw new IllegalArgumentException("No action " + action);
    }

    private static InvalidMessageException refused(Message message, RuntimeException why) {
        return new InvalidMessageException(message + " can't be applied: " + why.getMessage(), why);
    }
}
