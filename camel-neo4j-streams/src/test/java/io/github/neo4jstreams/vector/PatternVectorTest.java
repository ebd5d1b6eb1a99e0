package io.github.neo4jstreams.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the parser cases of {@code vectors/parser.yaml}, or of all the files in the folder {@code -Dvectors.dir}. */
class PatternVectorTest {

    private static final ObjectMapper YAML = new YAMLMapper();

    @TestFactory
    Stream<DynamicTest> everyCaseHolds() throws IOException {
        return cases().map(vector -> DynamicTest.dynamicTest(vector.path("id").asText(), () -> check(vector)));
    }

    private static void check(JsonNode vector) {
        String text = vector.path("pattern").asText();
        if (vector.has("error")) {
            assertThatExceptionOfType(InvalidPatternException.class)
                    .isThrownBy(() -> Patterns.parseSinkPatterns(text))
                    .satisfies(e -> assertThat(e.getMessage())
                            .containsIgnoringCase(vector.path("error").asText())
                            .containsPattern("\\d+:\\d+"));
        } else {
            List<Pattern> patterns = Patterns.parseSinkPatterns(text);
            assertThat(patterns)
                    .singleElement()
                    .hasToString(vector.path("canonical").asText());
            assertThat(Patterns.parseSinkPatterns(vector.path("canonical").asText()))
                    .isEqualTo(patterns);
        }
    }

    private static Stream<JsonNode> cases() throws IOException {
        String folder = System.getProperty("vectors.dir");
        if (folder == null) {
            try (InputStream file = PatternVectorTest.class.getResourceAsStream("/vectors/parser.yaml")) {
                return cases(YAML.readTree(file));
            }
        }
        Stream.Builder<JsonNode> cases = Stream.builder();
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                cases(YAML.readTree(file.toFile())).forEach(cases);
            }
        }
        return cases.build();
    }

    /** A case of the parser is known by what it has; the other kinds have their pattern among the endpoint's options. */
    private static Stream<JsonNode> cases(JsonNode file) {
        return file.valueStream()
                .filter(vector -> vector.has("pattern") && (vector.has("canonical") || vector.has("error")));
    }
}
