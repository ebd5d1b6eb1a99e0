package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What camel-kafka does by itself, the reason for {@link AtLeastOnce}. A test that fails here after an update of Camel is
 * good news: have another look at docs/kafka-delivery.md.
 */
@TestBed
class NaiveSettingsIT {

    static KafkaServer kafka;

    private final Sink sink = new Sink();
    private final KafkaRoutes routes = new KafkaRoutes(kafka.bootstrapServers());

    @AfterEach
    void stop() {
        routes.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void aFailedBatchIsLostByTheNextCommit(String breakOnFirstError) throws Exception {
        String topic = KafkaRoutes.topic(kafka, 1, 50);
        sink.failing(1);
        routes.start(
                topic,
                "batching=true&autoOffsetReset=earliest&maxPollRecords=10&breakOnFirstError=" + breakOnFirstError,
                route -> route.process(sink));
        awaitCommitted(topic, 50);
        assertThat(sink.offsets(0))
                .containsExactlyElementsOf(LongStream.range(10, 50).boxed().toList());
    }

    @Test
    void aPassingErrorOfAPollLosesWhatItHadRead() throws Exception {
        String topic = KafkaRoutes.topic(kafka, 1, 50);
        FailingClients clients = new FailingClients(3);
        CamelContext context = routes.context();
        context.getComponent("kafka", KafkaComponent.class).setKafkaClientFactory(clients);
        routes.start(
                context,
                topic,
                "batching=true&autoOffsetReset=earliest&maxPollRecords=10",
                route -> route.process(sink));
        awaitCommitted(topic, 50);
        assertThat(clients.thrown).hasValue(1);
        // and one more in each partition, "the poison message"
        assertThat(sink.offsets(0))
                .containsExactlyElementsOf(LongStream.concat(LongStream.range(0, 20), LongStream.range(31, 50))
                        .boxed()
                        .toList());
    }

    private static void awaitCommitted(String topic, long offset) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Map.of(0, offset).equals(Topics.committed(kafka, topic, topic)));
    }
}
