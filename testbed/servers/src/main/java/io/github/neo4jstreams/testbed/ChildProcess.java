package io.github.neo4jstreams.testbed;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a JVM as a child process: who wants another run makes another one. Thread-safe. */
final class ChildProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final String name;
    private final Path log;
    private final Process process;
    private boolean frozen;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts {@code java} and doesn't wait.
     *
     * @param directory where it runs, and where {@link #log(Path)} is; it exists
     * @param flags flags of the JVM, without the class path
     * @param classPath of the main class; {@link ChildMain} is added
     * @param command main class and arguments
     */
    static ChildProcess start(
            String name,
            Path directory,
            List<String> flags,
            String classPath,
            List<String> command,
            Map<String, String> environment) {
        try {
            Path arguments = directory.resolve("testbed.jvm"); // class paths may be too long for a command line
            StringBuilder file = new StringBuilder();
            flags.forEach(flag -> file.append('"').append(flag).append("\"\n"));
            file.append("-cp \"")
                    .append(classPath)
                    .append(File.pathSeparator)
                    .append(ownClassPath())
                    .append("\"\n");
            Files.writeString(arguments, file);

            String java = Path.of(System.getProperty("testbed.java.home", System.getProperty("java.home")), "bin/java")
                    .toString();
            ProcessBuilder builder = new ProcessBuilder(java, "@" + arguments);
            builder.command().add(ChildMain.class.getName());
            builder.command().addAll(command);
            builder.environment().keySet().removeIf(v -> v.equals("JAVA_TOOL_OPTIONS") || v.equals("JDK_JAVA_OPTIONS"));
            builder.environment().putAll(environment);
            builder.directory(directory.toFile());
            // its input stays open as long as this JVM lives, and that is how it knows
            builder.redirectInput(Redirect.PIPE);
            builder.redirectErrorStream(true);
            builder.redirectOutput(Redirect.appendTo(log(directory).toFile()));
            Process process = builder.start();
            LOG.info("{} starting as process {} in {}", name, process.pid(), directory);
            return new ChildProcess(name, log(directory), process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ownClassPath() {
        try {
            return Path.of(ChildMain.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What processes write to that run in this directory. */
    static Path log(Path directory) {
        return directory.resolve("testbed.log");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    int exitValue() {
        return process.exitValue();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Ends it in an orderly way, after {@link #thaw()} if need be, and kills it if that takes too long. */
    synchronized void stop() {
        // Process.destroy() would close its input, too, and that means that we are dead: no time for an orderly end
        process.toHandle().destroy();
        thaw();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("{} didn't stop within {}, killing it; see {}", name, STOP_TIMEOUT, log);
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
        LOG.info("{} stopped", name);
    }

    /** Kills it and returns when it is dead. Without locks: whoever holds them may never come back. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    synchronized void freeze() {
        signal("STOP");
        frozen = true;
        LOG.info("{} frozen", name);
    }

    /** Does nothing if it isn't frozen. */
    synchronized void thaw() {
        if (frozen && isAlive()) {
            signal("CONT");
            LOG.info("{} thawed", name);
        }
        frozen = false;
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("SIG" + signal + " to " + name + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
