package io.github.neo4jstreams.routes;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Settings of the clients of a publisher: those of the component {@code kafka}, over them the publisher's own, and over them what
 * the promise takes.
 *
 * @param brokers    null for those of the component
 * @param additional settings of Kafka's clients by their names
 */
record TransactionalSettings(CamelContext camelContext, String brokers, Map<String, Object> additional) {

    Properties ofProducer(String transactionalId) {
        Properties settings = clients().ofProducer();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        return settings;
    }

    /** A consumer without a group, which reads text. */
    Properties ofConsumer(String isolationLevel) {
        Properties settings = clients().ofConsumer();
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // where it reads is said; to be sent elsewhere would skip a cursor
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // a topic that the broker would create by itself isn't compacted
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolationLevel);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        return settings;
    }

    Properties ofAdmin() {
        Properties settings = clients().ofConsumer();
        settings.keySet().retainAll(AdminClientConfig.configNames());
        return settings;
    }

    private ClientSettings clients() {
        return new ClientSettings(camelContext, KafkaPublisher.class, brokers, additional);
    }
}
