package io.github.neo4jstreams.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** camel-main with what the command wrote, and nothing else but where the servers of the test are. */
final class MigratedApplication implements AutoCloseable {

    private final Main main = new Main();

    private MigratedApplication(Path folder, KafkaServer kafka, Neo4jServer neo4j) {
        Properties servers = new Properties();
        servers.setProperty("camel.main.routes-include-pattern", "file:" + folder + "/routes/*.yaml");
        servers.setProperty("camel.main.shutdown-timeout", "20");
        servers.setProperty("camel.component.kafka.brokers", kafka.bootstrapServers());
        servers.setProperty("camel.component.kafka.poll-timeout-ms", "100");
        servers.setProperty("camel.component.neo4j-streams.server-uri", neo4j.uri());
        servers.setProperty("camel.component.neo4j-streams.username", neo4j.username());
        servers.setProperty("camel.component.neo4j-streams.password", neo4j.password());
        main.setPropertyPlaceholderLocations("file:" + folder + "/application.properties");
        main.setOverrideProperties(servers);
        main.start();
    }

    /** Translates the files into a folder and runs what was made of them. */
    static MigratedApplication run(Path folder, KafkaServer kafka, Neo4jServer neo4j, Path... files) {
        List<Object> args = new ArrayList<>(List.of(files));
        args.addAll(List.of("--output", folder));
        Configurations.Said said = Configurations.run(args.toArray());
        assertThat(said.err()).isEmpty();
        assertThat(said.code()).as(said.out()).isLessThan(2);
        return new MigratedApplication(folder, kafka, neo4j);
    }

    /** Runs what was written before, with properties that the user changed. */
    static MigratedApplication edited(Path folder, KafkaServer kafka, Neo4jServer neo4j, UnaryOperator<String> change)
            throws IOException {
        Path properties = folder.resolve("application.properties");
        Files.writeString(properties, change.apply(Files.readString(properties)));
        return new MigratedApplication(folder, kafka, neo4j);
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        main.stop();
    }
}
