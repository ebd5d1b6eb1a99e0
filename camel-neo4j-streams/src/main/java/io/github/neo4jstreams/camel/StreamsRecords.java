package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.value.Json;
import io.github.neo4jstreams.value.JsonObject;
import io.github.neo4jstreams.value.StreamsJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultExchange;

/**
 * Makes records for Kafka of rows, as the procedure {@code streams.publish} of the Neo4j Streams plugin wrote them: the value
 * {@code {"payload": …}} with nodes, relationships and paths in the plugin's form, the key as JSON (manual of Neo4j Streams 4,
 * "Procedures"). What were arguments of the procedure are columns of the query: {@code payload}, and if they are wanted
 * {@code key}, {@code partition} and {@code topic}.
 *
 * <pre>{@code
 * - beans:
 *     - name: records
 *       type: io.github.neo4jstreams.camel.StreamsRecords
 * - route:
 *     from:
 *       uri: direct:publish
 *       steps:
 *         - to: neo4j-streams:query?accessMode=read&query=MATCH (p:Person) RETURN p AS payload, p.id AS key
 *         - process: { ref: records }
 *         - to: kafka:people
 * }</pre>
 *
 * <p>The body is a row or a list of them, and is a list of exchanges then, which one {@code to: kafka} sends. What is too much
 * for one list is streamed ({@code outputType=stream}) and split into lists as it comes, by the method {@link #batches}; the
 * ready route {@code publish.yaml} does so. Thread-safe.
 */
public class StreamsRecords implements CamelContextAware, Processor {

    private static final String PAYLOAD = "payload";
    private static final String KEY = "key";
    private static final String PARTITION = "partition";
    private static final String TOPIC = "topic";
    private static final Set<String> COLUMNS = Set.of(PAYLOAD, KEY, PARTITION, TOPIC);

    private CamelContext camelContext;
    private int batchSize = 500;

    /** @throws IllegalArgumentException for a row with other columns, or a column that isn't what it has to be */
    @Override
    public void process(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        Collection<?> rows = body instanceof Collection<?> several ? several : Collections.singletonList(body);
        List<Exchange> records = new ArrayList<>(rows.size());
        for (Object row : rows) {
            records.add(record(row));
        }
        exchange.getMessage().setBody(records);
    }

    /**
     * Lists of at most {@code batchSize} records each, made as they are asked for.
     *
     * @throws IllegalArgumentException if the body isn't a stream of rows; as {@link #process} for a row, when its turn comes
     */
    public Iterator<List<Exchange>> batches(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof Iterator<?> rows)) {
            throw new IllegalArgumentException(
                    "Batches are made of a stream of rows: read them with neo4j-streams:query?outputType=stream");
        }
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public List<Exchange> next() {
                List<Exchange> batch = new ArrayList<>();
                batch.add(record(rows.next()));
                while (batch.size() < batchSize && rows.hasNext()) {
                    batch.add(record(rows.next()));
                }
                return batch;
            }
        };
    }

    private Exchange record(Object row) {
        if (!(row instanceof Map<?, ?> columns)) {
            throw new IllegalArgumentException("A record is made of a row of neo4j-streams:query, not of "
                    + (row == null ? null : row.getClass().getName()));
        }
        if (!columns.containsKey(PAYLOAD) || !COLUMNS.containsAll(columns.keySet())) {
            throw new IllegalArgumentException("The query returns " + columns.keySet()
                    + ". It has to return a column payload, perhaps key, partition and topic, and no others:"
                    + " name them with AS");
        }
        Exchange record = new DefaultExchange(camelContext);
        JsonObject value = new JsonObject();
        value.put(PAYLOAD, StreamsJson.of(columns.get(PAYLOAD)));
        record.getMessage().setBody(value);
        Object key = columns.get(KEY);
        if (key != null) {
            record.getMessage().setHeader("kafka.KEY", Json.write(StreamsJson.of(key)));
        }
        Object partition = columns.get(PARTITION);
        if (partition != null) {
            record.getMessage().setHeader("kafka.PARTITION_KEY", partition(partition));
        }
        Object topic = columns.get(TOPIC);
        if (topic != null) {
            record.getMessage().setHeader("kafka.OVERRIDE_TOPIC", topic(topic));
        }
        return record;
    }

    private static int partition(Object partition) {
        if (partition instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw new IllegalArgumentException("The column partition must be a whole number from 0 on, not " + partition);
    }

    private static String topic(Object topic) {
        if (topic instanceof String name && !name.isBlank()) {
            return name;
        }
        throw new IllegalArgumentException("The column topic must be the name of a topic, not '" + topic + "'");
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    public int getBatchSize() {
        return batchSize;
    }

    /**
     * Most records of a list that {@link #batches} makes, default 500.
     *
     * @throws IllegalArgumentException for less than 1
     */
    public void setBatchSize(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException(
                    "batchSize=" + batchSize + " must be 1 at least: it is the most records that are"
                            + " sent before their acknowledgement is waited for");
        }
        this.batchSize = batchSize;
    }
}
