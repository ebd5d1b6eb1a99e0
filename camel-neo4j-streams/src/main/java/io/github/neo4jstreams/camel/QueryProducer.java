package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.graph.AccessMode;
import io.github.neo4jstreams.graph.Committed;
import io.github.neo4jstreams.graph.Fence;
import io.github.neo4jstreams.graph.Fence.Mark;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.GraphTransaction;
import io.github.neo4jstreams.graph.RowStream;
import io.github.neo4jstreams.graph.Work;
import io.github.neo4jstreams.message.Coordinates;
import io.github.neo4jstreams.value.JsonObject;
import io.github.neo4jstreams.value.Parameters;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Runs one statement per exchange, and puts its rows into the body. */
class QueryProducer extends GraphProducer {

    private final Neo4jStreamsEndpoint endpoint;
    private final String query;
    private final Fence fence;

    /**
     * @param query null if each message brings its own
     * @param fence null if it may be run twice for a record
     */
    QueryProducer(Neo4jStreamsEndpoint endpoint, String query, Fence fence) {
        super(endpoint);
        this.endpoint = endpoint;
        this.query = query;
        this.fence = fence;
    }

    @Override
    AccessMode mode() {
        return endpoint.getAccessMode() == Neo4jStreamsEndpoint.AccessMode.WRITE ? AccessMode.WRITE : AccessMode.READ;
    }

    @Override
    void prepare(Graph with) {
        if (fence != null) {
            fence.prepare(with);
        }
        if (query != null && endpoint.getTransactionMode() == Neo4jStreamsEndpoint.TransactionMode.MANAGED) {
            compiling(with, List.of(Statement.of(query)));
        }
    }

    @Override
    void work(Exchange exchange, Graph with) {
        Statement statement = new Statement(query(exchange), parameters(exchange));
        Work work = new Work(mode(), transactionMetadata(exchange), bookmarks(exchange), null);
        if (endpoint.getOutputType() == Neo4jStreamsEndpoint.OutputType.STREAM) {
            stream(exchange, with.stream(work, statement));
        } else {
            Committed<List<JsonObject>> committed =
                    endpoint.getTransactionMode() == Neo4jStreamsEndpoint.TransactionMode.AUTO_COMMIT
                            ? with.autoCommit(work, tx -> tx.rows(statement))
                            : managed(exchange, with, work, statement);
            exchange.getMessage().setBody(body(committed.result()));
            exchange.setProperty(Neo4jStreamsConstants.MEMBER, committed.member());
            exchange.getMessage().setHeader(Neo4jStreamsConstants.COUNTERS, committed.counters());
            exchange.getMessage().setHeader(Neo4jStreamsConstants.BOOKMARK, committed.bookmarks());
        }
        exchange.getMessage()
                .setHeader(Neo4jStreamsConstants.ACCESS_MODE, mode().name().toLowerCase(Locale.ROOT));
        exchange.getMessage().setHeader(Neo4jStreamsConstants.DATABASE, database());
    }

    private Committed<List<JsonObject>> managed(Exchange exchange, Graph with, Work work, Statement statement) {
        try {
            return with.transact(work, tx -> once(exchange, statement, tx));
        } catch (RuntimeException e) {
            Mark mark = mark(exchange);
            if (mark != null && !isSentAgain(exchange)) {
                fence.failed(List.of(mark));
            }
            throw e;
        }
    }

    /** A record that was written before changes nothing and returns no rows. */
    private List<JsonObject> once(Exchange exchange, Statement statement, GraphTransaction tx) {
        Mark mark = mark(exchange);
        if (mark == null) {
            return tx.rows(statement);
        }
        if (fence.isBehindFailed(List.of(mark))) {
            fence.refuseBehindFailed(tx, List.of(mark));
        }
        boolean written = fence.advance(tx, List.of(mark)).get().contains(mark);
        exchange.getMessage().setHeader(Neo4jStreamsConstants.APPLIED, written ? 0L : 1L);
        exchange.getMessage().setHeader(Neo4jStreamsConstants.SKIPPED, written ? 1L : 0L);
        return written ? List.of() : tx.rows(statement);
    }

    /** Null without a fence, and for a message that is not from Kafka. */
    private Mark mark(Exchange exchange) {
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        Coordinates at = fence == null ? null : MessageReader.coordinates(headers);
        return at == null ? null : Mark.of(at.topic(), at.partition(), at.offset(), MessageReader.timestamp(headers));
    }

    private Object body(List<JsonObject> rows) {
        if (endpoint.getOutputType() == Neo4jStreamsEndpoint.OutputType.LIST) {
            return rows;
        }
        if (rows.size() > 1) {
            throw new IllegalStateException("outputType=one, but the query returned " + rows.size()
                    + " rows. Add LIMIT 1 or use outputType=list");
        }
        return rows.isEmpty() ? null : rows.get(0);
    }

    private static void stream(Exchange exchange, RowStream rows) {
        exchange.getMessage().setBody(rows);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                rows.close();
            }
        });
    }

    private String query(Exchange exchange) {
        if (!endpoint.isAllowQueryFromMessage()) {
            return query;
        }
        String own = exchange.getMessage().getHeader(Neo4jStreamsConstants.QUERY, String.class);
        if (own != null) {
            return own;
        }
        if (query != null) {
            return query;
        }
        if (exchange.getMessage().getBody() instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("No query: neither the option, nor the header " + Neo4jStreamsConstants.QUERY
                + ", nor a text body has one");
    }

    private Map<String, Object> parameters(Exchange exchange) {
        Map<String, Object> parameters = new LinkedHashMap<>(endpoint.getParameters());
        if (exchange.getMessage().getBody() instanceof Map<?, ?> body) {
            body.forEach((name, value) -> parameters.put(String.valueOf(name), value));
        }
        return Parameters.map(parameters);
    }

    private static List<String> bookmarks(Exchange exchange) {
        Object bookmark = exchange.getMessage().getHeader(Neo4jStreamsConstants.BOOKMARK);
        if (bookmark == null) {
            return List.of();
        }
        return bookmark instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of(bookmark.toString());
    }
}
