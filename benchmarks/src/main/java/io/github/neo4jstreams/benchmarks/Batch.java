package io.github.neo4jstreams.benchmarks;

import io.github.neo4jstreams.camel.Neo4jStreamsConstants;
import io.github.neo4jstreams.cypher.ServerVersion;
import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import io.github.neo4jstreams.sink.BatchPlan;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.sink.TargetServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.neo4j.driver.Session;

/** A workload, ready to be written again and again. */
final class Batch {

    private final Workload workload;
    private final String route;
    private final List<Unwind> seed;
    private final List<Record> records;
    private final List<Exchange> exchanges;
    private final MixedBatchResult result;

    /** Adds a route to the context. */
    Batch(Workload workload, CamelContext camel) throws Exception {
        this.workload = workload;
        this.route = "direct:" + workload.name();
        this.seed = workload.seed();
        this.records = workload.records();
        this.exchanges = records.stream().map(record -> exchange(record, camel)).toList();
        this.result = new MixedBatchResult(
                workload.name(),
                records.size(),
                plan(workload, records).statements().size(),
                workload.byHand(records).size());
        String endpoint = workload.endpoint();
        String to =
                endpoint + (endpoint.contains("?") ? "&" : "?") + "adaptiveBatches=false&batchSize=" + records.size();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(route).to(to);
            }
        });
    }

    /** As camel-kafka hands out a record of a batch. */
    private static Exchange exchange(Record record, CamelContext camel) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(record.value());
        if (record.key() != null) {
            exchange.getMessage().setHeader("kafka.KEY", record.key());
        }
        return exchange;
    }

    /** As a server of today has it. */
    static SinkStrategy strategy(Workload workload) {
        return workload.strategy().prepare(new TargetServer() {
            @Override
            public ServerVersion version() {
                return new ServerVersion(5, 26);
            }

            @Override
            public int firstThatCompiles(List<Statement> candidates) {
                return 0;
            }
        });
    }

    static BatchPlan plan(Workload workload, List<Record> records) {
        SinkStrategy strategy = strategy(workload);
        List<GraphAction> actions = new ArrayList<>();
        for (Record record : records) {
            actions.addAll(strategy.actions(
                    new Message(MessageFormat.DEFAULT, record.value(), record.key(), Map.of(), null, null)));
        }
        return BatchPlan.of(actions);
    }

    MixedBatchResult result() {
        return result;
    }

    /** The graph is as it was before the first time. */
    void reset(Session session) {
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
                .consume();
        session.executeWriteWithoutResult(transaction -> seed.forEach(unwind -> unwind.run(transaction)));
    }

    void throughComponent(ProducerTemplate template) {
        Exchange done = template.send(route, exchange -> exchange.getMessage().setBody(exchanges));
        if (done.getException() != null) {
            throw new IllegalStateException(
                    workload.name() + ": " + done.getException().getMessage(), done.getException());
        }
        Object applied = done.getMessage().getHeader(Neo4jStreamsConstants.APPLIED);
        if (!Long.valueOf(records.size()).equals(applied)) {
            throw new IllegalStateException(workload.name() + ": applied " + applied + " of " + records.size());
        }
    }

    void byHand(Session session) {
        List<Unwind> unwinds = workload.byHand(records);
        session.executeWriteWithoutResult(transaction -> unwinds.forEach(unwind -> unwind.run(transaction)));
    }
}
