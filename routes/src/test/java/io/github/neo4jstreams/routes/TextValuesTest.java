package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextValuesTest {

    private final KafkaConfiguration kafka = new KafkaConfiguration();

    @Test
    void areReadAsBytesByDefault() {
        assertThat(TextValues.areReadAsBytes(kafka)).isTrue();
        Properties settings = kafka.createConsumerProperties();
        TextValues.readAsBytes(settings);
        assertThat(settings.get(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG)).isEqualTo(ByteArrayDeserializer.class);
    }

    @ParameterizedTest
    @CsvSource({
        "value.deserializer, org.apache.kafka.common.serialization.ByteArrayDeserializer",
        "value.deserializer.encoding, ISO-8859-1",
        "deserializer.encoding, ISO-8859-1",
        "interceptor.classes, a.Interceptor",
    })
    void areLeftAloneWhereSomebodyWantsThemOtherwise(String setting, String value) {
        kafka.getAdditionalProperties().put(setting, value);
        assertThat(TextValues.areReadAsBytes(kafka)).isFalse();
    }

    @Test
    void areLeftToAnyOtherDeserializer() {
        kafka.setValueDeserializer("#bean:avro");
        assertThat(TextValues.areReadAsBytes(kafka)).isFalse();
    }

    @Test
    void areTheTextsOfKafkasDeserializer() {
        byte[] broken = {'a', (byte) 0xff, (byte) 0xc3, (byte) 0xa4};
        try (StringDeserializer kafkas = new StringDeserializer()) {
            assertThat(TextValues.text(broken)).isEqualTo(kafkas.deserialize("people", broken));
        }
        assertThat(TextValues.text("ä".getBytes(StandardCharsets.UTF_8))).isEqualTo("ä");
        assertThat(TextValues.text(null)).isNull();
    }
}
