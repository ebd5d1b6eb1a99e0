package io.github.neo4jstreams.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Input;
import io.github.neo4jstreams.migrate.read.InputReader;
import io.github.neo4jstreams.migrate.write.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Breaks whole configurations in many ways: no exception, no setting that nothing is said about, and YAML that is YAML.
 * {@code -Dmutations.seed} brings a failure back.
 */
class MutationTest {

    private static final int MUTANTS = 400;
    private static final long SEED = Long.getLong("mutations.seed", 20261127);
    private static final List<String> PIECES = List.of(
            "=",
            ":",
            "\n",
            "\r\n",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ";",
            "\\",
            "#",
            " ",
            "true",
            "-1",
            "99999999999999999999",
            "null",
            "${",
            "{{",
            "}}",
            "\u00e9",
            "\t",
            ".to.",
            ".from.",
            "*",
            "(",
            ")",
            "<<",
            "&a ",
            "*a",
            "- ",
            "\\u00",
            "'",
            "`",
            "neo4j.",
            "streams.",
            "kafka.",
            "\uFEFF",
            "\u2028");

    static List<Path> configurations() {
        return Configurations.all();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void nothingIsLeftOutAndNothingIsThrown(Path file) throws IOException {
        byte[] original = Files.readAllBytes(file);
        Random random = new Random(SEED);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = original;
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                mutant = mutate(mutant, random);
            }
            try {
                judge(file.getFileName().toString(), mutant);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + SEED + ", mutant " + i + " of " + file + ":\n" + new String(mutant), e);
            }
        }
    }

    private static void judge(String name, byte[] bytes) {
        Input input = InputReader.read(name, bytes);
        Output output = Output.of(Configurations.translate(input), input.problems());
        if (input.sources().isEmpty()) {
            assertThat(input.problems()).isNotEmpty();
        }
        input.sources().forEach(source -> source.settings().forEach(setting -> assertThat(output.report())
                .contains("`" + Secrets.printable(setting.written()) + "`")));
        assertThat(output.report()).doesNotContain("was not translated");
        output.files().forEach((file, text) -> {
            if (file.endsWith(".yaml")) {
                assertThat((Object) new Yaml(new SafeConstructor(new LoaderOptions())).load(text))
                        .isInstanceOf(List.class);
            }
        });
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> join(Arrays.copyOf(bytes, at), tail(bytes, Math.min(bytes.length, at + 1 + random.nextInt(20))));
            case 1 ->
                join(
                        Arrays.copyOf(bytes, at),
                        PIECES.get(random.nextInt(PIECES.size())).getBytes(),
                        tail(bytes, at));
            case 2 -> {
                byte[] copy = bytes.clone();
                copy[at] = (byte) (32 + random.nextInt(95));
                yield copy;
            }
            case 3 -> {
                int end = Math.min(bytes.length, at + random.nextInt(60));
                yield join(Arrays.copyOf(bytes, end), tail(bytes, at));
            }
            case 4 -> random.nextInt(10) == 0 ? Arrays.copyOf(bytes, at) : bytes;
            default -> swapLines(bytes, random);
        };
    }

    private static byte[] swapLines(byte[] bytes, Random random) {
        String[] lines = new String(bytes, java.nio.charset.StandardCharsets.UTF_8).split("\n", -1);
        int a = random.nextInt(lines.length);
        int b = random.nextInt(lines.length);
        String line = lines[a];
        lines[a] = lines[b];
        lines[b] = line;
        return String.join("\n", lines).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
