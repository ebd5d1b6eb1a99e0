package io.github.neo4jstreams.benchmarks.throughput;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.temporal.Temporal;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/**
 * The limit that the component's sources are measured by: the loop of a driver and a producer that a good engineer writes by hand.
 * It reads a page, sends it while it comes, waits until Kafka has it all, and keeps in the graph how far it is.
 *
 * <p>Every ratio of the sources is to this file. Whoever changes it, changes all of them: that takes an ADR.
 */
public final class RawSource {

    private static final String CURSOR = "MERGE (c:RawCursor {name: $name}) SET c.position = $position";
    private static final ObjectWriter JSON = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(Temporal.class, ToStringSerializer.instance))
            .build()
            .writer();

    private enum Kind {
        CDC(
                "CALL db.cdc.query($position, [{select: 'n', labels: ['Person']}]) YIELD id, txId, seq, metadata, event"
                        + " RETURN id, txId, seq, metadata, event LIMIT $batch",
                "id") {
            @Override
            Object first(Session session) {
                return session.run("CALL db.cdc.earliest() YIELD id RETURN id")
                        .single()
                        .get(0)
                        .asString();
            }

            @Override
            Object key(Record row) {
                return row.get("event").get("keys").asObject();
            }
        },
        QUERY(
                "MATCH (p:Person) WHERE p.id > $position RETURN p.id AS id, p.name AS name, p.email AS email, p.city AS city,"
                        + " p.age AS age, p.score AS score, p.active AS active, p.note AS note ORDER BY p.id LIMIT $batch",
                "id") {
            @Override
            Object first(Session session) {
                return -1L;
            }

            @Override
            Object key(Record row) {
                return row.get("id").asObject();
            }
        };

        private final String page;
        private final String position;

        Kind(String page, String position) {
            this.page = page;
            this.position = position;
        }

        /** Behind which everything is. */
        abstract Object first(Session session);

        abstract Object key(Record row);
    }

    private final Kind kind;
    private final String topic;
    private final int batch;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private RawSource(Kind kind, String topic, int batch, KafkaProducer<byte[], byte[]> producer) {
        this.kind = kind;
        this.topic = topic;
        this.batch = batch;
        this.producer = producer;
    }

    /** {@code RawSource BROKERS TOPIC URI USERNAME PASSWORD cdc|query BATCH CURSOR}. */
    public static void main(String[] args) throws Exception {
        Map<String, Object> kafka = Map.of(
                "bootstrap.servers",
                args[0],
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                5,
                "batch.size",
                65_536,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class);
        try (Driver driver = GraphDatabase.driver(args[2], AuthTokens.basic(args[3], args[4]), quiet());
                Session session = driver.session(SessionConfig.forDatabase("neo4j"));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka)) {
            new RawSource(Kind.valueOf(args[5].toUpperCase(Locale.ROOT)), args[1], Integer.parseInt(args[6]), producer)
                    .run(session, args[7]);
        }
    }

    /** As it comes, driver 6.2 makes a text of each row for a log that nobody writes. */
    @SuppressWarnings("deprecation") // in favour of the System.Logger that does so
    private static Config quiet() {
        return Config.builder().withLogging(Logging.slf4j()).build();
    }

    private void run(Session session, String cursor) throws Exception {
        Object position = kind.first(session);
        while (true) {
            Map<String, Object> parameters = Map.of("position", position, "batch", batch);
            Object next = session.executeRead(transaction -> send(transaction.run(kind.page, parameters)));
            if (next == null) {
                // at the end: the next one may take a moment
                Thread.sleep(100);
                continue;
            }
            producer.flush();
            if (failure.get() != null) {
                throw failure.get();
            }
            session.executeWriteWithoutResult(transaction -> transaction
                    .run(CURSOR, Map.of("name", cursor, "position", next))
                    .consume());
            position = next;
        }
    }

    /** Returns the position of the last row, null if there is none. */
    private Object send(Result rows) {
        Object position = null;
        while (rows.hasNext()) {
            Record row = rows.next();
            producer.send(
                    new ProducerRecord<>(topic, json(kind.key(row)), json(row.asMap())),
                    (metadata, e) -> failure.compareAndSet(null, e));
            position = row.get(kind.position).asObject();
        }
        return position;
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
