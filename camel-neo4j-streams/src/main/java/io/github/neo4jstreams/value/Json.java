package io.github.neo4jstreams.value;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neo4j.driver.types.IsoDuration;
import org.neo4j.driver.types.Point;

/**
 * Neo4j's values as plain JSON: temporal values and durations as ISO 8601 text with their zone, bytes as base64, points as
 * {@code {"srid", "x", "y"[, "z"]}}. Thread-safe.
 */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule("neo4j")
                    .addSerializer(JsonObject.class, new ObjectSerializer())
                    .addSerializer(Temporal.class, new ToStringSerializer(Temporal.class))
                    .addSerializer(IsoDuration.class, new ToStringSerializer(IsoDuration.class))
                    .addSerializer(Point.class, new PointSerializer()))
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Maps sorted by name at every level: equal values give equal text, in whatever order a server sent them. */
    private static final ObjectWriter CANONICAL = MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private Json() {}

    /** JSON text that is the same for equal values, whatever the order of their maps. */
    public static String canonical(Object value) {
        try {
            return CANONICAL.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UnsupportedValueException("No JSON for this value: " + e.getOriginalMessage());
        }
    }

    /** @throws UnsupportedValueException if there is no JSON for something in it */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UnsupportedValueException("No JSON for this value: " + e.getOriginalMessage());
        }
    }

    /** The same as UTF-8 bytes. */
    public static byte[] writeBytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UnsupportedValueException("No JSON for this value: " + e.getOriginalMessage());
        }
    }

    /**
     * Reads exactly one JSON value into plain Java.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Object read(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not one JSON value: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Most of what is written is maps, lists and the values that JSON has types for: asking Jackson for the serializer of each takes
     * longer than writing it.
     */
    private static final class ObjectSerializer extends JsonSerializer<JsonObject> {
        @Override
        public void serialize(JsonObject object, JsonGenerator out, SerializerProvider provider) throws IOException {
            write(object, out, provider, provider.isEnabled(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS));
        }

        private static void write(Map<?, ?> map, JsonGenerator out, SerializerProvider provider, boolean sorted)
                throws IOException {
            out.writeStartObject(map, map.size());
            for (Map.Entry<?, ?> entry : (sorted ? new TreeMap<>(map) : map).entrySet()) {
                out.writeFieldName((String) entry.getKey());
                writeValue(entry.getValue(), out, provider, sorted);
            }
            out.writeEndObject();
        }

        private static void writeValue(Object value, JsonGenerator out, SerializerProvider provider, boolean sorted)
                throws IOException {
            if (value instanceof String text) {
                out.writeString(text);
            } else if (value instanceof Long number) {
                out.writeNumber(number);
            } else if (value instanceof Double number) {
                out.writeNumber(number);
            } else if (value instanceof Boolean truth) {
                out.writeBoolean(truth);
            } else if (value == null) {
                out.writeNull();
            } else if (value instanceof Map<?, ?> map && hasNames(map)) {
                write(map, out, provider, sorted);
            } else if (value instanceof List<?> list) {
                out.writeStartArray(list, list.size());
                for (Object element : list) {
                    writeValue(element, out, provider, sorted);
                }
                out.writeEndArray();
            } else {
                provider.defaultSerializeValue(value, out);
            }
        }

        /** Not what somebody else has put in and Jackson may know how to write, or why not. */
        private static boolean hasNames(Map<?, ?> map) {
            for (Object name : map.keySet()) {
                if (!(name instanceof String)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final class PointSerializer extends JsonSerializer<Point> {
        @Override
        public void serialize(Point point, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartObject();
            out.writeNumberField("srid", point.srid());
            out.writeNumberField("x", point.x());
            out.writeNumberField("y", point.y());
            if (!Double.isNaN(point.z())) {
                out.writeNumberField("z", point.z());
            }
            out.writeEndObject();
        }
    }
}
