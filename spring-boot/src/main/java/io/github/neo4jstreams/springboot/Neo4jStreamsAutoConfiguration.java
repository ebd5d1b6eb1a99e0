package io.github.neo4jstreams.springboot;

import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Properties {@code camel.component.neo4j-streams.*} for the component, in any of Spring's spellings, environment variables among
 * them. Off with {@code camel.component.neo4j-streams.customizer.enabled=false}.
 *
 * <p>A single bean of the driver's type {@code Driver}, as Spring makes it of {@code spring.neo4j.*}, is used unless
 * {@code camel.component.neo4j-streams.server-uri} says where the server is.
 */
@AutoConfiguration
@ConditionalOnProperty(
        prefix = ComponentProperties.PREFIX,
        name = "customizer.enabled",
        havingValue = "true",
        matchIfMissing = true)
public class Neo4jStreamsAutoConfiguration {

    /** Applies the properties to the component when Camel makes it. */
    @Bean
    ComponentCustomizer neo4jStreamsComponentCustomizer(Environment environment) {
        ComponentProperties properties = new ComponentProperties(Binder.get(environment));
        return ComponentCustomizer.forType(Neo4jStreamsComponent.class, properties::apply);
    }
}
