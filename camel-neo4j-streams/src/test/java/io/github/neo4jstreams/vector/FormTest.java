package io.github.neo4jstreams.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import io.github.neo4jstreams.message.ReadAs;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class FormTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    private static SinkMessage message(Object key, Object value, String text) {
        return new SinkMessage(0, "t", key, value, text, Map.of("h", "1"), 5L, 2, 7);
    }

    private Message read(Form form, SinkMessage message, ReadAs as) {
        EndpointOptions options = new EndpointOptions(
                "cypher",
                as == null
                        ? Map.of()
                        : Map.of(
                                "readKeyAs", as.name(), "readValueAs", as.name().toLowerCase()));
        Exchange exchange = form.exchange(context, message, options);
        MessageFormat format = as == null ? MessageFormat.DEFAULT : new MessageFormat(as, as);
        return new Message(
                format,
                exchange.getMessage().getBody(),
                exchange.getMessage().getHeader("kafka.KEY"),
                Map.of(),
                null,
                null);
    }

    @Test
    void keysAndValuesArriveAsTheSameInEveryForm() {
        for (Form form : Form.values()) {
            for (Object data :
                    Arrays.asList(null, 7L, "7", "Ada", "\"", "null", 1.0, true, List.of(1L, "x"), Map.of("id", 7L))) {
                for (ReadAs as : Arrays.asList(null, ReadAs.AUTO, ReadAs.JSON)) {
                    Message read = read(form, message(data, data, null), as);
                    assertThat(read.key()).as("%s read as %s", form, as).isEqualTo(data);
                    assertThat(read.value()).as("%s read as %s", form, as).isEqualTo(data);
                }
            }
            Message text = read(form, message("7", "7", null), ReadAs.TEXT);
            assertThat(text.key()).isEqualTo("7");
            assertThat(text.value()).isEqualTo("7");
            Message bytes = read(form, message("7", null, "{"), ReadAs.BYTES);
            assertThat(bytes.key()).isEqualTo("7".getBytes(StandardCharsets.UTF_8));
            assertThat(bytes.value()).isEqualTo("{".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void coordinatesAndHeadersAreThoseOfTheKafkaComponent() {
        Exchange exchange = Form.MAP.exchange(context, message(null, null, "x"), new EndpointOptions("cud", Map.of()));
        assertThat(exchange.getMessage().getHeaders())
                .containsOnlyKeys(
                        "kafka.TOPIC",
                        "kafka.PARTITION",
                        "kafka.OFFSET",
                        "kafka.TIMESTAMP",
                        Exchange.MESSAGE_TIMESTAMP,
                        "h")
                .containsEntry("kafka.PARTITION", 2)
                .containsEntry("kafka.OFFSET", 7L)
                .containsEntry("h", "1");
    }
}
