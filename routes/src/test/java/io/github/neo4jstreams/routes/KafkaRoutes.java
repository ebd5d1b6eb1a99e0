package io.github.neo4jstreams.routes;

import io.github.neo4jstreams.testbed.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Routes from a topic to a {@link Sink}, each in a Camel of its own and with the topic's name as its group. */
final class KafkaRoutes implements AutoCloseable {

    private final String brokers;
    private final List<CamelContext> contexts = new ArrayList<>();

    KafkaRoutes(String brokers) {
        this.brokers = brokers;
    }

    /** A route with the policy. */
    CamelContext start(String topic, String options, Sink sink) throws Exception {
        return start(
                topic, options, route -> route.routePolicyRef(AtLeastOnce.NAME).process(sink));
    }

    CamelContext start(String topic, String options, Consumer<RouteDefinition> route) throws Exception {
        return start(context(), topic, options, route);
    }

    CamelContext start(CamelContext context, String topic, String options, Consumer<RouteDefinition> route)
            throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                route.accept(from("kafka:" + topic + "?brokers=" + brokers + "&groupId=" + topic
                                + "&shutdownTimeout=2000&pollTimeoutMs=300&" + options)
                        .routeId("in"));
            }
        });
        context.start();
        return context;
    }

    CamelContext context() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(5);
        contexts.add(context);
        return context;
    }

    /** A topic with so many records in each partition. */
    static String topic(KafkaServer kafka, int partitions, int each) {
        String topic = Topics.create(kafka, "topic", partitions);
        send(kafka, topic, partitions, each);
        return topic;
    }

    /** So many records more in each partition. */
    static void send(KafkaServer kafka, String topic, int partitions, int each) {
        byte[] value = "x".getBytes(StandardCharsets.UTF_8);
        kafka.send(IntStream.range(0, partitions * each)
                .mapToObj(i -> new ProducerRecord<byte[], byte[]>(topic, i % partitions, null, value))
                .toList());
    }

    /** The same offset in each partition. */
    static Map<Integer, Long> all(int partitions, long offset) {
        Map<Integer, Long> all = new TreeMap<>();
        IntStream.range(0, partitions).forEach(p -> all.put(p, offset));
        return all;
    }

    @Override
    public void close() {
        contexts.forEach(CamelContext::stop);
    }
}
