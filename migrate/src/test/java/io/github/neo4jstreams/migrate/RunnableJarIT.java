package io.github.neo4jstreams.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the docs tell to copy: {@code java -jar migrate/target/*migrate*.jar FILE…}. */
class RunnableJarIT {

    @TempDir
    Path folder;

    @Test
    void oneJarHasTheNameAndRunsByItself() throws Exception {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of("target"), "*migrate*.jar")) {
            found.forEach(jars::add);
        }
        assertThat(jars).hasSize(1);
        assertThat(run(jars.get(0), Configurations.of("plugin/streams.conf"), "--output", folder.resolve("out")))
                .isEqualTo(1);
        assertThat(folder.resolve("out/routes/shop-people.yaml")).exists();
        assertThat(run(jars.get(0), "--explain", "kafka.group.id")).isZero();
        assertThat(run(jars.get(0))).isEqualTo(2);
    }

    private int run(Path jar, Object... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(log, StandardCharsets.UTF_8)).doesNotContain("\tat ", "Exception");
        return process.exitValue();
    }
}
