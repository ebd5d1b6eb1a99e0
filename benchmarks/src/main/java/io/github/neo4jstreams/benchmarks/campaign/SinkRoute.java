package io.github.neo4jstreams.benchmarks.campaign;

import java.util.Properties;
import org.apache.camel.main.Main;

/**
 * The application under test: camel-main with the route {@code campaign/sink.yaml}. Its properties are arguments,
 * {@code NAME=VALUE}.
 */
public final class SinkRoute {

    private SinkRoute() {}

    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            properties.setProperty(arg.substring(0, equals), arg.substring(equals + 1));
        }
        properties.setProperty("camel.main.routes-include-pattern", "classpath:campaign/sink.yaml");
        properties.setProperty("camel.main.shutdown-timeout", "20");
        // a consumer that stops waits for the end of its poll
        properties.setProperty("camel.component.kafka.poll-timeout-ms", "500");
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(properties);
        main.run();
    }
}
