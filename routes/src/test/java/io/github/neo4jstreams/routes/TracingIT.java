package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import io.github.neo4jstreams.camel.Neo4jStreamsConfiguration;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a topic into the graph, and out of it into another topic. */
@TestBed
class TracingIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    /** The log of changes has those of other tests, so each has a label of its own. */
    private static final String ROUTES = """
            - route:
                id: in
                routePolicy: atLeastOnce
                from:
                  uri: kafka:TOPIC
                  parameters:
                    groupId: TOPIC
                    autoOffsetReset: earliest
                  steps:
                    - to:
                        uri: neo4j-streams:cypher
                        parameters:
                          query: "MERGE (p:TOPIC {id: event.id})"
            - route:
                id: out
                from:
                  uri: neo4j-streams:cdc
                  parameters:
                    cursorName: TOPIC
                    startFrom: earliest
                    select: "(:TOPIC)"
                    delay: 50
                  steps:
                    - to: kafka:TOPIC-changes
            """;

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SdkTracerProvider tracers = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build();

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    @AfterEach
    void closeTracers() {
        tracers.close();
    }

    @Test
    void oneRecordIsOneTraceFromTopicToTopic() throws Exception {
        send("traced", record("traced", 1, parent('a', '1')));
        try (DefaultCamelContext camel = start("traced", true)) {
            ConsumerRecord<String, String> change = awaitChanges("traced", 1).get(0);

            assertThat(traceOf(change)).isEqualTo("a".repeat(32));
            assertThat(parentOf(change)).isNotEqualTo("1".repeat(16));
        }
        SpanData sink = sink();
        assertThat(sink.getTraceId()).isEqualTo("a".repeat(32));
        assertThat(sink.getLinks()).isEmpty();
        assertThat(sink.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("db.system.name"), "neo4j")
                .containsEntry(AttributeKey.stringKey("db.namespace"), "neo4j")
                .containsEntry(AttributeKey.stringKey("db.operation.name"), "cypher")
                .containsEntry(AttributeKey.stringKey("server.address"), "localhost")
                .containsEntry(
                        AttributeKey.stringKey("server.port"), neo4j.boltUri().replaceFirst(".*:", ""));
        assertThat(spans.getFinishedSpanItems())
                .filteredOn(span -> span.getName().equals("neo4j-streams cdc"))
                .anySatisfy(source -> {
                    assertThat(source.getTraceId()).isEqualTo("a".repeat(32));
                    assertThat(source.getParentSpanId()).isEqualTo(sink.getSpanId());
                });
    }

    @Test
    void aBatchOfManyTracesIsLinkedToThemAndItsChangesGoOnWithItsOwn() throws Exception {
        send(
                "batched",
                record("batched", 1, parent('a', '1')),
                record("batched", 2, parent('b', '2')),
                record("batched", 3, null));
        try (DefaultCamelContext camel = start("batched", true)) {
            List<ConsumerRecord<String, String>> changes = awaitChanges("batched", 3);

            assertThat(changes).extracting(TracingIT::traceOf).containsOnly(sink().getTraceId());
        }
        SpanData sink = sink();
        assertThat(sink.getTraceId()).isNotIn("a".repeat(32), "b".repeat(32));
        assertThat(sink.getLinks().stream()
                        .map(link -> link.getSpanContext().getTraceId() + "/"
                                + link.getSpanContext().getSpanId()))
                .containsExactly("a".repeat(32) + "/" + "1".repeat(16), "b".repeat(32) + "/" + "2".repeat(16));
        assertThat(sink.getAttributes().get(AttributeKey.stringKey("db.operation.batch.size")))
                .isEqualTo("3");
    }

    @Test
    void spansHaveNeitherStatementsNorOptionsNorValues() throws Exception {
        send("plain", record("plain", 815, parent('a', '1')));
        try (DefaultCamelContext camel = start("plain", true)) {
            awaitChanges("plain", 1);
        }
        Set<String> told = spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().startsWith("neo4j-streams"))
                .flatMap(span -> span.getAttributes().asMap().values().stream())
                .map(String::valueOf)
                .collect(Collectors.toSet());
        assertThat(told)
                .contains("cypher", "cdc")
                .noneMatch(value -> value.contains("MERGE")
                        || value.contains("815")
                        || value.contains("?")
                        || value.contains(neo4j.password()));
    }

    @Test
    void withoutATracerTheHeaderGoesThroughAsItIs() throws Exception {
        send("untraced", record("untraced", 1, parent('a', '1')));
        try (DefaultCamelContext camel = start("untraced", false)) {
            assertThat(text(awaitChanges("untraced", 1).get(0))).isEqualTo(parent('a', '1'));
        }
    }

    @Test
    void whatIsNoTraceIsPassedOver() throws Exception {
        send("broken", record("broken", 1, "00-'; MATCH (n) DETACH DELETE n-x"));
        try (DefaultCamelContext camel = start("broken", false)) {
            assertThat(awaitChanges("broken", 1).get(0).headers().lastHeader("traceparent"))
                    .isNull();
        }
    }

    private DefaultCamelContext start(String topic, boolean traced) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        if (traced) {
            camel.getRegistry().bind("tracer", tracers.get("camel"));
            camel.getRegistry().bind("propagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
            OpenTelemetryTracer tracer = new OpenTelemetryTracer();
            tracer.setCamelContext(camel);
            tracer.init(camel);
        }
        camel.getComponent("kafka", KafkaComponent.class).getConfiguration().setBrokers(kafka.bootstrapServers());
        Neo4jStreamsConfiguration configuration =
                camel.getComponent("neo4j-streams", Neo4jStreamsComponent.class).getConfiguration();
        configuration.setServerUri(neo4j.uri());
        configuration.setUsername(neo4j.username());
        configuration.setPassword(neo4j.password());
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString("routes.yaml", ROUTES.replace("TOPIC", topic)));
        camel.start();
        return camel;
    }

    /** The first that wrote: a sink that has nothing to write has a span, too. */
    private SpanData sink() {
        await().atMost(SOON).until(() -> spans.getFinishedSpanItems().stream()
                .anyMatch(span -> span.getName().equals("neo4j-streams cypher")));
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals("neo4j-streams cypher"))
                .findFirst()
                .orElseThrow();
    }

    private static String parent(char trace, char span) {
        return "00-" + String.valueOf(trace).repeat(32) + "-"
                + String.valueOf(span).repeat(16) + "-01";
    }

    private static ProducerRecord<String, String> record(String topic, int id, String traceParent) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, 0, null, "{\"id\": " + id + "}");
        if (traceParent != null) {
            record.headers().add("traceparent", traceParent.getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }

    /** Before the route starts, so that they are one batch. */
    @SafeVarargs
    private static void send(String topic, ProducerRecord<String, String>... records) throws Exception {
        kafka.createTopic(topic, 1);
        kafka.createTopic(topic + "-changes", 1);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (ProducerRecord<String, String> record : records) {
                producer.send(record).get();
            }
        }
    }

    private static List<ConsumerRecord<String, String>> awaitChanges(String topic, int many) {
        await().atMost(SOON).until(() -> kafka.records(topic + "-changes").size() >= many);
        return new ArrayList<>(kafka.records(topic + "-changes"));
    }

    private static String text(ConsumerRecord<?, ?> record) {
        return new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8);
    }

    private static String traceOf(ConsumerRecord<?, ?> record) {
        return text(record).substring(3, 35);
    }

    private static String parentOf(ConsumerRecord<?, ?> record) {
        return text(record).substring(36, 52);
    }
}
