package io.github.neo4jstreams.benchmarks.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a record says.
 *
 * @param id        of the change, or where the changes begin after what was read
 * @param txId      of the transaction, if it is a change
 * @param seq       within it
 * @param operation {@code CREATE}, {@code UPDATE}, {@code DELETE}, or {@code READ} for what was there
 * @param elementId of the node
 * @param item      after the change, or before a deletion
 * @param committed when the transaction was, in milliseconds since 1970; 0 if there is none
 * @param keyed     whether the record's key is that of the item
 */
record SourceEvent(
        String id, long txId, long seq, String operation, String elementId, Item item, long committed, boolean keyed) {

    private static final JsonMapper JSON = new JsonMapper();

    static SourceEvent of(ConsumerRecord<byte[], byte[]> published) {
        try {
            JsonNode value = JSON.readTree(published.value());
            JsonNode event = value.path("event");
            String operation = event.path("operation").asText();
            Item item = item(event.path("state")
                    .path(operation.equals("DELETE") ? "before" : "after")
                    .path("properties"));
            JsonNode committed = value.path("metadata").path("txCommitTime");
            JsonNode key = JSON.readTree(published.key());
            return new SourceEvent(
                    value.path("id").asText(),
                    value.path("txId").asLong(),
                    value.path("seq").asLong(),
                    operation,
                    event.path("elementId").asText(),
                    item,
                    committed.isTextual()
                            ? OffsetDateTime.parse(committed.textValue())
                                    .toInstant()
                                    .toEpochMilli()
                            : 0,
                    key.findValuesAsText("key").contains(item.key()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Item item(JsonNode properties) {
        return new Item(
                properties.path("key").asText(),
                properties.path("seq").asInt(),
                properties.path("n").asLong(),
                properties.path("text").asText());
    }

    /** Of what was in the graph, and no change. */
    boolean isRead() {
        return operation.equals("READ");
    }

    boolean isDeletion() {
        return operation.equals("DELETE");
    }

    /** Which change of its key it is, or which one the graph was at when it was read. */
    int number() {
        return item.seq() + (isDeletion() ? 1 : 0);
    }
}
