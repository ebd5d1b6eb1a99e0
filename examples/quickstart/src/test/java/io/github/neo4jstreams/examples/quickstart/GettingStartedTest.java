package io.github.neo4jstreams.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/getting-started.md tells people to copy is as new as what is built here. */
class GettingStartedTest {

    private static final Path TOP = Path.of("..", "..");

    private static String first(String regex, String text) {
        return Pattern.compile(regex, Pattern.DOTALL)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(regex))
                .group(1);
    }

    @Test
    void itsVersionsAreThoseOfTheBuild() throws Exception {
        String build = Files.readString(TOP.resolve("pom.xml"));
        String pom = first("```xml\n(.*?)```", Files.readString(TOP.resolve("docs/getting-started.md")));
        Map<String, String> versions = Pattern.compile(
                        "<artifactId>([^<]*)</artifactId>\\s*<version>([^<]*)</version>\\s*</dependency>")
                .matcher(pom)
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
        String camel = first("<camel-version>([^<]*)<", build);
        assertThat(versions)
                .containsOnly(
                        Map.entry("camel-neo4j-streams-routes", first("<version>([^<]*)<", build)),
                        Map.entry("camel-main", camel),
                        Map.entry("camel-yaml-dsl", camel),
                        Map.entry("slf4j-simple", first("<slf4j-version>([^<]*)<", build)));
    }
}
