package io.github.neo4jstreams.routes;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** What a user has: camel-main, the module on the class path, and properties. */
final class Application implements AutoCloseable {

    private final Main main = new Main();

    private Application(Properties properties) {
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(properties);
        main.start();
    }

    /**
     * Runs one of the ready routes.
     *
     * @param properties those that begin with {@code neo4j-streams.ROUTE.}, without that, and those of Camel
     */
    static Application run(String route, KafkaServer kafka, Neo4jServer neo4j, Map<String, String> properties) {
        Properties all = properties(kafka, neo4j, "classpath:neo4j-streams/routes/" + route + ".yaml");
        properties.forEach((name, value) ->
                all.setProperty(name.startsWith("camel.") ? name : "neo4j-streams." + route + "." + name, value));
        return new Application(all);
    }

    /** Runs routes as somebody copied them from the docs into a file. */
    static Application run(Path yaml, KafkaServer kafka, Neo4jServer neo4j) {
        Properties all = properties(kafka, neo4j, "file:" + yaml);
        // a consumer that stops waits for the end of its poll
        all.setProperty("camel.component.kafka.poll-timeout-ms", "100");
        // the other database of those that have two
        all.setProperty("milan.uri", neo4j.uri());
        return new Application(all);
    }

    /**
     * Runs a ready route with properties as somebody copied them from the docs, and routes beside it.
     *
     * @param copied what they say of brokers and servers is replaced
     */
    static Application run(Properties copied, Path yaml, KafkaServer kafka, Neo4jServer neo4j) {
        Properties all = new Properties();
        all.putAll(copied);
        String ready = copied.getProperty("camel.main.routes-include-pattern");
        all.putAll(properties(kafka, neo4j, ready + ",file:" + yaml));
        return new Application(all);
    }

    private static Properties properties(KafkaServer kafka, Neo4jServer neo4j, String routes) {
        Properties all = new Properties();
        all.setProperty("camel.main.routes-include-pattern", routes);
        all.setProperty("camel.main.shutdown-timeout", "20");
        all.setProperty("camel.component.kafka.brokers", kafka.bootstrapServers());
        all.setProperty("camel.component.neo4j-streams.server-uri", neo4j.uri());
        all.setProperty("camel.component.neo4j-streams.username", neo4j.username());
        all.setProperty("camel.component.neo4j-streams.password", neo4j.password());
        return all;
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        main.stop();
    }
}
