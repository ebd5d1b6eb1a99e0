package io.github.neo4jstreams.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Neo4jStreamsProcessorTest {

    private final List<String> patterns =
            new Neo4jStreamsProcessor().resources().getIncludePatterns();

    @ParameterizedTest
    @ValueSource(strings = {"kamelets", "neo4j-streams/routes"})
    void anExecutableHasEachFileOfTheRoutesModule(String folder) {
        List<String> files = files(folder);
        assertThat(files)
                .hasSizeGreaterThan(5)
                .allSatisfy(file -> assertThat(patterns).as(file).anyMatch(file::matches));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kamelets/aws-s3-sink.kamelet.yaml",
                "kamelets/sub/neo4j-streams-x.yaml",
                "application.properties"
            })
    void anExecutableHasNoneOfOthersBecauseOfUs(String file) {
        assertThat(patterns).noneMatch(file::matches);
    }

    /** In a folder of the class path, whether of the module next door or of its jar. */
    private static List<String> files(String folder) {
        try {
            URL url = Thread.currentThread().getContextClassLoader().getResource(folder);
            assertThat(url).as(folder).isNotNull();
            URI uri = url.toURI();
            if (!uri.getScheme().equals("jar")) {
                return list(Path.of(uri), folder);
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return list(jar.getPath(folder), folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> list(Path directory, String folder) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> folder + "/" + file.getFileName()).toList();
        }
    }
}
