package io.github.neo4jstreams.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.Test;

/** What an IDE completes is what the component has: made from its own description, {@code -Ddocs.update} writes it anew. */
class ConfigurationMetadataTest {

    private static final Path METADATA =
            Path.of("src", "main", "resources", "META-INF", "spring-configuration-metadata.json");
    private static final JsonMapper JSON = new JsonMapper();

    private static JsonNode generated() throws IOException {
        ObjectNode metadata = JSON.createObjectNode();
        ObjectNode group = metadata.putArray("groups").addObject();
        group.put("name", ComponentProperties.PREFIX);
        group.put("type", Neo4jStreamsComponent.class.getName());
        ArrayNode properties = metadata.putArray("properties");
        try (InputStream in = Neo4jStreamsComponent.class.getResourceAsStream(ComponentProperties.DESCRIPTION)) {
            for (Map.Entry<String, JsonNode> option :
                    JSON.readTree(in).path("componentProperties").properties()) {
                add(properties, option.getKey(), option.getValue());
            }
        }
        ObjectNode enabled = properties.addObject();
        enabled.put("name", ComponentProperties.PREFIX + ".customizer.enabled");
        enabled.put("type", "java.lang.Boolean");
        enabled.put("description", "Whether these properties are applied to the component.");
        enabled.put("defaultValue", true);
        return metadata;
    }

    private static void add(ArrayNode properties, String name, JsonNode option) {
        if (!option.path("kind").asText().equals("property")) {
            return;
        }
        ObjectNode property = properties.addObject();
        property.put("name", ComponentProperties.PREFIX + "." + StringHelper.camelCaseToDash(name));
        property.put("type", type(option.path("javaType").asText()));
        property.put("description", option.path("description").asText());
        if (option.has("defaultValue")) {
            property.set("defaultValue", option.path("defaultValue"));
        }
    }

    private static String type(String javaType) {
        return switch (javaType) {
            case "boolean" -> "java.lang.Boolean";
            case "int" -> "java.lang.Integer";
            case "long" -> "java.lang.Long";
            default -> javaType;
        };
    }

    @Test
    void isTheComponentsOwnDescription() throws IOException {
        String generated = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(generated()) + "\n";
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(METADATA, generated);
        }
        assertThat(generated).contains(ComponentProperties.PREFIX + ".server-uri");
        assertThat(METADATA).hasContent(generated);
    }
}
