package io.github.neo4jstreams.it;

import static io.github.neo4jstreams.it.Routes.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.camel.Neo4jStreamsConstants;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.exceptions.ClientException;

@TestBed
class CypherSinkIT {

    static Neo4jServer neo4j;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    private static Routes sink(String parameters) throws Exception {
        return Routes.to(neo4j).yaml("""
                - route:
                    id: sink
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: neo4j-streams:cypher
                            parameters:
                %s
                """.formatted(parameters.indent(14)));
    }

    @Test
    void aPlusInTheQueryAddsPropertiesInsteadOfReplacingThem() throws Exception {
        neo4j.execute("CREATE (:Account {id: 1, owner: 'Ada', balance: 5})");
        try (Routes routes = sink("query: 'MATCH (a:Account {id: event.id}) SET a += event'")) {
            routes.template().sendBody("direct:in", "{\"id\": 1, \"balance\": 7}");
        }
        assertThat(neo4j.execute("MATCH (a:Account) RETURN a.id AS id, a.owner AS owner, a.balance AS balance"))
                .containsExactly(Map.of("id", 1L, "owner", "Ada", "balance", 7L));
    }

    @Test
    void aListIsWrittenInOrderAndEachMessageSeesTheOnesBefore() throws Exception {
        try (Routes routes = sink("""
                batchSize: 3
                query: |
                  OPTIONAL MATCH (t:Ticket)   // counts what is there already
                  WITH event, count(t) AS taken
                  CREATE (:Ticket {nr: taken + 1, who: event.who})
                """)) {
            List<Map<String, Object>> batch = IntStream.range(0, 10)
                    .mapToObj(i -> Map.<String, Object>of("who", "p" + i))
                    .toList();
            Exchange done =
                    routes.template().request("direct:in", e -> e.getMessage().setBody(batch));
            assertThat(done.getException()).isNull();
            assertThat(done.getMessage().getHeader(Neo4jStreamsConstants.APPLIED))
                    .isEqualTo(10L);
            assertThat(done.getMessage().getHeader(Neo4jStreamsConstants.COUNTERS, Map.class))
                    .containsEntry("nodesCreated", 10L);
            assertThat(done.getMessage().getHeader(Neo4jStreamsConstants.BOOKMARK, List.class))
                    .isNotEmpty();
            assertThat(done.getMessage().getHeader(Neo4jStreamsConstants.DATABASE))
                    .isEqualTo("neo4j");
            assertThat(done.getMessage().getBody()).isEqualTo(batch);
        }
        assertThat(neo4j.execute("MATCH (t:Ticket) RETURN t.who AS who ORDER BY t.nr"))
                .extracting(row -> row.get("who"))
                .containsExactly("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9");
        assertThat(neo4j.execute("MATCH (t:Ticket) RETURN count(DISTINCT t.nr) AS n")
                        .get(0))
                .containsEntry("n", 10L);
    }

    @Test
    void aBatchOfKafkaExchangesBindsKeyHeadersTimestampAndValue() throws Exception {
        try (Routes routes = sink("""
                query: >-
                  CREATE (:Person {id: __key.id, name: __value.first, alias: event.first, feed: __header.origin,
                  at: __timestamp, topic: coalesce(__header.`kafka.TOPIC`, 'hidden')})
                """)) {
            Exchange record = new DefaultExchange(routes.context());
            record.getMessage().setBody("{\"first\": \"Ada\"}".getBytes(StandardCharsets.UTF_8));
            record.getMessage()
                    .setHeaders(headers(
                            "kafka.KEY",
                            "{\"id\": 7}",
                            "kafka.TOPIC",
                            "people",
                            "kafka.TIMESTAMP",
                            1767225600000L,
                            "origin",
                            "crm".getBytes(StandardCharsets.UTF_8)));
            routes.template().sendBody("direct:in", List.of(record));
        }
        assertThat(neo4j.execute("MATCH (p:Person) RETURN p.id AS id, p.name AS name, p.alias AS alias, p.feed AS feed,"
                        + " p.at = datetime('2026-01-01T00:00:00Z') AS at, p.topic AS topic"))
                .containsExactly(
                        Map.of("id", 7L, "name", "Ada", "alias", "Ada", "feed", "crm", "at", true, "topic", "hidden"));
    }

    @Test
    void aQueryThatReturnsSomethingIsWelcome() throws Exception {
        try (Routes routes = sink("query: 'MERGE (b:Book {isbn: event.isbn}) RETURN b.isbn AS isbn'")) {
            routes.template()
                    .sendBody("direct:in", List.of(Map.of("isbn", "1"), Map.of("isbn", "2"), Map.of("isbn", "1")));
        }
        assertThat(neo4j.execute("MATCH (b:Book) RETURN count(b) AS n").get(0)).containsEntry("n", 2L);
    }

    @Test
    void aQueryThatReturnsMoreRowsThanAreFetchedAtOnceIsDoneForEachMessageToItsEnd() throws Exception {
        try (Routes routes = sink("""
                batchSize: 2
                query: |
                  UNWIND range(1, 3000) AS nr
                  CREATE (r:Row {of: event.of, nr: nr})
                  RETURN r
                """)) {
            routes.template().sendBody("direct:in", List.of(Map.of("of", 1), Map.of("of", 2), Map.of("of", 3)));
        }
        assertThat(neo4j.execute("MATCH (r:Row) RETURN r.of AS of, count(r) AS rows ORDER BY of"))
                .containsExactly(
                        Map.of("of", 1L, "rows", 3000L),
                        Map.of("of", 2L, "rows", 3000L),
                        Map.of("of", 3L, "rows", 3000L));
    }

