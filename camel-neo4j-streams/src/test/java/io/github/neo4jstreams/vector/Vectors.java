package io.github.neo4jstreams.vector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.TestAbortedException;

/**
 * The behaviour vectors: the cases in {@code vectors/} of the class path, or those of the folder {@code -Dvectors.dir}. A
 * relative folder is looked for in the working directory and in the folders above it that belong to the build.
 */
final class Vectors {

    /** What a case is about, known by what it has. */
    enum Kind {
        PARSER,
        SINK,
        SOURCE
    }

    /** A case as it was written. */
    record Vector(String id, Kind kind, Map<?, ?> written) {
        Fields fields() {
            Fields fields = new Fields(id, written);
            fields.requiredText("id");
            fields.text("why");
            fields.text("differs");
            return fields;
        }
    }

    private static final String FOLDER = "vectors.dir";

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path folder;
    private final List<Vector> vectors = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private Vectors(Path folder) {
        this.folder = folder;
    }

    static Vectors load() {
        String named = System.getProperty(FOLDER);
        return of(named == null ? ofClassPath() : named(named, Path.of("").toAbsolutePath()));
    }

    private static Path ofClassPath() {
        URL folder = Vectors.class.getResource("/vectors");
        assertThat(folder).as("the folder vectors of the class path").isNotNull();
        try {
            return Path.of(folder.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A test's JVM runs in the folder of its module, and whoever starts the build is usually at the top of it. */
    static Path named(String name, Path workingDirectory) {
        Path found = workingDirectory.resolve(name);
        for (Path above = workingDirectory.getParent();
                !Files.isDirectory(found) && above != null && Files.exists(above.resolve("pom.xml"));
                above = above.getParent()) {
            found = above.resolve(name);
        }
        if (!Files.isDirectory(found)) {
            throw new IllegalArgumentException("-D" + FOLDER + "=" + name + " is no folder, seen from "
                    + workingDirectory + " or from the top of the build");
        }
        return found;
    }

    static Vectors of(Path folder) {
        Vectors vectors = new Vectors(folder);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> yaml = files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            if (yaml.isEmpty()) {
                throw new IllegalArgumentException("There is no *.yaml in " + folder);
            }
            for (Path file : yaml) {
                vectors.read(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return vectors;
    }

    private void read(Path file) throws IOException {
        Object content;
        try {
            content = YAML.readValue(file.toFile(), Object.class);
        } catch (JsonProcessingException e) {
            problems.add(file.getFileName() + " can't be read: " + e.getMessage());
            return;
        }
        if (!(content instanceof List<?> list) || list.isEmpty()) {
            problems.add(file.getFileName() + " is no list of cases");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            add(file.getFileName() + ", case " + (i + 1), list.get(i));
        }
    }

    private void add(String where, Object content) {
        if (!(content instanceof Map<?, ?> fields) || !(fields.get("id") instanceof String id) || id.isBlank()) {
            problems.add(where + " has no id");
            return;
        }
        Set<Kind> kinds = new LinkedHashSet<>();
        if (fields.containsKey("canonical") || fields.containsKey("error")) {
            kinds.add(Kind.PARSER);
        }
        if (fields.containsKey("endpoints")) {
            kinds.add(Kind.SINK);
        }
        if (fields.containsKey("source")) {
            kinds.add(Kind.SOURCE);
        }
        if (kinds.size() != 1) {
            problems.add(where + ", " + id + ", must be of one kind and is of " + kinds
                    + ": canonical or error makes one of the parser, endpoints one of a sink, source one of a source");
            return;
        }
        if (vectors.stream().anyMatch(vector -> vector.id().equals(id))) {
            problems.add(where + " has the id of another: " + id);
        }
        vectors.add(new Vector(id, kinds.iterator().next(), fields));
    }

    List<String> problems() {
        return problems;
    }

    /** A test whose failure names it: reports only count the tests of a factory. */
    static DynamicTest test(String name, Executable check) {
        return DynamicTest.dynamicTest(name, () -> {
            try {
                check.execute();
            } catch (TestAbortedException e) {
                throw e;
            } catch (Exception | AssertionError e) {
                String message = String.valueOf(e.getMessage());
                throw new AssertionError(message.contains(name) ? message : name + ": " + message, e);
            }
        });
    }

    /**
     * The tests of one kind, and one that the cases as such are in order: there is never nothing to run.
     *
     * @param read  makes something of a case, or throws IllegalArgumentException, which is then the test
     * @param tests of one case; the name of each must tell it
     */
    <T> Stream<DynamicTest> tests(Kind kind, Function<Vector, T> read, Function<T, Stream<DynamicTest>> tests) {
        DynamicTest loaded = test(
                "the cases are in order",
                () -> assertThat(problems).as("problems in " + folder).isEmpty());
        Map<Kind, List<Vector>> byKind = new HashMap<>();
        vectors.forEach(vector ->
                byKind.computeIfAbsent(vector.kind(), k -> new ArrayList<>()).add(vector));
        return Stream.concat(
                Stream.of(loaded), byKind.getOrDefault(kind, List.of()).stream().flatMap(vector -> {
                    T readable;
                    try {
                        readable = read.apply(vector);
                    } catch (IllegalArgumentException e) {
                        return Stream.of(test(vector.id(), () -> {
                            throw new AssertionError("Malformed case: " + e.getMessage(), e);
                        }));
                    }
                    return tests.apply(readable);
                }));
    }
}
