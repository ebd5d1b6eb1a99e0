package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.BoltProxy;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator sees. */
@TestBed
class MonitoringIT {

    private static final String SINK = """
            - route:
                id: people
                from:
                  uri: direct:people
                  steps:
                    - to:
                        uri: neo4j-streams:cypher
                        parameters:
                          onInvalid: skip
                          query: "MERGE (p:Person {id: event.id})"
            """;

    private static final String SOURCE = """
            - route:
                id: readings
                from:
                  uri: neo4j-streams:query
                  parameters:
                    cursorName: readings
                    cursorRepository: '#cursors'
                    query: "MATCH (r:Reading) WHERE r.at > $lastCheck RETURN r.at AS at"
                    streamingProperty: at
                    startFrom: earliest
                    delay: 50
                  steps:
                    - to:
                        uri: mock:readings
            """;

    static Neo4jServer neo4j;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    private static DevConsole console(Routes routes) {
        return PluginHelper.getDevConsoleResolver(routes.context()).resolveDevConsole("neo4j-streams");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> shown(Routes routes, String kind) {
        return (List<Map<String, Object>>) ((Map<?, ?>) console(routes).call(MediaType.JSON)).get(kind);
    }

    private static Routes withHealthOfProducers(Routes routes) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(routes.context());
        HealthCheckRepository producers = (HealthCheckRepository) registry.resolveById("producers");
        producers.setEnabled(true);
        registry.register(producers);
        return routes;
    }

    private static HealthCheck.Result health(Routes routes) {
        return HealthCheckHelper.invoke(routes.context()).stream()
                .filter(result -> result.getCheck().getId().equals("producer:people"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theConsoleShowsWhatASinkHasDone() throws Exception {
        try (Routes routes = Routes.to(neo4j).yaml(SINK)) {
            routes.template().sendBody("direct:people", List.of("{\"id\": 1}", "{\"id\": 2}", "broken"));

            Map<String, Object> sink = shown(routes, "sinks").get(0);
            assertThat(sink)
                    .containsEntry("route", "people")
                    .containsEntry("endpoint", "neo4j-streams:cypher")
                    .containsEntry("applied", 2L)
                    .containsEntry("rejected", Map.of("InvalidMessage", 1L));
            assertThat((List<?>) sink.get("lastRejected")).hasSize(1);
            assertThat(neo4j.uri()).endsWith((String) sink.get("leader"));
            assertThat((String) console(routes).call(MediaType.TEXT)).contains("applied: 2", "route: people");
        }
    }

    @Test
    void theConsoleShowsWhoLeadsAndHowOldThatIs() throws Exception {
        try (Routes routes = Routes.to(neo4j)
                .yaml(SINK)
                .bind("cursors", new MemoryStateRepository())
                .yaml(SOURCE)) {
            await().untilAsserted(() ->
                    assertThat(shown(routes, "clusters").get(0)).containsKeys("server", "database", "writers"));
            assertThat(shown(routes, "clusters")).singleElement().satisfies(cluster -> {
                assertThat(cluster).containsEntry("uri", neo4j.uri()).doesNotContainKey("error");
                assertThat((List<?>) cluster.get("writers")).singleElement().satisfies(writer -> assertThat(neo4j.uri())
                        .endsWith((String) writer));
                assertThat((Long) cluster.get("ageMs")).isBetween(0L, 10_000L);
            });
        }
    }

    @Test
    void theConsoleShowsHowFarASourceIs() throws Exception {
        neo4j.execute("UNWIND range(1, 5) AS at CREATE (:Reading {at: at})");
        try (Routes routes =
                Routes.to(neo4j).bind("cursors", new MemoryStateRepository()).yaml(SOURCE)) {
            await().untilAsserted(() -> assertThat(shown(routes, "sources"))
                    .singleElement()
                    .satisfies(source -> assertThat(source)
                            .containsEntry("cursor", "readings")
                            .containsEntry("handedOver", 5L)
                            .containsEntry("failures", 0L)
                            .containsKeys("lagMs", "cursorAgeMs")));
        }
    }

    @Test
    void aSinkThatCanWriteIsUp() throws Exception {
        try (Routes routes = withHealthOfProducers(Routes.to(neo4j)).yaml(SINK)) {
            routes.template().sendBody("direct:people", "{\"id\": 1}");

            HealthCheck.Result result = health(routes);
            assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(result.getDetails()).containsEntry("sink.applied", 1L).containsKey("sink.leader");
        }
    }

    @Test
    void aSinkThatWaitsForItsServerIsNotReadyButAlive() throws Exception {
        String nowhere;
        try (ServerSocket closed = new ServerSocket(0)) {
            nowhere = "neo4j://localhost:" + closed.getLocalPort();
        }
        try (Routes routes = withHealthOfProducers(Routes.to(nowhere)).yaml(SINK)) {
            await().untilAsserted(() -> {
                assertThat(health(routes).getState()).isEqualTo(HealthCheck.State.DOWN);
                assertThat(health(routes).getMessage().orElseThrow()).startsWith("Waits for Neo4j since ");
            });
            assertThat(health(routes).getCheck().isLiveness()).isFalse();
            assertThat(shown(routes, "clusters").get(0)).containsKey("waitingSince");
        }
    }

    @Test
    void aSinkThatHasNothingToWriteIsNotReadyWithoutServer() throws Exception {
        try (BoltProxy proxy = BoltProxy.of(neo4j);
                Routes routes = withHealthOfProducers(Routes.to(proxy.uri()).configured(component -> {
                            component.getConfiguration().setUsername(neo4j.username());
                            component.getConfiguration().setPassword(neo4j.password());
                        }))
                        .yaml(SINK)) {
            routes.template().sendBody("direct:people", "{\"id\": 1}");
            assertThat(health(routes).getState()).isEqualTo(HealthCheck.State.UP);

            proxy.refuse();
            // a commit is taken for proof of a leader for a while
            await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
                assertThat(health(routes).getState()).isEqualTo(HealthCheck.State.DOWN);
                assertThat(health(routes).getMessage().orElseThrow()).startsWith("Neo4j is not available: ");
            });

            proxy.accept();
            await().untilAsserted(() -> assertThat(health(routes).getState()).isEqualTo(HealthCheck.State.UP));
        }
    }
}
