package io.github.neo4jstreams.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server as a child process with its own class path. */
abstract class ServerProcess implements Server {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(180);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    final Logger log = LoggerFactory.getLogger(getClass().getName());
    final Path directory;
    private final String name;
    private final boolean temporary;
    private final boolean supervised;
    private final Runnable atExit = this::killAtExit;

    private volatile Process process;
    private volatile boolean wanted; // whether it should be running, as far as a supervisor knows
    private volatile boolean beenReady; // before that nobody supervises: it may never be able to start
    private boolean frozen;
    private boolean closed;

    ServerProcess(String name, Path directory, boolean supervised) {
        this.name = name;
        this.temporary = directory == null;
        this.directory = temporary ? Servers.temporaryDirectory(name) : directory.toAbsolutePath();
        this.supervised = supervised;
        Servers.atExit(atExit);
    }

    /** Class path, see {@link ServerClassPath}. */
    abstract String classPath();

    /** Flags of the JVM, without the class path. */
    abstract List<String> flags();

    /** Main class and arguments. */
    abstract List<String> command();

    Map<String, String> environment() {
        return Map.of();
    }

    /** Throws anything as long as the server doesn't answer; is to give up by itself after a few seconds. */
    abstract void probe() throws Exception;

    /** Closes the clients. */
    void closeClients() {}

    @Override
    public void start() {
        launch();
        awaitReady(START_TIMEOUT);
    }

    /** Starts the process and doesn't wait. */
    synchronized void launch() {
        if (closed) {
            throw new IllegalStateException(name + " has been closed");
        }
        wanted = true;
        if (isRunning()) {
            return;
        }
        try {
            Files.createDirectories(directory);
            Path arguments = directory.resolve("testbed.jvm");
            StringBuilder file = new StringBuilder();
            flags().forEach(flag -> file.append('"').append(flag).append("\"\n"));
            file.append("-cp \"").append(classPath()).append("\"\n");
            Files.writeString(arguments, file);

            String java = Path.of(System.getProperty("testbed.java.home", System.getProperty("java.home")), "bin/java")
                    .toString();
            ProcessBuilder builder = new ProcessBuilder(java, "@" + arguments);
            builder.command().addAll(command());
            builder.environment().keySet().removeIf(v -> v.equals("JAVA_TOOL_OPTIONS") || v.equals("JDK_JAVA_OPTIONS"));
            builder.environment().putAll(environment());
            builder.directory(directory.toFile());
            // its input stays open as long as this JVM lives, and that is how it knows
            builder.redirectInput(Redirect.PIPE);
            builder.redirectErrorStream(true);
            builder.redirectOutput(Redirect.appendTo(log().toFile()));
            Process started = builder.start();
            process = started;
            frozen = false;
            log.info("{} starting as process {} in {}", name, started.pid(), directory);
            if (supervised) {
                started.onExit().thenRunAsync(() -> comeBack(started));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void comeBack(Process ended) {
        if (wanted && beenReady && process == ended && !closed) {
            log.info("{} ended with {}, starting again", name, ended.exitValue());
            launch();
        }
    }

    @Override
    public void awaitReady(Duration timeout) {
        long start = System.nanoTime();
        long deadline = start + timeout.toNanos();
        Exception last = null;
        while (System.nanoTime() < deadline) {
            Process p = process;
            if (!(supervised && wanted && beenReady) && (p == null || !p.isAlive())) {
                throw new ServerFailedException(name
                        + (p == null ? " isn't running" : " ended with " + p.exitValue() + " while starting")
                        + "; the end of its log:\n" + Servers.endOf(log()));
            }
            try {
                probe();
                beenReady = true;
                log.info("{} ready after {} ms", name, (System.nanoTime() - start) / 1_000_000);
                return;
            } catch (Exception e) {
                last = e;
            }
            pause();
        }
        throw new ServerFailedException(
                name + " isn't ready after " + timeout + "; the end of its log:\n" + Servers.endOf(log()), last);
    }

    static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("interrupted while waiting for a server", e);
        }
    }

    @Override
    public synchronized void stop() {
        wanted = false;
        if (!isRunning()) {
            return;
        }
        process.destroy();
        thaw();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("{} didn't stop within {}, killing it; see {}", name, STOP_TIMEOUT, log());
                kill(process);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill(process);
        }
        log.info("{} stopped", name);
    }

    @Override
    public void kill() {
        Process victim;
        synchronized (this) {
            if (!isRunning()) {
                return;
            }
            wanted = supervised;
            victim = process;
            kill(victim);
        }
        log.info("{} killed", name);
    }

    private static void kill(Process process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public synchronized void freeze() {
        signal("STOP");
        frozen = true;
        log.info("{} frozen", name);
    }

    @Override
    public synchronized void thaw() {
        if (frozen && isRunning()) {
            signal("CONT");
            log.info("{} thawed", name);
        }
        frozen = false;
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(kill.getInputStream().readAllBytes());
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

    @Override
    public boolean isRunning() {
        Process p = process;
        return p != null && p.isAlive();
    }

    @Override
    public long pid() {
        Process p = process;
        if (p == null || !p.isAlive()) {
            throw new IllegalStateException(name + " isn't running");
        }
        return p.pid();
    }

    @Override
    public Path log() {
        return directory.resolve("testbed.log");
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        wanted = false;
        try {
            closeClients();
        } finally {
            if (isRunning()) {
                if (temporary) {
                    kill(process);
                } else {
                    stop();
                }
            }
            if (temporary) {
                Servers.delete(directory);
            }
            Servers.noLongerAtExit(atExit);
        }
    }

    /** Without locks: whoever holds them may never come back. */
    private void killAtExit() {
        wanted = false;
        Process p = process;
        if (p != null) {
            kill(p);
        }
        if (temporary) {
            Servers.delete(directory);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
