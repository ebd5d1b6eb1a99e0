package io.github.neo4jstreams.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is served, to whom. */
@TestBed
class PageIT {

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    private static Application application(String page, String... yaml) throws Exception {
        return new Application(page, neo4j.uri(), neo4j.username(), neo4j.password(), yaml);
    }

    private static JsonNode state(Application application) throws Exception {
        HttpResponse<String> answer = application.get("/state.json");
        assertThat(answer.statusCode()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static JsonNode route(JsonNode state, String id) {
        return StreamSupport.stream(state.get("routes").spliterator(), false)
                .filter(route -> route.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thereIsNoPageUnlessAPropertyAsksForIt() throws Exception {
        try (Application application = application(null, Yaml.sink("people"))) {
            assertThat(application.context().hasService(PageServer.class)).isNull();
        }
    }

    @Test
    void thePageAndAllThatItNeedsAreServedAndNothingElse() throws Exception {
        try (Application application = application("0")) {
            HttpResponse<String> page = application.get("/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
            assertThat(page.body())
                    .contains("default-src 'none'; script-src 'self'")
                    .doesNotContain("http://", "https://");
            for (String part : List.of("/page.js", "/page.css", "/page.svg")) {
                assertThat(page.body()).contains(part.substring(1));
                assertThat(application.get(part).statusCode()).isEqualTo(200);
            }
            for (String other : List.of(
                    "/page.html", "/index.html", "/application.properties", "/..%2f", "/logback-test.xml", "/q/dev")) {
                assertThat(application.get(other).statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void itIsToBeReadOnly() throws Exception {
        try (Application application = application("0")) {
            HttpResponse<String> answer =
                    Application.send(HttpRequest.newBuilder(application.page().resolve("/state.json"))
                            .POST(HttpRequest.BodyPublishers.ofString("{}"))
                            .build());
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("allow")).hasValue("GET");
        }
    }

    @Test
    void whatListensToThisMachineIsNotForASiteOfAnotherName() throws Exception {
        try (Application application = application("0")) {
            assertThat(answerToHost(
                            application.page(),
                            "evil.example:" + application.page().getPort()))
                    .startsWith("HTTP/1.1 403");
            assertThat(answerToHost(
                            application.page(),
                            "127.0.0.1:" + application.page().getPort()))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whatListensToOthersAnswersToAnyName() throws Exception {
        try (Application application = application("0.0.0.0:0")) {
            assertThat(answerToHost(
                            URI.create("http://localhost:" + application.page().getPort()), "streams.example"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    /** The JDK's client has a mind of its own about this header. */
    private static String answerToHost(URI page, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName(page.getHost()), page.getPort())) {
            socket.getOutputStream()
                    .write(("GET /state.json HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theStateHasClustersSinksSourcesAndRoutes() throws Exception {
        try (Application application = application("0", Yaml.sink("people"), Yaml.SOURCE)) {
            application.template().sendBody("direct:people", List.of("{\"id\": 1}", "{\"id\": 2}", "broken"));

            await().untilAsserted(() -> {
                JsonNode state = state(application);
                assertThat(state.get("application").asText()).isEqualTo("bikes & riders");
                assertThat(neo4j.uri())
                        .endsWith(state.at("/clusters/0/writers/0").asText());
                assertThat(state.at("/sinks/0/applied").asLong()).isEqualTo(2);
                assertThat(state.at("/sinks/0/lastRejected/0/reason").asText()).isEqualTo("InvalidMessage");
                assertThat(state.at("/sources/0/handedOver").asLong()).isEqualTo(2);
                assertThat(state.at("/sources/0/lagMs").isNumber()).isTrue();
                assertThat(route(state, "people").get("state").asText()).isEqualTo("Started");
            });
            application.context().getRouteController().stopRoute("readings");
            assertThat(route(state(application), "readings").get("state").asText())
                    .isEqualTo("Stopped");
        }
    }

    @Test
    void theStateHasNoValueOfARecordAndNoSecret() throws Exception {
        neo4j.execute("CREATE CONSTRAINT FOR (p:Person) REQUIRE p.mail IS UNIQUE");
        try (Application application = application("0", Yaml.sink("people"))) {
            application
                    .template()
                    .sendBody(
                            "direct:people",
                            List.of(
                                    Map.of("id", 4711, "mail", "ada@example.org"),
                                    Map.of("id", 4711, "mail", "ada@example.org"),
                                    "{\"id\": confidential}",
                                    "{\"id\": 471147114711471147114711}",
                                    Map.of("id", Map.of("a", "classified"), "mail", "eve@example.org")));

            assertThat(state(application).at("/sinks/0/lastRejected")).hasSize(4);
            assertThat(application.get("/state.json").body())
                    .contains("already exists with label `Person` and property `mail` = …")
                    .doesNotContain("4711", "ada@", "eve@", "confidential", "classified")
                    .doesNotContain(neo4j.password());
        }
    }

    @Test
    void theStateSaysHowFarARouteIsBehindItsTopic() throws Exception {
        kafka.createTopic("page.people", 2);
        for (int i = 0; i < 10; i++) {
            kafka.send("page.people", String.valueOf(i), "{\"id\": " + i + "}");
        }
        try (Application application = application("0", """
                - route:
                    id: from-kafka
                    routePolicy: atLeastOnce
                    from:
                      uri: kafka:page.people
                      parameters:
                        brokers: %s
                        groupId: page
                      steps:
                        - to:
                            uri: neo4j-streams:cypher
                            parameters:
                              query: "CREATE (:Person {id: event.id})"
                """.formatted(kafka.bootstrapServers()))) {
            await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
                JsonNode state = state(application);
                assertThat(state.at("/sinks/0/applied").asLong()).isEqualTo(10);
                assertThat(route(state, "from-kafka").get("behind").isNumber()).isTrue();
                assertThat(route(state, "from-kafka").get("behind").asLong()).isZero();
            });
        }
    }

    @Test
    void aPortThatIsTakenIsNoReasonForARouteNotToRun() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"));
                Application application = application(String.valueOf(taken.getLocalPort()), Yaml.sink("people"))) {
            application.template().sendBody("direct:people", "{\"id\": 1}");

            assertThat(application.page()).isNull();
            assertThat(neo4j.execute("MATCH (p:Person) RETURN p")).hasSize(1);
        }
    }

    @Test
    void aPropertyThatSaysNoPlaceStopsTheApplication() {
        assertThatThrownBy(() -> application("yes").close())
                .hasStackTraceContaining("neo4j-streams.page=yes: write the port");
    }
}
