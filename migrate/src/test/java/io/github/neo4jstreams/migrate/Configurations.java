package io.github.neo4jstreams.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.neo4jstreams.migrate.know.Catalogue;
import io.github.neo4jstreams.migrate.read.Input;
import io.github.neo4jstreams.migrate.read.InputReader;
import io.github.neo4jstreams.migrate.translate.Migration;
import io.github.neo4jstreams.migrate.translate.Translator;
import io.github.neo4jstreams.migrate.write.Output;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whole configurations, as users post them, and short ways to translate some. */
public final class Configurations {

    private static final Translator TRANSLATOR = new Translator(Catalogue.load());

    /** What the command said. */
    public record Said(int code, String out, String err) {}

    private Configurations() {}

    public static Path of(String name) {
        try {
            return Path.of(
                    Configurations.class.getResource("/configurations/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All of them. */
    public static List<Path> all() {
        try (Stream<Path> files = Files.walk(of(""))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Input read(String name, String text) {
        return InputReader.read(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Migration translate(Input input) {
        return TRANSLATOR.translate(input);
    }

    public static Migration translate(String name, String text) {
        return translate(read(name, text));
    }

    public static Migration translate(Path... files) {
        return translate(InputReader.read(List.of(files)));
    }

    public static Output output(String name, String text) {
        Input input = read(name, text);
        return Output.of(translate(input), input.problems());
    }

    public static Said run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Migrate.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Arrays.stream(args).map(Object::toString).toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    /** The options in a component's descriptor; those with a prefix end with a dot. */
    public static Set<String> options(String descriptor) throws IOException {
        JsonNode json = new ObjectMapper().readTree(Configurations.class.getResource(descriptor));
        Set<String> names = new HashSet<>();
        json.get("properties").fields().forEachRemaining(option -> {
            JsonNode prefix = option.getValue().get("prefix");
            names.add(prefix == null ? option.getKey() : prefix.asText());
            names.add(option.getKey());
        });
        return names;
    }
}
