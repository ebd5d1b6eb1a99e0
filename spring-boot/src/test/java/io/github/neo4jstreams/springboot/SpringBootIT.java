package io.github.neo4jstreams.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** An application with a YAML route, as a user would start it. */
@TestBed
class SpringBootIT {

    static Neo4jServer neo4j;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    private static ConfigurableApplicationContext run(Map<String, String> properties) {
        return SpringApplication.run(
                Application.class,
                properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    private static void writesWith(Map<String, String> connection) {
        Map<String, String> properties = new HashMap<>(connection);
        properties.put("spring.main.web-application-type", "none");
        properties.put("camel.main.routes-include-pattern", "classpath:routes/people.yaml");
        try (ConfigurableApplicationContext spring = run(properties)) {
            spring.getBean(ProducerTemplate.class)
                    .sendBody("direct:people", List.of("{\"id\": 1, \"name\": \"Ann\"}", "{\"id\": 2}"));
        }
        assertThat(neo4j.execute("MATCH (p:Person) RETURN p.id AS id ORDER BY id"))
                .extracting(row -> row.get("id"))
                .containsExactly(1L, 2L);
    }

    @Test
    void aRouteWritesWithTheComponentsProperties() {
        writesWith(Map.of(
                "camel.component.neo4j-streams.server-uri", neo4j.uri(),
                "camel.component.neo4j-streams.username", neo4j.username(),
                "camel.component.neo4j-streams.password", neo4j.password()));
    }

    @Test
    void aRouteWritesWithSpringsDriver() {
        writesWith(Map.of(
                "spring.neo4j.uri", neo4j.uri(),
                "spring.neo4j.authentication.username", neo4j.username(),
                "spring.neo4j.authentication.password", neo4j.password()));
    }
}
