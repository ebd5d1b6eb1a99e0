package io.github.neo4jstreams.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@TestBed
class KafkaServerIT {

    @Own
    static KafkaServer kafka;

    @Test
    void shouldKeepRecordsAndOffsetsOverARestartAndAKill() {
        kafka.createTopic("kept", 2);
        kafka.send("kept", "a", "1");
        kafka.send("kept", "a", null);
        kafka.admin()
                .alterConsumerGroupOffsets("group", Map.of(new TopicPartition("kept", 0), new OffsetAndMetadata(1)))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();

        kafka.restart();
        kafka.send("kept", "a", "2");
        kafka.kill();
        kafka.start();
        kafka.send("kept", "a", "3");

        assertThat(kafka.records("kept"))
                .extracting(ConsumerRecord::key, ConsumerRecord::value)
                .containsExactly(tuple("a", "1"), tuple("a", null), tuple("a", "2"), tuple("a", "3"));
        assertThat(kafka.committedOffset("group", "kept", 0)).hasValue(1);
        assertThat(kafka.committedOffset("group", "kept", 1)).isEmpty();
        assertThat(kafka.records("unknown")).isEmpty();
    }

    @Test
    void shouldShowCommittedRecordsOnly() {
        kafka.createTopic("transactions", 1);
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "transactions-it");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactions", "committed"));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactions", "aborted"));
            producer.flush();
            producer.abortTransaction();
        }

        assertThat(kafka.records("transactions"))
                .extracting(ConsumerRecord::value)
                .containsExactly("committed");
    }

    @Test
    void shouldGoOnAfterAFreeze() throws Exception {
        kafka.createTopic("frozen", 1);
        kafka.freeze();
        Future<?> sent = Patience.start(() -> kafka.send("frozen", null, "late"));
        Thread.sleep(500);
        assertThat(sent.isDone()).isFalse();

        kafka.thaw();

        sent.get();
        assertThat(kafka.records("frozen")).hasSize(1);
    }
}
