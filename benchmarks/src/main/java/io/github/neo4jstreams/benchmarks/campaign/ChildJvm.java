package io.github.neo4jstreams.benchmarks.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM as a child process, with the class path of this one unless told otherwise. Stands in for the test bed's
 * {@code JavaProcess} and has its shape. Thread-safe.
 */
final class ChildJvm implements AutoCloseable {

    private static final long STOP_SECONDS = 30;

    private final List<String> command;
    private final Path log;
    private Process process;

    private ChildJvm(List<String> command, Path log) {
        this.command = command;
        this.log = log;
    }

    static Builder builder(Class<?> mainClass) {
        return new Builder(mainClass.getName());
    }

    /** Starts it and doesn't wait for anything. */
    synchronized void start() {
        if (isRunning()) {
            return;
        }
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            process = new ProcessBuilder(command)
                    // stays open as long as this JVM lives, and that is how the child knows
                    .redirectInput(Redirect.PIPE)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Process started = process;
        // it may be frozen, and then it doesn't see its input end
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    }

    /** In an orderly way (SIGTERM); by force if that takes more than 30 s. */
    synchronized void stop() {
        if (!isRunning()) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    /** SIGKILL; returns when it is dead. */
    synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    /** SIGSTOP. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("SIG" + signal + " to process " + pid() + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    synchronized long pid() {
        return process.pid();
    }

    /** What it has written to its standard output. */
    Path log() {
        return log;
    }

    @Override
    public void close() {
        kill();
    }

    /** Not thread-safe. */
    static final class Builder {

        private final String mainClass;
        private final List<String> args = new ArrayList<>();
        private final List<String> flags = new ArrayList<>();
        private String classPath = System.getProperty("java.class.path");
        private Path directory = Path.of(".");

        private Builder(String mainClass) {
            this.mainClass = mainClass;
        }

        Builder arg(String arg) {
            args.add(arg);
            return this;
        }

        Builder jvmFlag(String flag) {
            flags.add(flag);
            return this;
        }

        Builder classPath(String classPath) {
            this.classPath = classPath;
            return this;
        }

        /** Where it leaves its log. */
        Builder directory(Path directory) {
            this.directory = directory;
            return this;
        }

        /** Starts it and doesn't wait for anything. */
        ChildJvm start() {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(flags);
            command.addAll(List.of("-classpath", classPath, mainClass));
            command.addAll(args);
            ChildJvm child = new ChildJvm(command, directory.resolve("testbed.log"));
            child.start();
            return child;
        }
    }
}
