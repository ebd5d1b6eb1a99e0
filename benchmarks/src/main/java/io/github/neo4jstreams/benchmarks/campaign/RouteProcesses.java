package io.github.neo4jstreams.benchmarks.campaign;

import io.github.neo4jstreams.testbed.JavaProcess;
import io.github.neo4jstreams.testbed.KafkaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts processes that run {@link RouteMain}, each with a directory for its log. Used by one thread. */
final class RouteProcesses implements AutoCloseable {

    private final Map<String, String> properties;
    private final Path directory;
    private final List<JavaProcess> processes = new ArrayList<>();

    /**
     * @param properties of each process
     * @param directory  of their logs
     */
    RouteProcesses(Map<String, String> properties, Path directory) {
        this.properties = properties;
        this.directory = directory;
    }

    /** The properties that say where the servers are. */
    static Map<String, String> connections(KafkaServer kafka, Database database) {
        Map<String, String> properties = new HashMap<>();
        properties.put("camel.component.kafka.brokers", kafka.bootstrapServers());
        properties.put("camel.component.neo4j-streams.server-uri", database.uri());
        if (!database.password().isEmpty()) {
            properties.put("camel.component.neo4j-streams.username", database.username());
            properties.put("camel.component.neo4j-streams.password", database.password());
        }
        return properties;
    }

    /**
     * Starts one more process and doesn't wait for it.
     *
     * @param name of its directory
     * @param own  system properties of this one
     */
    JavaProcess start(String name, Map<String, String> own) {
        Path log = directory.resolve(name);
        forgetFormerCampaign(log);
        JavaProcess.Builder builder = JavaProcess.builder(RouteMain.class)
                .directory(log)
                .jvmFlag("-Dlogback.configurationFile=campaign/route-logback.xml")
                .jvmFlag("-Xmx384m")
                .jvmFlag("-XX:+UseSerialGC")
                .jvmFlag("-XX:TieredStopAtLevel=1");
        own.forEach((property, value) -> builder.jvmFlag("-D" + property + "=" + value));
        properties.forEach((property, value) -> builder.arg(property + "=" + value));
        JavaProcess process = builder.start();
        processes.add(process);
        return process;
    }

    /** How many have been started. */
    int started() {
        return processes.size();
    }

    /** Logs are appended to. */
    private static void forgetFormerCampaign(Path log) {
        try {
            Files.deleteIfExists(log.resolve("testbed.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(JavaProcess::close);
    }
}
