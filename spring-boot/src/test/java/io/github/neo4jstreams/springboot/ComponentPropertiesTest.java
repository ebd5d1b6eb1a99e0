package io.github.neo4jstreams.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import io.github.neo4jstreams.camel.Neo4jStreamsConfiguration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ComponentPropertiesTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(CamelAutoConfiguration.class, Neo4jStreamsAutoConfiguration.class));

    private static Neo4jStreamsConfiguration configured(CamelContext camel) {
        return camel.getComponent("neo4j-streams", Neo4jStreamsComponent.class).getConfiguration();
    }

    @Test
    void areTheComponentsOptions() {
        application
                .withPropertyValues(
                        "camel.component.neo4j-streams.server-uri=neo4j://core1:7687",
                        "camel.component.neo4j-streams.username=neo4j",
                        "camel.component.neo4j-streams.fetchSize=500")
                .run(spring -> {
                    Neo4jStreamsConfiguration configuration = configured(spring.getBean(CamelContext.class));
                    assertThat(configuration.getServerUri()).isEqualTo("neo4j://core1:7687");
                    assertThat(configuration.getUsername()).isEqualTo("neo4j");
                    assertThat(configuration.getFetchSize()).isEqualTo(500);
                });
    }

    @Test
    void mayBeEnvironmentVariables() {
        application
                .withInitializer(spring -> ((ConfigurableEnvironment) spring.getEnvironment())
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "systemEnvironment",
                                Map.of("CAMEL_COMPONENT_NEO4JSTREAMS_SERVERURI", "neo4j://core2:7687"))))
                .run(spring -> assertThat(
                                configured(spring.getBean(CamelContext.class)).getServerUri())
                        .isEqualTo("neo4j://core2:7687"));
    }

    @Test
    void areRefusedIfThereIsNoSuchOption() {
        application
                .withPropertyValues("camel.component.neo4j-streams.server-url=neo4j://core1:7687")
                .run(spring -> assertThatThrownBy(() -> configured(spring.getBean(CamelContext.class)))
                        .rootCause()
                        .hasMessageContaining("camel.component.neo4j-streams.server-url is no option")
                        .hasMessageContaining("server-uri"));
    }

    @Test
    void springsDriverIsTaken() {
        Driver driver = mock(Driver.class);
        application.withBean(Driver.class, () -> driver).run(spring -> assertThat(
                        configured(spring.getBean(CamelContext.class)).getDriver())
                .isSameAs(driver));
    }

    @Test
    void springsDriverIsNotTakenByWhoSaysWhereTheServerIs() {
        application
                .withBean(Driver.class, () -> mock(Driver.class))
                .withPropertyValues("camel.component.neo4j-streams.server-uri=neo4j://core1:7687")
                .run(spring -> {
                    Neo4jStreamsConfiguration configuration = configured(spring.getBean(CamelContext.class));
                    assertThat(configuration.getDriver()).isNull();
                    assertThat(configuration.getServerUri()).isEqualTo("neo4j://core1:7687");
                });
    }
}