    @Test
    void aTombstoneIsANullEvent() throws Exception {
        neo4j.execute("CREATE (:Gauge {id: 1, level: 5})");
        try (Routes routes = sink("query: 'MATCH (g:Gauge {id: __key.id}) SET g.level = event.level'")) {
            routes.template().sendBodyAndHeader("direct:in", null, "kafka.KEY", "{\"id\": 1}");
        }
        assertThat(neo4j.execute("MATCH (g:Gauge) RETURN g.level AS level")
                        .get(0)
                        .get("level"))
                .isNull();
    }

    @Test
    void aBatchWithABadMessageIsNotBegunAndTheErrorSaysWhichOneItIs() throws Exception {
        try (Routes routes = sink("query: 'CREATE (:Thing {value: event})'")) {
            Exchange good = new DefaultExchange(routes.context());
            good.getMessage().setBody("1");
            Exchange bad = new DefaultExchange(routes.context());
            bad.getMessage().setBody("12 Elm Street");
            bad.getMessage().setHeaders(headers("kafka.TOPIC", "things", "kafka.PARTITION", 2, "kafka.OFFSET", 41L));
            assertThatThrownBy(() -> routes.template().sendBody("direct:in", List.of(good, bad)))
                    .isInstanceOf(CamelExecutionException.class)
                    .cause()
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContaining("things/2@41")
                    .hasMessageContaining("not one JSON value");
        }
        assertThat(neo4j.execute("MATCH (n) RETURN count(n) AS n").get(0)).containsEntry("n", 0L);
    }

    @Test
    void whatTheDatabaseRefusesFailsTheExchangeWithTheDriversOwnException() throws Exception {
        neo4j.execute("CREATE CONSTRAINT FOR (p:Person) REQUIRE p.id IS UNIQUE");
        try (Routes routes = sink("query: 'CREATE (:Person {id: event.id})'")) {
            assertThatThrownBy(() -> routes.template().sendBody("direct:in", List.of(Map.of("id", 1), Map.of("id", 1))))
                    .cause()
                    .isInstanceOf(ClientException.class)
                    .hasMessageContaining("already exists");
        }
        assertThat(neo4j.execute("MATCH (n) RETURN count(n) AS n").get(0)).containsEntry("n", 0L);
    }

    @Test
    void cypherThatDoesNotCompileStopsTheRoute() throws Exception {
        try (Routes routes = sink("query: 'CREAT (:Person)'")) {
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> routes.context().getRouteController().getRouteStatus("sink") == ServiceStatus.Stopped);
        }
    }

    @Test
    void nothingButTheQueryDecidesHowManyStatementsABatchTakes() throws Exception {
        // one statement for 500 messages, or the server would compile and answer 500 times
        try (Routes routes = sink("""
                query: 'CREATE (:Row {nr: event})'
                batchSize: 500
                txMetadata.app: sink-it
                """)) {
            routes.template()
                    .sendBody(
                            "direct:in",
                            new ArrayList<>(Arrays.asList(
                                    IntStream.range(0, 500).boxed().toArray())));
        }
        assertThat(neo4j.execute("MATCH (r:Row) RETURN count(r) AS n").get(0)).containsEntry("n", 500L);
    }

    private static Object transactions() {
        return neo4j.execute("MATCH (p:Part) RETURN count(DISTINCT p.at) AS n")
                .get(0)
                .get("n");
    }

    private static List<Exchange> records(Routes routes, int partitions, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Exchange record = new DefaultExchange(routes.context());
                    record.getMessage().setBody("{\"id\": " + i + "}");
                    record.getMessage()
                            .setHeaders(headers(
                                    "kafka.TOPIC",
                                    "parts",
                                    "kafka.PARTITION",
                                    i % partitions,
                                    "kafka.OFFSET",
                                    (long) i / partitions));
                    return record;
                })
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'batchSize: 6', 1",
        "'batchBytes: 9', 6",
        "'batchBytes: 18', 3",
        "'{adaptiveBatches: false, batchBytes: 9}', 1",
        "'{adaptiveBatches: false, batchSize: 4}', 2"
    })
    void optionsSayHowManyTransactionsAListTakes(String options, long transactions) throws Exception {
        String lines = options.startsWith("{")
                ? options.substring(1, options.length() - 1).replace(", ", "\n")
                : options;
        try (Routes routes = sink("query: 'CREATE (:Part {id: event.id, at: datetime.transaction()})'\n" + lines)) {
            routes.template().sendBody("direct:in", records(routes, 2, 6));
        }
        assertThat(transactions()).isEqualTo(transactions);
    }

    /** Each lane has its own last bookmark. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void parallelismSaysInHowManyLanesPartitionsAreWritten(int parallelism) throws Exception {
        try (Routes routes = sink("query: 'CREATE (:Part {id: event.id})'\nparallelism: " + parallelism)) {
            List<Exchange> records = records(routes, 3, 30);
            Exchange done = routes.template()
                    .request("direct:in", exchange -> exchange.getMessage().setBody(records));
            assertThat(done.getException()).isNull();
            assertThat(done.getMessage().getHeader(Neo4jStreamsConstants.BOOKMARK, List.class))
                    .hasSize(parallelism);
            assertThat(done.getMessage().getHeader(Neo4jStreamsConstants.APPLIED))
                    .isEqualTo(30L);
        }
    }
}
