package io.github.neo4jstreams.migrate.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.migrate.Configurations;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** No generated route or property has a name that nobody knows. */
class GeneratedRoutesTest {

    static List<Path> configurations() {
        return Configurations.all();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void optionsOfRoutesAreThere(Path file) throws IOException {
        Set<String> ours = Configurations.options("/META-INF/io/github/neo4jstreams/camel/neo4j-streams.json");
        Set<String> kafka = Configurations.options("/META-INF/org/apache/camel/component/kafka/kafka.json");
        Output output = Output.of(Configurations.translate(file), List.of());
        for (Map.Entry<String, String> written : output.files().entrySet()) {
            if (written.getKey().endsWith(".yaml")) {
                for (Map<?, ?> endpoint : endpoints(new Yaml().load(written.getValue()))) {
                    String uri = (String) endpoint.get("uri");
                    Set<String> known = uri.startsWith("neo4j-streams:") ? ours : kafka;
                    ((Map<?, ?>) endpoint.get("parameters")).keySet().forEach(option -> assertThat(known)
                            .as(uri + " " + option)
                            .anyMatch(name -> name.equals(option)
                                    || name.endsWith(".") && option.toString().startsWith(name)));
                }
            }
        }
    }

    private static List<Map<?, ?>> endpoints(Object tree) {
        List<Map<?, ?>> found = new ArrayList<>();
        if (tree instanceof Map<?, ?> map) {
            if (map.containsKey("uri")) {
                found.add(map);
            }
            map.values().forEach(value -> found.addAll(endpoints(value)));
        } else if (tree instanceof List<?> list) {
            list.forEach(value -> found.addAll(endpoints(value)));
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void propertiesOfComponentsAreThere(Path file) throws IOException {
        Set<String> ours = kebab(Configurations.options("/META-INF/io/github/neo4jstreams/camel/neo4j-streams.json"));
        Set<String> kafka = kebab(Configurations.options("/META-INF/org/apache/camel/component/kafka/kafka.json"));
        Properties properties = new Properties();
        properties.load(new StringReader(
                Output.of(Configurations.translate(file), List.of()).files().get("application.properties")));
        assertThat(properties.stringPropertyNames()).allSatisfy(name -> {
            if (name.startsWith("camel.component.neo4j-streams.")) {
                assertThat(ours).contains(name.substring("camel.component.neo4j-streams.".length()));
            } else if (name.startsWith("camel.component.kafka.")) {
                assertThat(kafka).contains(name.substring("camel.component.kafka.".length()));
            }
        });
    }

    private static Set<String> kebab(Set<String> options) {
        return options.stream()
                .map(option -> option.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT))
                .collect(java.util.stream.Collectors.toSet());
    }
}
