package io.github.neo4jstreams.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessIT {

    @Test
    void runsAMainClassWithArgumentsAndFlagsAndLogsWhatItSays() {
        try (JavaProcess process = JavaProcess.builder(Talking.class)
                .arg("one")
                .arg("two words")
                .jvmFlag("-Dsaid=flag")
                .environment("SAID", "variable")
                .start()) {
            await().until(() -> lines(process).contains("[one, two words] flag variable"));
            assertThat(process.isRunning()).isTrue();
            assertThat(ProcessHandle.of(process.pid())).isPresent();
        }
    }

    @Test
    void canBeKilledAndStartedAgain() {
        JavaProcess process = JavaProcess.builder(Talking.class).start();
        try (process) {
            await().until(() -> !lines(process).isEmpty());
            long first = process.pid();
            process.kill();
            assertThat(process.isRunning()).isFalse();
            assertThatThrownBy(process::pid).isInstanceOf(IllegalStateException.class);

            process.start();

            assertThat(process.pid()).isNotEqualTo(first);
            await().until(() -> Collections.frequency(lines(process), "[] null null") == 2);
            process.stop();
            assertThat(process.isRunning()).isFalse();
            assertThat(lines(process)).contains("asked to stop");
        }
        assertThat(process.log()).doesNotExist();
        assertThatThrownBy(process::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void standsStillWhileFrozen() {
        try (JavaProcess process = JavaProcess.builder(Talking.class).start()) {
            await().until(() -> lines(process).size() > 3);
            process.freeze();
            int before = lines(process).size();
            await().during(Duration.ofMillis(500)).until(() -> lines(process).size() == before);
            assertThat(process.isRunning()).isTrue();

            process.thaw();

            await().until(() -> lines(process).size() > before);
        }
    }

    @Test
    void endsWithTheJvmThatStartedItAlsoIfThatOneIsKilled(@TempDir Path directory) {
        JavaProcess parent =
                JavaProcess.builder(Parent.class).directory(directory).start();
        try (parent) {
            await().until(() -> !lines(parent).isEmpty());
            ProcessHandle child = await().until(
                            () -> lines(parent).stream()
                                    .filter(line -> line.startsWith("child "))
                                    .map(line -> ProcessHandle.of(Long.parseLong(line.substring(6)))
                                            .orElseThrow())
                                    .findFirst()
                                    .orElse(null),
                            handle -> handle != null);
            assertThat(child.isAlive()).isTrue();

            parent.kill();

            await().until(() -> !child.isAlive());
        }
        assertThat(parent.log()).exists();
    }

    private static List<String> lines(JavaProcess process) {
        try {
            return Files.readAllLines(process.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says something every few milliseconds. */
    static final class Talking {
        private Talking() {}

        public static void main(String[] args) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("asked to stop")));
            System.out.println(List.of(args) + " " + System.getProperty("said") + " " + System.getenv("SAID"));
            while (true) {
                Thread.sleep(20);
                System.out.println("still here");
            }
        }
    }

    /** Has a child. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] args) throws InterruptedException {
            JavaProcess child = JavaProcess.builder(Talking.class).start();
            System.out.println("child " + child.pid());
            Thread.currentThread().join();
        }
    }
}
