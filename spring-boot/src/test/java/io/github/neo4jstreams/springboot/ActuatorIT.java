package io.github.neo4jstreams.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.BoltProxy;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** What Actuator shows of a sink: its health in the probe of readiness, and its meters, in each of several registries once. */
@TestBed
class ActuatorIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    static Neo4jServer neo4j;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class OneRegistry {}

    /** Spring Boot adds Prometheus' own, and a primary one that is composed of both. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class TwoRegistries {
        @Bean
        SimpleMeterRegistry simple() {
            return new SimpleMeterRegistry();
        }
    }

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    private static ConfigurableApplicationContext run(Class<?> application, String uri) {
        return SpringApplication.run(
                application,
                "--server.port=0",
                "--camel.main.routes-include-pattern=classpath:routes/people.yaml",
                "--camel.component.neo4j-streams.server-uri=" + uri,
                "--camel.component.neo4j-streams.username=" + neo4j.username(),
                "--camel.component.neo4j-streams.password=" + neo4j.password(),
                "--camel.health.producers-enabled=true",
                "--management.endpoints.web.exposure.include=health,prometheus",
                "--management.endpoint.health.probes.enabled=true",
                "--management.endpoint.health.show-details=always",
                "--management.endpoint.health.group.readiness.include=readinessState,camelHealth");
    }

    private static void write(ConfigurableApplicationContext spring) {
        spring.getBean(ProducerTemplate.class).sendBody("direct:people", List.of("{\"id\": 1}", "{\"id\": 2}"));
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext spring, String path) throws Exception {
        URI uri = URI.create(
                "http://localhost:" + spring.getEnvironment().getProperty("local.server.port") + "/actuator/" + path);
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(answer.body()).doesNotContain(neo4j.password());
        return answer;
    }

    private static List<String> applied(ConfigurableApplicationContext spring) throws Exception {
        return get(spring, "prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("neo4j_streams_sink_records_total{") && line.contains("applied"))
                .toList();
    }

    @Test
    void prometheusHasTheMeters() throws Exception {
        try (ConfigurableApplicationContext spring = run(OneRegistry.class, neo4j.uri())) {
            write(spring);

            assertThat(applied(spring))
                    .singleElement()
                    .asString()
                    .contains("outcome=\"applied\"", "route=\"", "sink=\"")
                    .endsWith(" 2.0");
        }
    }

    @Test
    void eachOfTwoRegistriesHasEachMeterOnceWithTheSameCount() throws Exception {
        try (ConfigurableApplicationContext spring = run(TwoRegistries.class, neo4j.uri())) {
            write(spring);

            assertThat(spring.getBeansOfType(MeterRegistry.class)).hasSize(3);
            assertThat(applied(spring)).singleElement().asString().endsWith(" 2.0");
            assertThat(spring.getBean(SimpleMeterRegistry.class)
                            .get("neo4j.streams.sink.records")
                            .tag("outcome", "applied")
                            .counters())
                    .extracting(Counter::count)
                    .containsExactly(2.0);
        }
    }

    @Test
    void readinessFollowsTheServerAndLivenessDoesNot() throws Exception {
        try (BoltProxy proxy = BoltProxy.of(neo4j);
                ConfigurableApplicationContext spring = run(OneRegistry.class, proxy.uri())) {
            write(spring);
            assertThat(get(spring, "health/readiness").statusCode()).isEqualTo(200);
            assertThat(get(spring, "health/readiness").body()).contains("camelHealth");

            proxy.refuse();
            await().atMost(SOON).untilAsserted(() -> assertThat(
                            get(spring, "health/readiness").statusCode())
                    .as(get(spring, "health").body())
                    .isEqualTo(503));
            assertThat(get(spring, "health").body()).contains("producer:").doesNotContain("\\tat ", "stacktrace");
            assertThat(get(spring, "health/liveness").statusCode()).isEqualTo(200);

            proxy.accept();
            await().atMost(SOON).until(() -> get(spring, "health/readiness").statusCode() == 200);
        }
    }
}
