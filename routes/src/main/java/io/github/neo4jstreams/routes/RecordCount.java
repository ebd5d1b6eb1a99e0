package io.github.neo4jstreams.routes;

import java.util.Collection;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Adds up how many records the parts of a split have sent, in the header {@link #RECORDS}. Thread-safe. */
public class RecordCount implements AggregationStrategy {

    /** Header with a number of records. */
    public static final String RECORDS = "CamelNeo4jStreamsRecords";

    @Override
    public Exchange aggregate(Exchange before, Exchange part) {
        long sum = before == null ? 0 : before.getMessage().getHeader(RECORDS, long.class);
        int size = part.getMessage().getBody() instanceof Collection<?> records ? records.size() : 0;
        part.getMessage().setHeader(RECORDS, sum + size);
        return part;
    }
}
