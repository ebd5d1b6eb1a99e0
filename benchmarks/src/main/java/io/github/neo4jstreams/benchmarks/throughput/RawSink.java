package io.github.neo4jstreams.benchmarks.throughput;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/**
 * The limit that the component is measured by: the loop of a consumer and a driver that a good engineer writes by hand. It polls,
 * reads the JSON, writes all that it polled in one transaction, and commits the offsets.
 *
 * <p>Every ratio of the benchmark is to this file. Whoever changes it, changes all of them: that takes an ADR.
 */
public final class RawSink implements Runnable {

    private static final String QUERY = "UNWIND $events AS event MERGE (p:Person {id: event.id}) SET p += event";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final ObjectReader JSON = new JsonMapper().readerFor(new TypeReference<Map<String, Object>>() {});

    private final Map<String, Object> kafka;
    private final String topic;
    private final Driver driver;

    private RawSink(Map<String, Object> kafka, String topic, Driver driver) {
        this.kafka = kafka;
        this.topic = topic;
        this.driver = driver;
    }

    /** {@code RawSink BROKERS TOPIC GROUP URI USERNAME PASSWORD BATCH CONSUMERS}. */
    public static void main(String[] args) {
        Map<String, Object> kafka = Map.of(
                "bootstrap.servers",
                args[0],
                "group.id",
                args[2],
                "max.poll.records",
                args[6],
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class);
        Driver driver = GraphDatabase.driver(args[3], AuthTokens.basic(args[4], args[5]), quiet());
        for (int consumer = 0; consumer < Integer.parseInt(args[7]); consumer++) {
            new Thread(new RawSink(kafka, args[1], driver), "consumer-" + consumer).start();
        }
    }

    /**
     * As it comes, driver 6.2 makes a text of each message, with all events in it, for a log that nobody writes: with batches of 5,000,
     * nearly half of the time of its processor.
     */
    @SuppressWarnings("deprecation") // in favour of the System.Logger that does so
    private static Config quiet() {
        return Config.builder().withLogging(Logging.slf4j()).build();
    }

    @Override
    public void run() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka);
                // named, so that the driver needn't ask for the user's home database
                Session session = driver.session(SessionConfig.forDatabase("neo4j"))) {
            consumer.subscribe(List.of(topic));
            while (true) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    write(records, session);
                    consumer.commitSync();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("a record isn't JSON", e);
        }
    }

    private static void write(ConsumerRecords<byte[], byte[]> records, Session session) throws IOException {
        List<Map<String, Object>> events = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            events.add(JSON.readValue(record.value()));
        }
        Map<String, Object> parameters = Map.of("events", events);
        session.executeWriteWithoutResult(
                transaction -> transaction.run(QUERY, parameters).consume());
    }
}
