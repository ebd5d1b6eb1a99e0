package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;

/** Options on the component, as an application's properties set them. */
class Neo4jStreamsComponentTest {

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void takesItsOptionsFromProperties() {
        set("server-uri", "neo4j://core1,core2");
        set("database", "orders");
        set("username", "ann");
        set("password", "s3c+r&3t%20");
        set("retryTimeout", "5m");
        set("max-connection-pool-size", "7");
        set("require-cluster", "true");

        Neo4jStreamsConfiguration configuration = start().getConfiguration();

        assertThat(configuration.getServerUri()).isEqualTo("neo4j://core1,core2");
        assertThat(configuration.getDatabase()).isEqualTo("orders");
        assertThat(configuration.getUsername()).isEqualTo("ann");
        assertThat(configuration.getPassword()).isEqualTo("s3c+r&3t%20");
        assertThat(configuration.getRetryTimeout()).isEqualTo(300_000);
        assertThat(configuration.getMaxConnectionPoolSize()).isEqualTo(7);
        assertThat(configuration.isRequireCluster()).isTrue();
    }

    @Test
    void handsThemToItsEndpoints() {
        set("server-uri", "neo4j://core1");

        Neo4jStreamsComponent component = start();
        Neo4jStreamsEndpoint endpoint = component
                .getCamelContext()
                .getEndpoint("neo4j-streams:cypher?query=RAW(CREATE (:A))", Neo4jStreamsEndpoint.class);

        assertThat(endpoint.getConfiguration().getServerUri()).isEqualTo("neo4j://core1");
    }

    @Test
    void findsTheDriverThatTheApplicationHas() {
        Driver driver = (Driver) Proxy.newProxyInstance(
                Driver.class.getClassLoader(),
                new Class<?>[] {Driver.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> 1;
                    case "toString" -> "the application's driver";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        main.bind("driver", driver);

        assertThat(start().getConfiguration().getDriver()).isSameAs(driver);
    }

    private void set(String option, String value) {
        main.addInitialProperty("camel.component.neo4j-streams." + option, value);
    }

    private Neo4jStreamsComponent start() {
        main.start();
        return main.getCamelContext().getComponent("neo4j-streams", Neo4jStreamsComponent.class);
    }
}
