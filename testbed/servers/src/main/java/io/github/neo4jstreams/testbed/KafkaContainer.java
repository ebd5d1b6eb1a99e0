package io.github.neo4jstreams.testbed;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.utils.AppInfoParser;

/** Kafka in a container, of the version of the client. */
final class KafkaContainer extends ServerContainer implements KafkaServer {
    private final KafkaClients clients;

    KafkaContainer(Builder builder) {
        super("apache/kafka:" + AppInfoParser.getVersion(), builder.supervised);
        bind(port);
        Map<String, String> settings = new HashMap<>(KafkaProcess.SMALL);
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@localhost:9093");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", "PLAINTEXT://0.0.0.0:" + port + ",CONTROLLER://localhost:9093");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
        settings.putAll(builder.settings);
        settings.forEach((name, value) ->
                container.addEnv("KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT), value));
        container.addEnv("KAFKA_HEAP_OPTS", "-Xmx" + builder.heap);
        this.clients = new KafkaClients(bootstrapServers());
    }

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
        return "localhost:" + port;
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
