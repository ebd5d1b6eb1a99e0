package io.github.neo4jstreams.routes;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Takes publications over, with clients that have the settings of the component {@code kafka}. */
final class TransactionalClients {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Longer than an open transaction lasts ({@code transaction.timeout.ms}, a minute). */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CamelContext camelContext;
    private final String cursorTopic;
    private final String prefix;

    /** @param prefix of transactional ids */
    TransactionalClients(CamelContext camelContext, String cursorTopic, String prefix) {
        this.camelContext = camelContext;
        this.cursorTopic = cursorTopic;
        this.prefix = prefix;
    }

    /**
     * Fences whoever publishes under this name, waits until what it had begun has ended one way or the other, and reads the
     * cursor after that: nobody can move it any more.
     */
    Publication takeOver(String name) {
        createCursorTopic();
        Producer<String, String> producer = new KafkaProducer<>(producerSettings(name));
        try {
            producer.initTransactions();
            return new Publication(name, cursorTopic, producer, committed(name));
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    private void createCursorTopic() {
        NewTopic topic = new NewTopic(cursorTopic, Optional.of(1), Optional.empty())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try (Admin admin = Admin.create(adminSettings())) {
            if (!admin.listTopics().names().get().contains(cursorTopic)) {
                admin.createTopics(List.of(topic)).all().get();
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException(
                        "The topic " + cursorTopic + " for cursors can't be created ("
                                + e.getCause().getMessage()
                                + "). Create it with one partition and cleanup.policy=compact",
                        e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    private String committed(String name) {
        String[] cursor = new String[1];
        try (Consumer<String, String> consumer = new KafkaConsumer<>(consumerSettings())) {
            List<TopicPartition> partitions = consumer.partitionsFor(cursorTopic).stream()
                    .map(partition -> new TopicPartition(cursorTopic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = ends(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("The cursors in " + cursorTopic + " can't be read to their end");
                }
                consumer.poll(POLL).forEach(record -> {
                    if (name.equals(record.key())) {
                        cursor[0] = record.value();
                    }
                });
            }
        }
        return cursor[0];
    }

    /**
     * Not the end of what is committed: our own cursor may stand behind the open transaction of another name, which then is
     * waited for.
     */
    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        Properties settings = consumerSettings();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        try (Consumer<String, String> consumer = new KafkaConsumer<>(settings)) {
            return new HashMap<>(consumer.endOffsets(partitions));
        }
    }

    private Properties producerSettings(String name) {
        KafkaConfiguration kafka = configuration();
        Properties settings = withBrokers(kafka.createProducerProperties(), kafka);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, prefix + name);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        return settings;
    }

    private Properties consumerSettings() {
        KafkaConfiguration kafka = configuration();
        Properties settings = withBrokers(kafka.createConsumerProperties(), kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        return settings;
    }

    private Properties adminSettings() {
        Properties settings = consumerSettings();
        settings.keySet().retainAll(AdminClientConfig.configNames());
        return settings;
    }

    private KafkaConfiguration configuration() {
        return camelContext
                .getComponent("kafka", KafkaComponent.class)
                .getConfiguration()
                .copy();
    }

    private static Properties withBrokers(Properties settings, KafkaConfiguration kafka) {
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.getBrokers());
        return settings;
    }
}
