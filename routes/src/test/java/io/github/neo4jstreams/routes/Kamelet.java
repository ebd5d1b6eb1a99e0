package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One of ours, as it is on the class path.
 *
 * @param properties what {@code definition.properties} says, by name and in its order
 */
record Kamelet(String name, JsonNode yaml, Map<String, JsonNode> properties) {

    private static final Path SOURCES = Path.of("src/main/resources/kamelets");
    private static final String SUFFIX = ".kamelet.yaml";

    static List<Kamelet> all() {
        try (Stream<Path> files = Files.list(SOURCES)) {
            List<Kamelet> all = files.map(file -> file.getFileName().toString().replace(SUFFIX, ""))
                    .sorted()
                    .map(Kamelet::read)
                    .toList();
            assertThat(all).hasSizeGreaterThan(5);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Kamelet read(String name) {
        try (InputStream resource = Kamelet.class.getResourceAsStream("/kamelets/" + name + SUFFIX)) {
            JsonNode yaml = new YAMLMapper().readTree(resource);
            Map<String, JsonNode> properties = new LinkedHashMap<>();
            yaml.at("/spec/definition/properties")
                    .fields()
                    .forEachRemaining(each -> properties.put(each.getKey(), each.getValue()));
            return new Kamelet(name, yaml, properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String annotation(String key) {
        return yaml.at("/metadata/annotations/camel.apache.org~1" + key).asText();
    }

    boolean isSink() {
        return yaml.at("/metadata/labels/camel.apache.org~1kamelet.type")
                .asText()
                .equals("sink");
    }

    JsonNode definition() {
        return yaml.at("/spec/definition");
    }

    JsonNode template() {
        return yaml.at("/spec/template");
    }

    Set<String> required() {
        Set<String> required = new TreeSet<>();
        definition().path("required").forEach(name -> required.add(name.asText()));
        return required;
    }

    @Override
    public String toString() {
        return name;
    }
}
