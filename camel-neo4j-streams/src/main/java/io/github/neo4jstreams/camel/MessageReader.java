package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.message.Coordinates;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.StreamCache;

/**
 * From an exchange to messages: one for a plain body, one for each element of a list, as a Kafka consumer with batching and
 * aggregators make them. Key, time and place are read from the headers of camel-kafka, under their names of today and of
 * later versions.
 */
record MessageReader(MessageFormat format) {

    private static final String[] KEY = {"kafka.KEY", "CamelKafkaKey"};
    private static final String[] TOPIC = {"kafka.TOPIC", "CamelKafkaTopic"};
    private static final String[] PARTITION = {"kafka.PARTITION", "CamelKafkaPartition"};
    private static final String[] OFFSET = {"kafka.OFFSET", "CamelKafkaOffset"};
    private static final String[] TIMESTAMP = {"kafka.TIMESTAMP", "CamelKafkaTimestamp", Exchange.MESSAGE_TIMESTAMP};

    /**
     * A message, and what it was made from.
     *
     * @param body    as it came, but a stream is read
     * @param headers as they came, Camel's own among them
     */
    record Received(Message message, Object body, Map<String, Object> headers) {}

    List<Received> read(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (!(body instanceof List<?> list)) {
            return List.of(received(exchange.getMessage()));
        }
        List<Received> messages = new ArrayList<>(list.size());
        for (Object element : list) {
            if (element instanceof Exchange part) {
                messages.add(received(part.getMessage()));
            } else if (element instanceof org.apache.camel.Message part) {
                messages.add(received(part));
            } else {
                messages.add(new Received(new Message(format, element, null, Map.of(), null, null), element, Map.of()));
            }
        }
        return messages;
    }

    private Received received(org.apache.camel.Message in) {
        Map<String, Object> headers = in.getHeaders();
        Object body = value(in);
        return new Received(
                new Message(format, body, first(headers, KEY), own(headers), timestamp(headers), coordinates(headers)),
                body,
                headers);
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

    private static Object first(Map<String, Object> headers, String... names) {
        for (String name : names) {
            Object value = headers.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Where a message stands in Kafka, or null. */
    static Coordinates coordinates(Map<String, Object> headers) {
        Object topic = first(headers, TOPIC);
        Object partition = first(headers, PARTITION);
        Object offset = first(headers, OFFSET);
        return topic instanceof String name && partition instanceof Number number && offset instanceof Number position
                ? new Coordinates(name, number.intValue(), position.longValue())
                : null;
    }

    /** When a message was produced, or null. */
    static Instant timestamp(Map<String, Object> headers) {
        return timestamp(first(headers, TIMESTAMP));
    }

    private static Instant timestamp(Object millis) {
        return millis instanceof Number number ? Instant.ofEpochMilli(number.longValue()) : null;
    }

    /** What travelled with the message: nothing that Camel or its Kafka component added. */
    private static Map<String, Object> own(Map<String, Object> headers) {
        Map<String, Object> own = null;
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            String name = header.getKey();
            if (!name.startsWith("Camel") && !name.startsWith("kafka.")) {
                own = own == null ? new LinkedHashMap<>() : own;
                own.put(name, text(header.getValue()));
            }
        }
        return own == null ? Map.of() : own;
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
