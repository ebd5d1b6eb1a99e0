package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.message.Coordinates;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.StreamCache;

/**
 * From an exchange to messages: one for a plain body, one for each element of a list, as a Kafka consumer with batching and
 * aggregators make them. Key, time and place are read from the headers of camel-kafka, under their names of today and of
 * later versions.
 */
record MessageReader(MessageFormat format) {

    /** What headers tell of a message; the first of its names that is there counts. */
    private enum Part {
        KEY("kafka.KEY", "CamelKafkaKey"),
        TOPIC("kafka.TOPIC", "CamelKafkaTopic"),
        PARTITION("kafka.PARTITION", "CamelKafkaPartition"),
        OFFSET("kafka.OFFSET", "CamelKafkaOffset"),
        TIMESTAMP("kafka.TIMESTAMP", "CamelKafkaTimestamp", Exchange.MESSAGE_TIMESTAMP);

        private final List<String> names;

        Part(String... names) {
            this.names = List.of(names);
        }
    }

    private record Name(Part part, int rank) {}

    /** Headers have no case, so neither have these. */
    private static final Map<String, Name> NAMES = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    /** The same as camel-kafka spells them, and null for what it adds to each record and nobody wants: found by their hash. */
    private static final Map<String, Name> AS_SPELLED = new HashMap<>();

    static {
        for (Part part : Part.values()) {
            for (int rank = 0; rank < part.names.size(); rank++) {
                NAMES.put(part.names.get(rank), new Name(part, rank));
            }
        }
        AS_SPELLED.putAll(NAMES);
        AS_SPELLED.put("kafka.HEADERS", null);
    }

    List<Received> read(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (!(body instanceof List<?> list)) {
            return List.of(received(exchange.getMessage()));
        }
        if (list instanceof RecordBatch batch && batch.isUntouched()) {
            return received(batch);
        }
        List<Received> messages = new ArrayList<>(list.size());
        for (Object element : list) {
            if (element instanceof Exchange part) {
                messages.add(received(part.getMessage()));
            } else if (element instanceof org.apache.camel.Message part) {
                messages.add(received(part));
            } else {
                messages.add(Received.of(new Message(format, element, null, Map.of(), null, null), element, Map.of()));
            }
        }
        return messages;
    }

    private List<Received> received(RecordBatch batch) {
        List<Received> messages = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            messages.add(new Received.FromBatch(message(batch.record(i)), batch, i));
        }
        return messages;
    }

    private Message message(RecordBatch.Record record) {
        return new Message(
                format,
                record.value(),
                record.key(),
                own(record.headers()),
                Instant.ofEpochMilli(record.timestamp()),
                new Coordinates(record.topic(), record.partition(), record.offset()));
    }

    private static Map<String, Object> own(Map<String, Object> headers) {
        return headers.isEmpty() ? headers : Headers.of(headers).own;
    }

    private Received received(org.apache.camel.Message in) {
        Headers headers = Headers.of(in.getHeaders());
        Object body = value(in);
        Message message = new Message(
                format, body, headers.get(Part.KEY), headers.own, headers.timestamp(), headers.coordinates());
        return Received.of(message, body, in.getHeaders());
    }

    private static Object value(org.apache.camel.Message in) {
        Object body = in.getBody();
        if (body instanceof StreamCache || body instanceof java.io.InputStream || body instanceof java.io.Reader) {
            try {
                return in.getMandatoryBody(byte[].class);
            } catch (InvalidPayloadException e) {
                throw new IllegalArgumentException("The body can't be read: " + e.getMessage(), e);
            }
        }
        return body;
    }

    /** Where a message stands in Kafka, or null. */
    static Coordinates coordinates(Map<String, Object> headers) {
        return Headers.of(headers).coordinates();
    }

    /** When a message was produced, or null. */
    static Instant timestamp(Map<String, Object> headers) {
        return Headers.of(headers).timestamp();
    }

    /** The headers of one message, looked at once each: Camel's map compares a dozen texts for each that is looked for. */
    private static final class Headers implements BiConsumer<String, Object> {

        private static final int PARTS = Part.values().length;

        private final Object[] parts = new Object[PARTS];
        private final int[] ranks = new int[PARTS];
        /** What travelled with the message: nothing that Camel or its Kafka component added. */
        private Map<String, Object> own = Map.of();

        static Headers of(Map<String, Object> headers) {
            Headers read = new Headers();
            headers.forEach(read);
            return read;
        }

        @Override
        public void accept(String name, Object value) {
            Name known = AS_SPELLED.get(name);
            if (known == null && !AS_SPELLED.containsKey(name)) {
                known = NAMES.get(name);
            }
            if (known != null) {
                put(known, value);
            }
            if (!name.startsWith("Camel") && !name.startsWith("kafka.")) {
                own = own.isEmpty() ? new LinkedHashMap<>() : own;
                own.put(name, text(value));
            }
        }

        private void put(Name name, Object value) {
            int part = name.part.ordinal();
            if (value != null && (parts[part] == null || name.rank < ranks[part])) {
                parts[part] = value;
                ranks[part] = name.rank;
            }
        }

        Object get(Part part) {
            return parts[part.ordinal()];
        }

        Coordinates coordinates() {
            return get(Part.TOPIC) instanceof String topic
                            && get(Part.PARTITION) instanceof Number partition
                            && get(Part.OFFSET) instanceof Number offset
                    ? new Coordinates(topic, partition.intValue(), offset.longValue())
                    : null;
        }

        Instant timestamp() {
            return get(Part.TIMESTAMP) instanceof Number millis ? Instant.ofEpochMilli(millis.longValue()) : null;
        }
    }

    /** Kafka's headers are bytes, and nearly always text. */
    private static Object text(Object value) {
        if (!(value instanceof byte[] bytes)) {
            return value;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return bytes;
        }
    }
}
