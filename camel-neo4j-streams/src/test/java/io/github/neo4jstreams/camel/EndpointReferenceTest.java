package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The user's reference is the component's metadata, printed. {@code -Ddocs.update} writes it. */
@Tag("house")
class EndpointReferenceTest {

    private static final Path REFERENCE = Path.of("../docs/endpoint-reference.md");

    @Test
    void isWhatTheMetadataSays() throws IOException {
        String printed = print();
        if (System.getProperty("docs.update") != null) {
            Files.writeString(REFERENCE, printed);
        }
        assertThat(REFERENCE)
                .as("run this test with -Ddocs.update and commit what it wrote")
                .hasContent(printed);
    }

    private static String print() throws IOException {
        JsonNode metadata;
        try (InputStream json = Neo4jStreamsComponent.class.getResourceAsStream(
                "/META-INF/io/github/neo4jstreams/camel/neo4j-streams.json")) {
            metadata = new ObjectMapper().readTree(json);
        }
        StringBuilder out = new StringBuilder("""
                # Endpoint reference

                <!-- printed from the component's metadata by EndpointReferenceTest; don't edit -->

                `neo4j-streams:strategy?options`. Options of the connection are usually set once, as
                `camel.component.neo4j-streams.NAME`; an endpoint may say otherwise. Endpoints with equal connections share a
                driver. Times are milliseconds, or texts such as `30s`. How to write texts: [option values](option-values.md).

                """);
        options(out, "The path", metadata.get("properties"), option -> option.get("kind")
                .asText()
                .equals("path"));
        JsonNode properties = metadata.get("properties");
        JsonNode onComponent = metadata.get("componentProperties");
        options(
                out,
                "Connection: component and endpoint",
                properties,
                option -> isLabelled(option, "common")
                        && onComponent.has(option.get("name").asText()));
        options(
                out,
                "Both sides",
                properties,
                option -> isLabelled(option, "common")
                        && !onComponent.has(option.get("name").asText()));
        options(out, "In `to:`", properties, option -> isLabelled(option, "producer"));
        options(out, "In `from:`", properties, option -> isLabelled(option, "consumer"));
        options(out, "Polling", properties, option -> isLabelled(option, "scheduler"));
        out.append("## Headers\n\n| header | type | |\n|---|---|---|\n");
        metadata.get("headers")
                .fields()
                .forEachRemaining(entry -> out.append("| `%s` | `%s` | %s |\n"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().get("javaType").asText().replaceAll("java\\.(util|time)\\.", ""),
                                cell(entry.getValue().get("description").asText()))));
        return out.toString();
    }

    private static void options(StringBuilder out, String title, JsonNode all, Predicate<JsonNode> which) {
        out.append("## ").append(title).append("\n\n| option | default | |\n|---|---|---|\n");
        all.fields().forEachRemaining(entry -> {
            if (which.test(named(entry.getKey(), entry.getValue()))) {
                JsonNode option = entry.getValue();
                String name = option.has("prefix") ? option.get("prefix").asText() + "NAME" : entry.getKey();
                out.append("| `%s` | %s | %s%s |\n"
                        .formatted(
                                name,
                                option.has("defaultValue")
                                        ? "`" + option.get("defaultValue").asText() + "`"
                                        : "",
                                cell(option.get("description").asText()),
                                choices(option)));
            }
        });
        out.append('\n');
    }

    private static JsonNode named(String name, JsonNode option) {
        return ((ObjectNode) option).put("name", name);
    }

    private static String choices(JsonNode option) {
        if (!option.has("enum")) {
            return "";
        }
        StringBuilder choices = new StringBuilder(" One of");
        option.get("enum").forEach(choice -> choices.append(choices.length() > 7 ? ", `" : " `")
                .append(choice.asText())
                .append('`'));
        return choices.append('.').toString();
    }

    private static boolean isLabelled(JsonNode option, String label) {
        return option.has("label")
                && ("," + option.get("label").asText() + ",").contains("," + label + ",")
                && (label.equals("scheduler") || !option.get("label").asText().contains("scheduler"));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
