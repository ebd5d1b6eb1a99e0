package io.github.neo4jstreams.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/spring-boot.md tells people to copy is this application, which SpringBootExampleIT runs. */
class PageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "spring-boot.md");

    private static String block(String language) throws Exception {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(Files.readString(PAGE))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static List<String> artifacts(String xml) {
        return Pattern.compile("<dependency>\\s*<groupId>(.*?)</groupId>\\s*<artifactId>(.*?)</artifactId>"
                        + "(?!\\s*(?:<version>.*?</version>)?\\s*<(?:scope>test|type))")
                .matcher(xml)
                .results()
                .map(match -> match.group(1) + ":" + match.group(2))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"properties, application.properties", "yaml, camel/people.yaml"})
    void itsFilesAreThoseOfTheApplication(String language, String file) throws Exception {
        assertThat(Path.of("src", "main", "resources", file)).hasContent(block(language));
    }

    @Test
    void itsClassIsThatOfTheApplication() throws Exception {
        assertThat(Files.readString(
                        Path.of("src/main/java", getClass().getPackageName().replace('.', '/'), "Application.java")))
                .endsWith(block("java"));
    }

    @Test
    void itsDependenciesAreThoseOfTheApplication() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(artifacts(block("xml")))
                .isNotEmpty()
                .isEqualTo(artifacts(pom.substring(pom.indexOf("<dependencies>\n    <!--"))));
    }
}
