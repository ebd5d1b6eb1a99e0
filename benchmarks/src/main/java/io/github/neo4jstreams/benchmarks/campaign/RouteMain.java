package io.github.neo4jstreams.benchmarks.campaign;

import java.util.Properties;
import org.apache.camel.main.Main;

/** The application under test: camel-main with a route of a campaign. Its properties are arguments, {@code NAME=VALUE}. */
public final class RouteMain {

    private RouteMain() {}

    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            properties.setProperty(arg.substring(0, equals), arg.substring(equals + 1));
        }
        properties.setProperty("camel.main.shutdown-timeout", "20");
        // a consumer that stops waits for the end of its poll
        properties.setProperty("camel.component.kafka.poll-timeout-ms", "500");
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(properties);
        main.run();
    }
}
