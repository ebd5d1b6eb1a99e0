package io.github.neo4jstreams.routes;

import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.MetricName;

/** Puts a {@link RereadingConsumer} before each consumer that the endpoint's own factory makes. */
final class RereadingClients implements KafkaClientFactory {

    private final KafkaClientFactory clients;
    private final KafkaConfiguration kafka;
    private final KafkaSettings.Polls polls;
    private final Set<Consumer<?, ?>> open = ConcurrentHashMap.newKeySet();

    private RereadingClients(KafkaClientFactory clients, KafkaConfiguration kafka, KafkaSettings.Polls polls) {
        this.clients = clients;
        this.kafka = kafka;
        this.polls = polls;
    }

    /** @param polls what each consumer reads and hands over */
    static RereadingClients of(KafkaEndpoint endpoint, KafkaSettings.Polls polls) {
        KafkaClientFactory clients = endpoint.getKafkaClientFactory();
        if (clients == null) {
            clients = endpoint.getComponent().getKafkaClientFactory();
        }
        return new RereadingClients(
                clients == null ? new DefaultKafkaClientFactory() : clients, endpoint.getConfiguration(), polls);
    }

    @Override
    @SuppressWarnings("unchecked") // camel-kafka's clients have no types
    public Consumer<Object, Object> getConsumer(Properties properties) {
        Properties safe = new Properties();
        safe.putAll(properties);
        // additionalProperties come last in camel-kafka: not these
        safe.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        safe.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, polls.most());
        if (TextValues.areReadAsBytes(kafka)) {
            TextValues.readAsBytes(safe);
        }
        Consumer<Object, Object> client = clients.getConsumer(safe);
        open.add(client);
        return RereadingConsumer.over(
                client, polls.size().get(), Duration.ofMillis(kafka.getCommitTimeoutMs()), () -> open.remove(client));
    }

    /** Whether a consumer has no connection to any broker. */
    boolean isOneAlone() {
        return open.stream().anyMatch(RereadingClients::isAlone);
    }

    private static boolean isAlone(Consumer<?, ?> client) {
        return client.metrics().entrySet().stream()
                .filter(metric -> isConnectionCount(metric.getKey()))
                .map(metric -> metric.getValue().metricValue())
                .anyMatch(count -> count instanceof Number number && number.doubleValue() == 0);
    }

    private static boolean isConnectionCount(MetricName metric) {
        return metric.name().equals("connection-count") && metric.group().equals("consumer-metrics");
    }

    @Override
    public Producer<?, ?> getProducer(Properties properties) {
        return clients.getProducer(properties);
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        return clients.getBrokers(configuration);
    }
}
