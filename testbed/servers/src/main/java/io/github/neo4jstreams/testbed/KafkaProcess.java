package io.github.neo4jstreams.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Kafka as a child process. */
final class KafkaProcess extends ServerProcess implements KafkaServer {
    private static final String CLUSTER_ID = "bmVvNGpzdHJlYW1zLXRlcw"; // any 16 bytes do

    private final int port = Servers.freePort();
    private final int controllerPort = Servers.freePort();
    private final Builder builder;
    private final KafkaClients clients;

    KafkaProcess(Builder builder) {
        super("kafka", builder.directory, builder.supervised);
        this.builder = builder;
        this.clients = new KafkaClients(bootstrapServers());
    }

    @Override
    String classPath() {
        return ServerClassPath.find("kafka")
                .orElseThrow(
                        () -> new ServerUnavailableException("neo4j-streams-testbed-kafka isn't on the class path"));
    }

    @Override
    List<String> flags() {
        List<String> flags =
                new ArrayList<>(List.of("-Xmx" + builder.heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        flags.addAll(builder.jvmFlags);
        return flags;
    }

    @Override
    List<String> command() {
        return List.of(
                "io.github.neo4jstreams.testbed.kafka.KafkaBroker",
                configuration().toString(),
                CLUSTER_ID);
    }

    private Path configuration() {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
        p.setProperty("log.dirs", directory.resolve("data").toString());
        p.putAll(SMALL);
        p.putAll(builder.settings);
        Path file = directory.resolve("server.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            p.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** One node, little memory, back quickly. */
    static final Map<String, String> SMALL = Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "4",
            "group.initial.rebalance.delay.ms", "0",
            "log.cleaner.dedupe.buffer.size", "16777216",
            // after a kill the controller must forget the dead broker before it takes the same one again
            "broker.session.timeout.ms", "3000",
            "broker.heartbeat.interval.ms", "500");

    @Override
    void probe() throws Exception {
        clients.probe();
    }

    @Override
    void closeClients() {
        clients.close();
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public Admin admin() {
        return clients.admin();
    }

    @Override
    public void createTopic(String name, int partitions) {
        clients.createTopic(name, partitions);
    }

    @Override
    public void deleteTopic(String name) {
        clients.deleteTopic(name);
    }

    @Override
    public List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) {
        return clients.send(records);
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> rawRecords(String topic) {
        return clients.records(topic);
    }

    @Override
    public OptionalLong committedOffset(String group, String topic, int partition) {
        return clients.committedOffset(group, topic, partition);
    }
}
