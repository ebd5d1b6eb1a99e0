package io.github.neo4jstreams.benchmarks.throughput;

import io.github.neo4jstreams.testbed.JavaProcess;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A contender in a JVM of its own, which is the same for all. Used by one thread. */
final class ContenderProcess implements AutoCloseable {

    /** Within which a process answers, or doesn't at all, in milliseconds. */
    private static final int PATIENCE = 30_000;

    /**
     * What a JVM says of itself.
     *
     * @param allocated bytes since its start
     * @param collected milliseconds of garbage collection since its start
     * @param peakHeap  most bytes of the heap that were in use
     * @param classes   loaded since its start
     */
    record Jvm(long allocated, long collected, long peakHeap, long classes) {}

    private final ServerSocket listener;
    private final JavaProcess process;
    private Socket socket;
    private BufferedReader answers;

    private ContenderProcess(ServerSocket listener, JavaProcess process) {
        this.listener = listener;
        this.process = process;
    }

    /** The properties that say to camel-main where the servers are. */
    static Map<String, String> connections(KafkaServer kafka, Neo4jServer neo4j) {
        return Map.of(
                "camel.component.kafka.brokers", kafka.bootstrapServers(),
                "camel.component.neo4j-streams.server-uri", neo4j.uri(),
                "camel.component.neo4j-streams.username", neo4j.username(),
                "camel.component.neo4j-streams.password", neo4j.password());
    }

    /**
     * Starts it and doesn't wait.
     *
     * @param directory  of its log
     * @param jvm        flags
     * @param main       a class with a main method
     * @param arguments  of the main method
     * @param properties of the system
     */
    static ContenderProcess start(
            Path directory, List<String> jvm, Class<?> main, List<String> arguments, Map<String, String> properties) {
        try {
            Files.deleteIfExists(directory.resolve("testbed.log"));
            ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            listener.setSoTimeout(PATIENCE);
            JavaProcess.Builder builder = JavaProcess.builder(Observed.class)
                    .directory(directory)
                    .arg(Integer.toString(listener.getLocalPort()))
                    .arg(main.getName());
            jvm.forEach(builder::jvmFlag);
            builder.jvmFlag("-Dlogback.configurationFile=throughput/contender-logback.xml");
            properties.forEach((name, value) -> builder.jvmFlag("-D" + name + "=" + value));
            arguments.forEach(builder::arg);
            return new ContenderProcess(listener, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalStateException if it has ended */
    void refuseEnded() {
        if (!process.isRunning()) {
            throw new IllegalStateException("it ended, see " + log());
        }
    }

    long pid() {
        return process.pid();
    }

    Path log() {
        return process.log();
    }

    /** @throws IllegalStateException if it doesn't answer any more */
    Jvm jvm() {
        try {
            if (socket == null) {
                socket = listener.accept();
                socket.setSoTimeout(PATIENCE);
                answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            }
            socket.getOutputStream().write('?');
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("it ended, see " + log());
            }
            long[] numbers =
                    Stream.of(answer.split(" ")).mapToLong(Long::parseLong).toArray();
            return new Jvm(numbers[0], numbers[1], numbers[2], numbers[3]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it: what it would do in the end isn't measured. */
    @Override
    public void close() {
        process.close();
        try {
            if (socket != null) {
                socket.close();
            }
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
