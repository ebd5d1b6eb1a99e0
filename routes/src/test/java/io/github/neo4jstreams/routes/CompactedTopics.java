package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.testbed.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;

/** Topics that keep the last record of each key, and what a source sends to them. */
final class CompactedTopics {

    private CompactedTopics() {}

    /** A topic with one partition. */
    static void create(KafkaServer kafka, String name) throws Exception {
        NewTopic topic = new NewTopic(name, 1, (short) 1)
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        kafka.admin().createTopics(List.of(topic)).all().get();
    }

    /** CloudEvents of an entity with a key, and what Kafka has to know of them. */
    static void areACreateADeleteAndATombstone(List<ConsumerRecord<String, String>> records) {
        assertThat(records).hasSize(3);
        assertThat(records)
                .extracting(ConsumerRecord::key)
                .doesNotContainNull()
                .containsOnly(records.get(0).key());
        assertThat(records.get(0).value()).contains("\"type\":\"io.github.neo4jstreams.node.created\"");
        assertThat(records.get(1).value()).contains("\"type\":\"io.github.neo4jstreams.node.deleted\"");
        assertThat(records.get(2).value()).isNull();
        assertThat(records)
                .extracting(record -> header(record, "content-type"))
                .containsExactly(
                        Optional.of("application/cloudevents+json"),
                        Optional.of("application/cloudevents+json"),
                        Optional.empty());
        assertThat(records)
                .extracting(record -> header(record, "neo4j-streams.tombstone").isPresent())
                .containsExactly(false, false, true);
    }

    private static Optional<String> header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return Optional.ofNullable(header).map(found -> new String(found.value(), StandardCharsets.UTF_8));
    }
}
