package io.github.neo4jstreams.routes;

import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Values of records that a route wants as text, which is what camel-kafka's default says. A sink reads JSON from the bytes as well, so a
 * text is made only for who looks at an exchange.
 */
final class TextValues {

    private TextValues() {}

    /** Whether they are UTF-8, and nobody sees them before the route does. */
    static boolean areReadAsBytes(KafkaConfiguration kafka) {
        Properties settings = kafka.createConsumerProperties();
        return StringDeserializer.class.getName().equals(settings.get(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG))
                && !settings.containsKey("value.deserializer.encoding")
                && !settings.containsKey("deserializer.encoding")
                && !settings.containsKey(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
    }

    static void readAsBytes(Properties settings) {
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    }

    /** What {@link StringDeserializer} makes of it. */
    static Object text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value;
    }
}
