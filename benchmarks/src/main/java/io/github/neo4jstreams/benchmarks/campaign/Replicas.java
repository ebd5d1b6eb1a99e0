package io.github.neo4jstreams.benchmarks.campaign;

import io.github.neo4jstreams.testbed.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Two processes with the same source, of which one has the lease and publishes. Used by one thread. */
final class Replicas implements Routes {

    private static final List<String> NAMES = List.of("replica-1", "replica-2");

    private final RouteProcesses processes;
    private final Path window;
    private final String closingTopic;
    private final Map<String, JavaProcess> replicas = new LinkedHashMap<>();

    /**
     * @param properties   of both
     * @param directory    of their logs, and of what is between them and {@link #window()}
     * @param closingTopic to which the last record of each commit goes
     */
    Replicas(Map<String, String> properties, Path directory, String closingTopic) {
        this.processes = new RouteProcesses(properties, directory);
        this.window = emptied(directory.resolve("window"));
        this.closingTopic = closingTopic;
    }

    private static Path emptied(Path directory) {
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In which they can be stopped. */
    CommitWindow window() {
        return new CommitWindow(window, null);
    }

    @Override
    public void begin() {
        for (String name : NAMES) {
            replicas.put(
                    name,
                    processes.start(
                            name,
                            Map.of(
                                    CommitWindow.DIRECTORY,
                                    window.toAbsolutePath().toString(),
                                    CommitWindow.REPLICA,
                                    name,
                                    CommitInterceptor.CLOSING_TOPIC,
                                    closingTopic)));
        }
    }

    JavaProcess named(String name) {
        return replicas.get(name);
    }

    @Override
    public void refuseEnded() {
        for (JavaProcess replica : replicas.values()) {
            if (!replica.isRunning()) {
                throw new IllegalStateException("a replica has ended by itself, see " + replica.log());
            }
        }
    }

    void kill() {
        replicas.values().forEach(JavaProcess::kill);
    }

    /** Those that aren't running. */
    void start() {
        replicas.values().forEach(JavaProcess::start);
    }

    @Override
    public void stop() {
        replicas.values().forEach(JavaProcess::stop);
    }

    @Override
    public void close() {
        processes.close();
    }
}
