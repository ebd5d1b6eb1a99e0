package io.github.neo4jstreams.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A record as a Kafka consumer hands it out.
 *
 * @param key   JSON, or the map that it is, or null
 * @param value JSON, or the map that it is, or null for a tombstone
 */
record Record(Object key, Object value) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    static Record json(Map<String, ?> key, Map<String, ?> value) {
        return new Record(bytes(key), bytes(value));
    }

    private static byte[] bytes(Map<String, ?> map) {
        try {
            return map == null ? null : JSON.writeValueAsBytes(map);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The same with maps for JSON, and so without the time that it takes to read them. */
    Record parsed() {
        return new Record(read(key), read(value));
    }

    Map<String, Object> keyMap() {
        return read(key);
    }

    Map<String, Object> valueMap() {
        return read(value);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(Object part) {
        try {
            return part instanceof byte[] bytes ? JSON.readValue(bytes, Map.class) : (Map<String, Object>) part;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
