package io.github.neo4jstreams.routes;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;

/** Consumers whose poll fails for once, when it has records in its hands. */
final class FailingClients extends DefaultKafkaClientFactory {

    final AtomicInteger thrown = new AtomicInteger();
    private final int at;
    private final AtomicInteger polls = new AtomicInteger();

    /** @param at the failing one among the polls that have records, from 1 */
    FailingClients(int at) {
        this.at = at;
    }

    @Override
    public Consumer<?, ?> getConsumer(Properties properties) {
        Consumer<?, ?> client = super.getConsumer(properties);
        return (Consumer<?, ?>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, args) -> {
                    Object answer;
                    try {
                        answer = method.invoke(client, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (answer instanceof ConsumerRecords<?, ?> records
                            && !records.isEmpty()
                            && polls.incrementAndGet() == at) {
                        thrown.incrementAndGet();
                        throw new KafkaException("the schema registry is away");
                    }
                    return answer;
                });
    }
}
