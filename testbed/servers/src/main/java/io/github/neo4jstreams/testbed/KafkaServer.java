package io.github.neo4jstreams.testbed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A single Kafka node, broker and controller in one, as a child process, or in a container with
 * {@code -Dtestbed=containers}. Internal topics have one replica, groups form without delay, topics are created at
 * first use; everything else is Kafka's default, also when it writes to disk.
 */
public interface KafkaServer extends Server {

    /** A builder with the defaults that its methods name; nothing starts before {@link Builder#start()}. */
    static Builder builder() {
        return new Builder();
    }

    /** {@code HOST:PORT}. */
    String bootstrapServers();

    /** A client for the test's own use. {@link #close()} closes it. */
    Admin admin();

    /** Creates a topic and returns when it can be used. */
    void createTopic(String name, int partitions);

    /** Deletes a topic, if there is one of that name. */
    void deleteTopic(String name);

    /** Sends one record and waits until the broker has it. Key and value may be null. */
    default RecordMetadata send(String topic, String key, String value) {
        return send(new ProducerRecord<>(topic, Bytes.utf8(key), Bytes.utf8(value)));
    }

    /** Sends one record and waits until the broker has it. */
    default RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        return send(List.of(record)).get(0);
    }

    /** Sends many records in that order, and waits until the broker has them all. Much faster than one by one. */
    List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records);

    /**
     * Reads a topic from its beginning to its present end as text, without what was never committed
     * ({@code read_committed}); ordered by partition and offset. An unknown topic is empty.
     */
    default List<ConsumerRecord<String, String>> records(String topic) {
        return Bytes.text(rawRecords(topic));
    }

    /** {@link #records(String)} as bytes. */
    List<ConsumerRecord<byte[], byte[]>> rawRecords(String topic);

    /** The offset a group has committed, the one it would read next; empty if there is none. */
    OptionalLong committedOffset(String group, String topic, int partition);

    /** How the server is to be. Not thread-safe. */
    final class Builder {
        final Map<String, String> settings = new LinkedHashMap<>();
        final List<String> jvmFlags = new ArrayList<>();
        String heap = "384m";
        Path directory;
        boolean supervised;

        private Builder() {}

        /** One setting as in {@code server.properties}. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /**
         * One flag of the server's JVM, after the default ones. Those are made for a quick start, so a benchmark wants
         * {@code -XX:TieredStopAtLevel=4}. Containers don't look at it.
         */
        public Builder jvmFlag(String flag) {
            jvmFlags.add(flag);
            return this;
        }

        /** The largest heap, as in {@code -Xmx}; default {@code 384m}. */
        public Builder heap(String size) {
            this.heap = Objects.requireNonNull(size);
            return this;
        }

        /**
         * Where the data are, kept when the server is closed; default a temporary directory that is deleted then.
         * Containers keep their data inside and don't look at it.
         */
        public Builder directory(Path directory) {
            this.directory = Objects.requireNonNull(directory);
            return this;
        }

        /** Starts the server again whenever it ends unasked, {@link Server#kill()} included. */
        public Builder supervised() {
            this.supervised = true;
            return this;
        }

        /** Chooses ports and starts the server. */
        public KafkaServer start() {
            KafkaServer server = Containers.wanted() ? Containers.kafka(this) : new KafkaProcess(this);
            Servers.startOrClose(server);
            return server;
        }
    }
}
