package io.github.neo4jstreams.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import io.github.neo4jstreams.routes.AtLeastOnce;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.neo4j.driver.Driver;

/** An application with nothing but the extension in it, built and started in this process; no server is needed. */
class ExtensionIT {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("quarkus.devservices.enabled", "false")
            .overrideConfigKey("quarkus.neo4j.uri", "neo4j://localhost:1")
            .overrideConfigKey("camel.main.auto-startup", "false")
            .overrideConfigKey("camel.main.routes-include-pattern", "classpath:neo4j-streams/routes/c*-sink.yaml")
            .overrideConfigKey("neo4j-streams.cypher-sink.topic", "people")
            .overrideConfigKey("neo4j-streams.cypher-sink.group-id", "people")
            .overrideConfigKey("neo4j-streams.cypher-sink.query", "CREATE (:Person)")
            .overrideConfigKey("neo4j-streams.cud-sink.topic", "commands")
            .overrideConfigKey("neo4j-streams.cud-sink.group-id", "commands")
            .overrideConfigKey("neo4j-streams.cdc-schema-sink.topic", "changes")
            .overrideConfigKey("neo4j-streams.cdc-schema-sink.group-id", "changes")
            .setLogRecordPredicate(record -> record.getMessage().startsWith("Installed features"))
            .assertLogRecords(records -> assertThat(records).singleElement().satisfies(record -> assertThat(
                            Stream.of(record.getParameters())
                                    .map(Object::toString)
                                    .toList())
                    .anyMatch(features -> List.of(features.split(", ")).contains("camel-neo4j-streams"))));

    @Inject
    CamelContext context;

    @Inject
    Instance<Driver> driver;

    @Test
    void theComponentHasTheDriverOfQuarkus() {
        Neo4jStreamsComponent component = context.getComponent("neo4j-streams", Neo4jStreamsComponent.class);
        assertThat(component.getConfiguration().getDriver()).isSameAs(driver.get());
    }

    @Test
    void readyRoutesAreFoundAndHaveThePolicy() {
        assertThat(((ModelCamelContext) context).getRouteDefinitions())
                .extracting(route -> route.getRouteId())
                .containsExactlyInAnyOrder(
                        "neo4j-streams-cypher-sink", "neo4j-streams-cud-sink", "neo4j-streams-cdc-schema-sink");
        assertThat(context.getRegistry().lookupByNameAndType(AtLeastOnce.NAME, RoutePolicy.class))
                .isInstanceOf(AtLeastOnce.class);
    }

    @Test
    void kameletsAreFound() throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(PluginHelper.getResourceLoader(context)
                        .resolveResource("classpath:kamelets/neo4j-streams-cud-sink.kamelet.yaml"));
        assertThat(((ModelCamelContext) context).getRouteTemplateDefinition("neo4j-streams-cud-sink"))
                .isNotNull();
    }

    @Test
    void theDevConsoleIsFound() {
        assertThat(context.getCamelContextExtension()
                        .getBootstrapFactoryFinder()
                        .newInstance("dev-console/neo4j-streams", DevConsole.class))
                .isPresent();
    }

    @Test
    void anOptionThatIsNoneIsRefused() {
        assertThatThrownBy(() -> context.getEndpoint("neo4j-streams:cud?batchSzie=1"))
                .hasStackTraceContaining("batchSzie");
    }
}
