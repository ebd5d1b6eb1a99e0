package io.github.neo4jstreams.vector;

import io.github.neo4jstreams.value.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultExchange;

/** The forms in which the same message arrives, depending on the deserializers of a Kafka consumer. */
enum Form {
    MAP("map"),
    TEXT("JSON text"),
    BYTES("bytes");

    private final String words;

    Form(String words) {
        this.words = words;
    }

    /** An exchange as those in a batch of camel-kafka. */
    Exchange exchange(CamelContext context, SinkMessage message, EndpointOptions endpoint) {
        Exchange exchange = new DefaultExchange(context);
        Message in = exchange.getMessage();
        in.setBody(
                message.text() != null
                        ? encoded(message.text())
                        : data(message.value(), endpoint.get("readValueAs", "json")));
        in.setHeader("kafka.TOPIC", message.topic());
        in.setHeader("kafka.PARTITION", message.partition());
        in.setHeader("kafka.OFFSET", message.offset());
        if (message.timestamp() != null) {
            in.setHeader("kafka.TIMESTAMP", message.timestamp());
            in.setHeader(Exchange.MESSAGE_TIMESTAMP, message.timestamp());
        }
        if (message.key() != null) {
            in.setHeader("kafka.KEY", data(message.key(), endpoint.get("readKeyAs", "auto")));
        }
        message.headers().forEach((name, value) -> in.setHeader(name, encoded(value)));
        return exchange;
    }

    /**
     * JSON data, so that it is read as what it is, whatever the form. Text needs quotes where JSON is read, for it might be
     * something else without, as {@code 7} is; where no JSON is read, the text itself is what there is to send.
     */
    private Object data(Object data, String readAs) {
        if (data == null) {
            return null;
        }
        String as = readAs.toLowerCase(Locale.ROOT);
        if (as.equals("text") || as.equals("bytes")) {
            return encoded(data instanceof String text ? text : Json.write(data));
        }
        if (this == MAP) {
            boolean needsQuotes = data instanceof String text && (as.equals("json") || isJson(text));
            return needsQuotes ? Json.write(data) : data;
        }
        return encoded(Json.write(data));
    }

    private static boolean isJson(String text) {
        try {
            Json.read(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Object encoded(String text) {
        return this == BYTES ? text.getBytes(StandardCharsets.UTF_8) : text;
    }

    @Override
    public String toString() {
        return words;
    }
}
