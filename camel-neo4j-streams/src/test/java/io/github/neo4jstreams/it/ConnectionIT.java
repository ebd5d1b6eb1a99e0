package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.neo4jstreams.camel.Neo4jStreamsConfiguration;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.Own;
import io.github.neo4jstreams.testbed.TestBed;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.AuthTokenManager;
import org.neo4j.driver.AuthTokenManagers;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.slf4j.LoggerFactory;

@TestBed
class ConnectionIT {

    private static final String SINK = """
            - route:
                id: sink
                from:
                  uri: direct:in
                  steps:
                    - to:
                        uri: neo4j-streams:cypher
                        parameters:
                          query: "MERGE (:Thing {nr: event})"
            """;

    static Neo4jServer neo4j;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void detach() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.github.neo4jstreams");
    }

    /** What an operator reads: INFO and above. */
    private List<String> lines() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static long things(Neo4jServer of) {
        return (Long) of.execute("MATCH (t:Thing) RETURN count(t) AS n").get(0).get("n");
    }

    private static Throwable awaitRefusal(Routes routes) {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> routes.context().getRoute("sink").getLastError() != null);
        assertThat(routes.context().getRouteController().getRouteStatus("sink")).isEqualTo(ServiceStatus.Stopped);
        return routes.context().getRoute("sink").getLastError().getException();
    }

    @Nested
    class Outages {

        @Test
        void aServerThatIsDownAtTheStartIsWaitedForWithOneLine(@Own Neo4jServer down) throws Exception {
            down.kill();
            try (Routes routes = Routes.to(down).yaml(SINK)) {
                CompletableFuture<Object> sent = routes.template().asyncSendBody("direct:in", 1);
                await().atMost(20, TimeUnit.SECONDS)
                        .until(() -> lines().stream().anyMatch(l -> l.contains("waiting for it")));
                down.start();
                sent.get(60, TimeUnit.SECONDS);
            }
            assertThat(things(down)).isEqualTo(1);
            assertThat(lines().stream().filter(line -> line.contains("waiting for it")))
                    .hasSize(1);
            assertThat(lines().stream().filter(line -> line.contains("is back after")))
                    .hasSize(1);
            assertThat(lines()).allSatisfy(line -> assertThat(line).doesNotContain("\n"));
            assertThat(log.list.stream().filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO)))
                    .allSatisfy(event -> assertThat(event.getThrowableProxy()).isNull());
        }

        @Test
        void aRouteWithoutMessagesWaitsForItsServerTooAndThenSaysWhatItIs(@Own Neo4jServer down) throws Exception {
            down.kill();
            try (Routes routes = Routes.to(down).yaml(SINK)) {
                await().atMost(20, TimeUnit.SECONDS)
                        .until(() -> lines().stream().anyMatch(l -> l.contains("waiting for it")));
                down.start();
                await().atMost(20, TimeUnit.SECONDS)
                        .until(() -> lines().stream().anyMatch(l -> l.contains("writes to Neo4j 5.26")));
            }
        }

        @Test
        void aServerThatIsKilledUnderLoadLosesNothing(@Own Neo4jServer killed) throws Exception {
            killed.execute("CREATE CONSTRAINT FOR (t:Thing) REQUIRE t.nr IS UNIQUE");
            try (Routes routes = Routes.to(killed).yaml(SINK)) {
                AtomicInteger sent = new AtomicInteger();
                CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
                    for (int nr = 0; nr < 600; nr++) {
                        routes.template().sendBody("direct:in", List.of(nr));
                        sent.incrementAndGet();
                    }
                });
                await().atMost(20, TimeUnit.SECONDS).until(() -> sent.get() > 100);
                killed.kill();
                killed.start();
                load.get(60, TimeUnit.SECONDS);
            }
            assertThat(things(killed)).isEqualTo(600);
        }

        @Test
        void patienceEndsWithTheDriversOwnExceptionAndTheNextExchangeIsTriedAgain(@Own Neo4jServer down)
                throws Exception {
            try (Routes routes = Routes.to(down)
                    .configured(component -> component.getConfiguration().setRetryTimeout(500))
                    .yaml(SINK)) {
                routes.template().sendBody("direct:in", 1);
                down.kill();
                Exchange failed = routes.template()
                        .request("direct:in", e -> e.getMessage().setBody(2));
                assertThat(failed.getException()).isInstanceOf(ServiceUnavailableException.class);
                down.start();
                routes.template().sendBody("direct:in", 3);
            }
            assertThat(things(down)).isEqualTo(2);
        }

        @Test
        void aRouteThatStopsDoesNotWaitForAServer(@Own Neo4jServer down) throws Exception {
            down.kill();
            String timer = SINK.replace("direct:in", "timer:once?repeatCount=1");
            try (Routes routes = Routes.to(down).yaml(timer)) {
                await().atMost(20, TimeUnit.SECONDS)
                        .until(() -> lines().stream().anyMatch(l -> l.contains("waiting for it")));
                long began = System.nanoTime();
                routes.context().getRouteController().stopRoute("sink");
                assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began))
                        .isLessThan(10);
            }
        }
    }

    @Nested
    class Drivers {

        @Test
        void areSharedByEndpointsAndClosedWithTheLast() throws Exception {
            try (Routes routes =
                    Routes.to(neo4j).yaml(SINK + SINK.replace("sink", "second").replace("direct:in", "direct:2"))) {
                routes.template().sendBody("direct:in", 1);
                routes.template().sendBody("direct:2", 2);
                routes.context().getRouteController().stopRoute("sink");
                routes.template().sendBody("direct:2", 3);
                routes.context().getRouteController().startRoute("sink");
                routes.template().sendBody("direct:in", 4);
            }
            assertThat(things(neo4j)).isEqualTo(4);
        }

        @Test
        void ofTheRegistryAreUsedAndNeverClosed() throws Exception {
            Driver given = neo4j.driver();
            try (Routes routes = Routes.to("neo4j://nobody.invalid:1")
                    .configured(component -> component.getConfiguration().setDriver(given))
                    .yaml(SINK)) {
                routes.template().sendBody("direct:in", 1);
            }
            given.verifyConnectivity();
            assertThat(things(neo4j)).isEqualTo(1);
        }

        @Test
        void areFoundInTheRegistryByTheirType() throws Exception {
            try (Routes routes = Routes.to("neo4j://nobody.invalid:1")
                    .bind("driver", neo4j.driver())
                    .yaml(SINK)) {
                routes.template().sendBody("direct:in", 1);
            }
            assertThat(things(neo4j)).isEqualTo(1);
        }
    }

    @Nested
    class Refusals {

        @Test
        void ofAWrongPasswordNameTheCause() throws Exception {
            try (Routes routes = Routes.to(neo4j)
                    .configured(component -> component.getConfiguration().setPassword("wrong-secret"))
                    .yaml(SINK)) {
                assertThat(awaitRefusal(routes)).hasMessageContaining("unauthorized");
            }
            assertThat(lines()).noneMatch(line -> line.contains("wrong-secret"));
        }

        @Test
        void ofADatabaseThatIsNotThereNameIt() throws Exception {
            try (Routes routes = Routes.to(neo4j)
                    .configured(component -> component.getConfiguration().setDatabase("nowhere"))
                    .yaml(SINK)) {
                assertThat(awaitRefusal(routes)).hasMessageContaining("nowhere");
            }
        }

        @Test
        void ofASingleServerWhereAClusterIsRequiredSayWhatItIs() throws Exception {
            try (Routes routes = Routes.to(neo4j)
                    .configured(component -> component.getConfiguration().setRequireCluster(true))
                    .yaml(SINK)) {
                assertThat(awaitRefusal(routes))
                        .hasMessageContaining("requireCluster=true")
                        .hasMessageContaining("single server");
            }
        }
    }

    @Test
    void boltIsAcceptedForASingleServer() throws Exception {
        try (Routes routes = Routes.to(neo4j)
                .configured(component -> component.getConfiguration().setServerUri(neo4j.boltUri()))
                .yaml(SINK)) {
            routes.template().sendBody("direct:in", 1);
        }
        assertThat(things(neo4j)).isEqualTo(1);
    }

    @Test
    void credentialsMayComeFromABeanThatChangesThem() throws Exception {
        AuthTokenManager manager = AuthTokenManagers.basic(neo4j::auth);
        try (Routes routes = Routes.to(neo4j.uri())
                .configured(component -> {
                    Neo4jStreamsConfiguration configuration = component.getConfiguration();
                    configuration.setAuthTokenManager(manager);
                })
                .yaml(SINK)) {
            routes.template().sendBody("direct:in", 1);
        }
        assertThat(things(neo4j)).isEqualTo(1);
    }
}
