package io.github.neo4jstreams.vector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message of a case.
 *
 * @param index     its place among the messages of the case
 * @param key       JSON data, or null
 * @param value     JSON data, or null for a tombstone or if there is a text
 * @param text      the value as it is, or null
 * @param timestamp of the record, or null
 */
record SinkMessage(
        int index,
        String topic,
        Object key,
        Object value,
        String text,
        Map<String, String> headers,
        Long timestamp,
        int partition,
        long offset) {

    /** @param offsets the next one of each partition */
    static SinkMessage of(int index, Fields fields, Map<List<Object>, Long> offsets) {
        String topic = fields.requiredText("topic");
        if (fields.has("value") == fields.has("text")) {
            throw new IllegalArgumentException(
                    "Message " + index + " must have either a value, which may be null, or a text");
        }
        Object key = fields.any("key");
        Object value = fields.any("value");
        String text = fields.text("text");
        Map<String, String> headers =
                fields.has("headers") ? fields.map("headers").texts() : new LinkedHashMap<>();
        Long timestamp = fields.number("timestamp");
        Long partition = fields.number("partition");
        int number = partition == null ? 0 : Math.toIntExact(partition);
        Long given = fields.number("offset");
        long offset = given == null ? offsets.getOrDefault(List.<Object>of(topic, number), 0L) : given;
        offsets.put(List.of(topic, number), offset + 1);
        fields.end();
        return new SinkMessage(index, topic, key, value, text, headers, timestamp, number, offset);
    }
}
