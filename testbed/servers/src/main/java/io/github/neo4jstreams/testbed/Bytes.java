package io.github.neo4jstreams.testbed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Text as Kafka has it. */
final class Bytes {
    private Bytes() {}

    static byte[] utf8(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    static List<ConsumerRecord<String, String>> text(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(r -> new ConsumerRecord<>(
                        r.topic(),
                        r.partition(),
                        r.offset(),
                        r.timestamp(),
                        r.timestampType(),
                        r.serializedKeySize(),
                        r.serializedValueSize(),
                        text(r.key()),
                        text(r.value()),
                        r.headers(),
                        r.leaderEpoch()))
                .toList();
    }
}
