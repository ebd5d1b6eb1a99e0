package io.github.neo4jstreams.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application as it stands, but for where its servers are. */
@TestBed
class SpringBootExampleIT {

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @Test
    void whatATopicHasIsInTheGraph() {
        neo4j.wipe();
        kafka.send("spring-people", null, "{\"id\": 1, \"name\": \"Ada\"}");
        try (ConfigurableApplicationContext spring = SpringApplication.run(
                Application.class,
                "--camel.component.neo4j-streams.server-uri=" + neo4j.uri(),
                "--camel.component.neo4j-streams.username=" + neo4j.username(),
                "--camel.component.neo4j-streams.password=" + neo4j.password(),
                "--camel.component.kafka.brokers=" + kafka.bootstrapServers())) {
            await().atMost(60, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(neo4j.execute("MATCH (p:Person {id: 1, name: 'Ada'}) RETURN p"))
                            .hasSize(1));
        }
    }
}
