package io.github.neo4jstreams.testbed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A main class in a JVM of its own, to be killed and frozen like a server; e.g. the routes under test, while the test
 * that watches them goes on. It ends with the JVM that started it, also if that one was killed, but not if it is frozen
 * then. It can be started again whenever it has ended. Thread-safe.
 *
 * <p>When it is ready only the test can know: what it does, or {@link #log() writes}, tells.
 */
public final class JavaProcess implements AutoCloseable {
    private final String name;
    private final List<String> flags;
    private final String classPath;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path directory;
    private final boolean temporary;
    private final Runnable atExit = this::killAtExit;

    private volatile ChildProcess process;
    private boolean closed;

    private JavaProcess(Builder builder) {
        this.name = builder.mainClass.replaceAll(".*[.$]", "");
        this.flags = List.copyOf(builder.flags);
        this.classPath = builder.classPath;
        this.command = new ArrayList<>(List.of(builder.mainClass));
        this.command.addAll(builder.arguments);
        this.environment = Map.copyOf(builder.environment);
        this.temporary = builder.directory == null;
        this.directory = temporary ? Servers.temporaryDirectory(name) : builder.directory.toAbsolutePath();
        Servers.atExit(atExit);
    }

    /** A builder with the defaults that its methods name; nothing starts before {@link Builder#start()}. */
    public static Builder builder(Class<?> mainClass) {
        return new Builder(mainClass.getName());
    }

    /** {@link #builder(Class)} for a class that this JVM needn't have. */
    public static Builder builder(String mainClass) {
        return new Builder(mainClass);
    }

    /** Starts the process and doesn't wait for anything. Does nothing if it is running. */
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException(name + " has been closed");
        }
        if (!isRunning()) {
            Servers.createDirectory(directory);
            process = ChildProcess.start(name, directory, flags, classPath, command, environment);
        }
    }

    /**
     * Stops the process in an orderly way (SIGTERM), after {@link #thaw()} if need be; kills it if it needs more than 30
     * s. Does nothing if it isn't running.
     */
    public synchronized void stop() {
        if (isRunning()) {
            process.stop();
        }
    }

    /** Kills the process (SIGKILL) and returns when it is dead. Does nothing if it isn't running. */
    public synchronized void kill() {
        if (isRunning()) {
            process.kill();
        }
    }

    /** Freezes the process (SIGSTOP): connections stay open, nothing happens. */
    public synchronized void freeze() {
        running().freeze();
    }

    /** Lets a frozen process go on (SIGCONT), as if nothing had happened. Does nothing if it isn't frozen. */
    public synchronized void thaw() {
        if (isRunning()) {
            process.thaw();
        }
    }

    /** Returns whether the process lives: also true of one that is frozen. */
    public boolean isRunning() {
        ChildProcess p = process;
        return p != null && p.isAlive();
    }

    /**
     * The id of the process.
     *
     * @throws IllegalStateException if it isn't running
     */
    public long pid() {
        return running().pid();
    }

    private ChildProcess running() {
        ChildProcess p = process;
        if (p == null || !p.isAlive()) {
            throw new IllegalStateException(name + " isn't running");
        }
        return p;
    }

    /** What the process has written to its standard output and error, of all its starts. */
    public Path log() {
        return ChildProcess.log(directory);
    }

    /** Kills the process if need be and deletes its directory and log, unless they are where the caller has chosen. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            killAtExit();
            Servers.noLongerAtExit(atExit);
        }
    }

    private void killAtExit() {
        ChildProcess p = process;
        if (p != null) {
            p.kill();
        }
        if (temporary) {
            Servers.delete(directory);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** How the process is to be. Not thread-safe. */
    public static final class Builder {
        private final String mainClass;
        private final List<String> arguments = new ArrayList<>();
        private final List<String> flags = new ArrayList<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private String classPath = System.getProperty("java.class.path");
        private Path directory;

        private Builder(String mainClass) {
            this.mainClass = Objects.requireNonNull(mainClass);
        }

        /** One more argument of the main method. */
        public Builder arg(String argument) {
            arguments.add(Objects.requireNonNull(argument));
            return this;
        }

        /** One more flag of the JVM, e.g. {@code -Xmx256m} or {@code -Dname=value}; by default there is none. */
        public Builder jvmFlag(String flag) {
            flags.add(Objects.requireNonNull(flag));
            return this;
        }

        /** The class path; default that of this JVM. The test bed itself is always at its end. */
        public Builder classPath(String classPath) {
            this.classPath = Objects.requireNonNull(classPath);
            return this;
        }

        /** A variable of the environment, on top of this JVM's. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /**
         * Where the process runs and writes its log, kept when it is closed; default a temporary directory that is
         * deleted then.
         */
        public Builder directory(Path directory) {
            this.directory = Objects.requireNonNull(directory);
            return this;
        }

        /** Starts the process and doesn't wait for anything. */
        public JavaProcess start() {
            JavaProcess process = new JavaProcess(this);
            try {
                process.start();
            } catch (RuntimeException e) {
                process.close();
                throw e;
            }
            return process;
        }
    }
}
