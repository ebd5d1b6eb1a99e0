package io.github.neo4jstreams.camel;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * A batch of records from Kafka: a list of exchanges like that of camel-kafka, but that an exchange is made when somebody asks for it. A
 * sink doesn't: it reads the records, and an exchange for each, with a map of headers, is most of what a record would cost it
 * besides.
 *
 * <p>Elements may be asked for by several threads at a time, records by one while nobody else has the batch.
 */
public interface RecordBatch extends List<Exchange> {

    /**
     * A record as it is in Kafka.
     *
     * @param timestamp in milliseconds since 1970
     * @param key       as the route's deserializer made it, or null
     * @param value     the same, or as bytes what that would make a text of; null for a tombstone
     * @param headers   those that the route would see, with their values as it would see them
     */
    record Record(
            String topic,
            int partition,
            long offset,
            long timestamp,
            Object key,
            Object value,
            Map<String, Object> headers) {}

    /** Whether nobody has asked for an exchange, and may have changed it. */
    boolean isUntouched();

    /** What the exchange at this index would be made of. */
    Record record(int index);
}
