package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.trace.TraceContext;
import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.TombstoneNote;
import io.github.neo4jstreams.source.Batch;
import io.github.neo4jstreams.source.GroupBy;
import io.github.neo4jstreams.source.SourceRecord;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultExchange;

/**
 * Makes exchanges of what a source read: a record, or a group of them as camel-kafka has batches, a list of exchanges.
 *
 * @param cursorName  of the source
 * @param topics      where camel-kafka is to send what a selector selected, by the selector's name
 * @param contentType of events, if a transport has to name it
 */
record SourceExchanges(GroupBy groupBy, String cursorName, Map<String, String> topics, Optional<String> contentType) {

    /** @throws IllegalArgumentException if a topic is no topic */
    static SourceExchanges of(Neo4jStreamsEndpoint endpoint) {
        return new SourceExchanges(
                endpoint.getGroupBy(),
                endpoint.getCursorName(),
                new SelectionOptions(endpoint).topics(),
                endpoint.getValueFormat().contentType());
    }

    /** Header from which camel-kafka takes the key. */
    private static final String KAFKA_KEY = "kafka.KEY";

    /** Header from which camel-kafka takes the topic, for this message only. */
    private static final String KAFKA_TOPIC = "kafka.OVERRIDE_TOPIC";

    /** As the binding of CloudEvents to Kafka spells it. */
    private static final String CONTENT_TYPE = "content-type";

    /**
     * Puts the records from one index of a batch up to another into an exchange.
     *
     * @param database that they were read from
     */
    void fill(Exchange exchange, Batch batch, int from, int to, String database) {
        if (groupBy == GroupBy.CHANGE) {
            fill(exchange.getMessage(), batch.records().get(from), database);
            return;
        }
        List<Exchange> parts = new ArrayList<>(to - from);
        for (SourceRecord record : batch.records().subList(from, to)) {
            Exchange part = new DefaultExchange(exchange.getContext());
            fill(part.getMessage(), record, database);
            parts.add(part);
        }
        Message message = exchange.getMessage();
        message.setBody(parts);
        message.setHeader(Neo4jStreamsConstants.DATABASE, database);
        message.setHeader(Neo4jStreamsConstants.CURSOR_NAME, cursorName);
        message.setHeader(Neo4jStreamsConstants.CURSOR, batch.cursorAfter().apply(to));
        if (groupBy == GroupBy.TRANSACTION) {
            Message first = parts.get(0).getMessage();
            message.setHeader(Neo4jStreamsConstants.TX_ID, first.getHeader(Neo4jStreamsConstants.TX_ID));
            message.setHeader(Neo4jStreamsConstants.COMMIT_TIME, first.getHeader(Neo4jStreamsConstants.COMMIT_TIME));
            TraceContext.of(first.getHeaders())
                    .ifPresent(trace -> message.getHeaders().putAll(trace.toMap()));
        }
    }

    private void fill(Message message, SourceRecord record, String database) {
        message.setBody(record.value());
        if (record.isTombstone()) {
            record.change().map(TombstoneNote::write).ifPresent(note -> message.setHeader(TombstoneNote.HEADER, note));
        } else {
            contentType.ifPresent(type -> message.setHeader(CONTENT_TYPE, type));
        }
        if (record.key() != null) {
            message.setHeader(Neo4jStreamsConstants.KEY, record.key());
            message.setHeader(KAFKA_KEY, record.key().toString());
        }
        if (record.selector() != null) {
            message.setHeader(Neo4jStreamsConstants.SELECTOR, record.selector());
            if (topics.containsKey(record.selector())) {
                message.setHeader(KAFKA_TOPIC, topics.get(record.selector()));
            }
        }
        message.setHeader(Neo4jStreamsConstants.DATABASE, database);
        record.change().ifPresent(change -> describe(message, change));
    }

    private static void describe(Message message, ChangeEvent change) {
        message.setHeader(Neo4jStreamsConstants.CHANGE_ID, change.id());
        if (!change.isRead()) {
            message.setHeader(Neo4jStreamsConstants.TX_ID, change.txId());
            message.setHeader(Neo4jStreamsConstants.SEQ, change.seq());
        }
        ExchangeTraces.describe(message, change.txMetadata());
        message.setHeader(Neo4jStreamsConstants.OPERATION, change.operation().name());
        message.setHeader(Neo4jStreamsConstants.ENTITY_TYPE, change.entityType().name());
        message.setHeader(Neo4jStreamsConstants.ELEMENT_ID, change.elementId());
        if (change.labels() != null) {
            message.setHeader(Neo4jStreamsConstants.LABELS, List.copyOf(change.labels()));
        }
        if (change.relationshipType() != null) {
            message.setHeader(Neo4jStreamsConstants.RELATIONSHIP_TYPE, change.relationshipType());
        }
        if (change.metadata("txCommitTime") instanceof ZonedDateTime committed) {
            message.setHeader(Neo4jStreamsConstants.COMMIT_TIME, committed);
            message.setHeader(Exchange.MESSAGE_TIMESTAMP, committed.toInstant().toEpochMilli());
        }
    }
}
