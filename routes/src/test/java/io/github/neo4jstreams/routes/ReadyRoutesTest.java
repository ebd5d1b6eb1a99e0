package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What needs no servers: a ready route can be made of the properties that it requires, all others left out. */
class ReadyRoutesTest {

    private static final Path ROUTES = Path.of("src/main/resources/neo4j-streams/routes");

    /** Without a default, and not optional. */
    private static final Pattern REQUIRED = Pattern.compile("\\{\\{([^?:{}]+)}}");

    private static final Map<String, String> VALUES =
            Map.of("query", "RETURN 1 AS payload", "pattern", "(:Person{!id})", "streaming-property", "payload");

    @TestFactory
    Stream<DynamicTest> canBeMadeOfWhatTheyRequire() throws IOException {
        try (Stream<Path> files = Files.list(ROUTES)) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> make(file)));
        }
    }

    private static void make(Path file) throws Exception {
        Properties properties = new Properties();
        for (String name : required(Files.readString(file))) {
            properties.setProperty(name, VALUES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "some"));
        }
        assertThat(properties).isNotEmpty();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().setInitialProperties(properties);
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveResource(context, "file:" + file));
            context.init();
            assertThat(context.getRouteDefinitions()).hasSize(1);
        }
    }

    private static Set<String> required(String yaml) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = REQUIRED.matcher(yaml);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
