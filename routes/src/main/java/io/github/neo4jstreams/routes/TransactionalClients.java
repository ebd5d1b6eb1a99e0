package io.github.neo4jstreams.routes;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Takes publications over: who publishes, and from which cursor on. */
final class TransactionalClients {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Longer than an open transaction lasts ({@code transaction.timeout.ms}, a minute). */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String COMPACTED = "with one partition and cleanup.policy=compact";

    private final TransactionalSettings settings;
    private final TopicPartition cursors;
    private final Optional<Short> replicationFactor;
    private final String prefix;

    /**
     * @param replicationFactor of the topic for cursors, if it has to be created; empty for the brokers' default
     * @param prefix            of transactional ids
     */
    TransactionalClients(
            TransactionalSettings settings, String cursorTopic, Optional<Short> replicationFactor, String prefix) {
        this.settings = settings;
        this.cursors = new TopicPartition(cursorTopic, Publication.CURSOR_PARTITION);
        this.replicationFactor = replicationFactor;
        this.prefix = prefix;
    }

    /**
     * Fences whoever publishes under this name, waits until what it had begun has ended one way or the other, and reads the
     * cursor after that: nobody can move it any more.
     *
     * @throws IllegalStateException if the topic for cursors would lose them
     * @throws KafkaException        if the brokers can't tell
     */
    Publication takeOver(String name) {
        prepareCursorTopic();
        Producer<String, String> producer = new KafkaProducer<>(settings.ofProducer(prefix + name));
        try {
            producer.initTransactions();
            return new Publication(name, cursors.topic(), producer, committed(name));
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    private void prepareCursorTopic() {
        try (Admin admin = Admin.create(settings.ofAdmin())) {
            if (admin.listTopics().names().get().contains(cursors.topic())) {
                refuseUnlessCompacted(admin);
            } else {
                createCursorTopic(admin);
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    /** The cursor of a graph that rests for longer than records are kept would be gone, as if there had never been one. */
    private void refuseUnlessCompacted(Admin admin) throws ExecutionException, InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, cursors.topic());
        ConfigEntry policy;
        try {
            policy = admin.describeConfigs(List.of(topic))
                    .values()
                    .get(topic)
                    .get()
                    .get(TopicConfig.CLEANUP_POLICY_CONFIG);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                // it takes DescribeConfigs to know, which is nothing that publishing takes
                return;
            }
            throw e;
        }
        if (policy != null && !policy.value().equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new IllegalStateException("The topic " + cursors.topic() + " for cursors has cleanup.policy="
                    + policy.value() + " and would lose them. It must be " + COMPACTED);
        }
    }

    private void createCursorTopic(Admin admin) throws InterruptedException {
        NewTopic topic = new NewTopic(cursors.topic(), Optional.of(1), replicationFactor)
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException(
                        "The topic " + cursors.topic() + " for cursors can't be created ("
                                + e.getCause().getMessage() + "). Create it " + COMPACTED,
                        e.getCause());
            }
        }
    }

    /**
     * Asks for one partition by its number: of a topic that a broker hasn't heard of yet it would say that there are no
     * partitions, and so no cursor.
     */
    private String committed(String name) {
        String cursor = null;
        try (Consumer<String, String> consumer = new KafkaConsumer<>(settings.ofConsumer("read_committed"))) {
            long end = end();
            consumer.assign(List.of(cursors));
            consumer.seekToBeginning(List.of(cursors));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(cursors) < end) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("The cursors in " + cursors + " can't be read to their end");
                }
                for (var record : consumer.poll(POLL)) {
                    if (name.equals(record.key())) {
                        cursor = record.value();
                    }
                }
            }
        }
        return cursor;
    }

    /**
     * Not the end of what is committed: our own cursor may stand behind the open transaction of another name, which then is
     * waited for.
     */
    private long end() {
        try (Consumer<String, String> consumer = new KafkaConsumer<>(settings.ofConsumer("read_uncommitted"))) {
            return consumer.endOffsets(List.of(cursors)).get(cursors);
        }
    }
}
