package io.github.neo4jstreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What camel-component-maven-plugin generates is committed, so that a reader and a catalog find it. The build copies what was
 * committed before it generates; what it generated since must be the same.
 */
@Tag("house")
class GeneratedSourcesTest {

    private static final Path GENERATED = Path.of("src", "generated");
    private static final Path COMMITTED = Path.of("target", "committed-generated");

    private static final String ADVICE =
            "An option or its description changed: build once more, and commit src/generated";

    @Test
    void areCommittedAsThisBuildGeneratesThem() {
        assertThat(COMMITTED)
                .as("the copy that the build makes before it generates (maven-resources-plugin,"
                        + " remember-committed-sources); run this test with Maven")
                .isNotEmptyDirectory();

        Map<String, String> committed = contents(COMMITTED);
        Map<String, String> generated = contents(GENERATED);

        assertThat(committed.keySet()).as(ADVICE).containsExactlyElementsOf(generated.keySet());
        generated.forEach((name, content) ->
                assertThat(committed.get(name)).as(ADVICE + ": %s", name).isEqualTo(content));
    }

    private static Map<String, String> contents(Path directory) {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> contents.put(directory.relativize(file).toString(), content(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
