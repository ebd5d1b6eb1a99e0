package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.neo4jstreams.camel.Neo4jStreamsConstants;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.ClientException;

@TestBed
class QueryProducerIT {

    static Neo4jServer neo4j;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    private static Routes query(String parameters) throws Exception {
        return Routes.to(neo4j).yaml("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: neo4j-streams:query
                            parameters:
                %s
                """.formatted(parameters.indent(14)));
    }

    @Test
    void parametersComeFromOptionsAndFromAMapBodyAndKeepTheirTypes() throws Exception {
        neo4j.execute("UNWIND range(1, 5) AS n CREATE (:Number {n: n, even: n % 2 = 0})");
        try (Routes routes = query("""
                query: 'MATCH (x:Number) WHERE x.even = $even RETURN x.n AS n, $name AS name ORDER BY n LIMIT $limit'
                accessMode: read
                param.limit: 2
                param.even: true
                param.name: from the option
                """)) {
            Exchange done =
                    routes.template().request("direct:in", e -> e.getMessage().setBody(Map.of("even", false)));
            assertThat(done.getException()).isNull();
            assertThat(done.getMessage().getBody(List.class))
                    .containsExactly(
                            Map.of("n", 1L, "name", "from the option"), Map.of("n", 3L, "name", "from the option"));
            assertThat(done.getMessage().getHeader(Neo4jStreamsConstants.ACCESS_MODE))
                    .isEqualTo("read");
        }
    }

    @Test
    void aRecordOfKafkaIsAppliedOnceOnRequest() throws Exception {
        try (Routes routes = query("""
                query: 'MERGE (c:Counter) SET c.n = coalesce(c.n, 0) + 1 RETURN c.n AS n'
                exactlyOnce: true
                sinkName: counters
                """)) {
            for (long offset : new long[] {0, 1, 1, 0, 2}) {
                assertThat(routes.template()
                                .request("direct:in", e -> e.getMessage()
                                        .setHeaders(new HashMap<>(Map.of(
                                                "kafka.TOPIC", "t", "kafka.PARTITION", 3, "kafka.OFFSET", offset))))
                                .getException())
                        .isNull();
            }
            Exchange again = routes.template().request("direct:in", e -> e.getMessage()
                    .setHeaders(new HashMap<>(Map.of("kafka.TOPIC", "t", "kafka.PARTITION", 3, "kafka.OFFSET", 2L))));
            assertThat(again.getMessage().getBody(List.class)).isEmpty();
            assertThat(again.getMessage().getHeader(Neo4jStreamsConstants.SKIPPED))
                    .isEqualTo(1L);
            assertThat(routes.template().requestBody("direct:in", null, List.class))
                    .as("a message that is not from Kafka")
                    .containsExactly(Map.of("n", 4L));
        }
    }

    @Test
    void rowsPrintAsJson() throws Exception {
        try (Routes routes = query("""
                query: "RETURN date('2026-02-03') AS day, {a: [1, null]} AS map, point({x: 1, y: 2}) AS p"
                outputType: one
                """)) {
            assertThat(routes.template().requestBody("direct:in", null, String.class))
                    .isEqualTo(
                            "{\"day\":\"2026-02-03\",\"map\":{\"a\":[1,null]},\"p\":{\"srid\":7203,\"x\":1.0,\"y\":2.0}}");
        }
    }

    @Test
    void whatComesOutGoesInAgainUnchanged() throws Exception {
        String everyType =
                "RETURN date('2026-02-03') AS a, time('12:13:14.123456789+01:00') AS b, localtime('01:02') AS c,"
                        + " datetime('2026-07-01T01:02:03[Europe/Stockholm]') AS d, localdatetime('2026-07-01T01:02:03') AS e,"
                        + " duration('P1Y2M3DT4H5M6.7S') AS f, point({longitude: 12.5, latitude: 55.6, height: 7}) AS g,"
                        + " 9223372036854775807 AS h, 1.5 AS i, [1, 'x', true] AS j, {k: null} AS k";
        try (Routes routes = query("query: \"" + everyType + "\"\noutputType: one");
                Routes back =
                        query("query: 'CREATE (n:Copy) SET n = {a: $a, b: $b, c: $c, d: $d, e: $e, f: $f, g: $g, h: $h,"
                                + " i: $i}'")) {
            Map<?, ?> row = routes.template().requestBody("direct:in", null, Map.class);
            back.template().sendBody("direct:in", row);
        }
        assertThat(neo4j.execute(
                                everyType
                                                .replace("RETURN", "MATCH (n:Copy) WITH n,")
                                                .replaceAll(" AS ([jk])", " AS $1_")
                                        + " RETURN [n.a = a, n.b = b, n.c = c, n.d = d, n.e = e, n.f = f, n.g = g, n.h = h, n.i = i] AS same")
                        .get(0)
                        .get("same"))
                .isEqualTo(List.of(true, true, true, true, true, true, true, true, true));
    }

    @Test
    void oneMeansOne() throws Exception {
        try (Routes routes = query("query: 'UNWIND range(1, $n) AS n RETURN n'\noutputType: one")) {
            assertThat(routes.template().requestBody("direct:in", Map.of("n", 1), Map.class))
                    .isEqualTo(Map.of("n", 1L));
            assertThat(routes.template().requestBody("direct:in", Map.of("n", 0)))
                    .isNull();
            assertThatThrownBy(() -> routes.template().requestBody("direct:in", Map.of("n", 2)))
                    .cause()
                    .hasMessageContaining("2 rows");
        }
    }

    @Test
    void aStreamIsReadWhileTheRouteRunsAndClosedWhenItIsDone() throws Exception {
        List<Object> read = new ArrayList<>();
        List<Iterator<?>> streams = new ArrayList<>();
        try (Routes routes = Routes.to(neo4j)
                .bind("reader", (org.apache.camel.Processor) exchange -> {
                    Iterator<?> rows = exchange.getMessage().getBody(Iterator.class);
                    streams.add(rows);
                    for (int i = 0; i < 3; i++) {
                        read.add(((Map<?, ?>) rows.next()).get("n"));
                    }
                })
                .yaml("""
                        - route:
                            from:
                              uri: direct:in
                              steps:
                                - to:
                                    uri: neo4j-streams:query
                                    parameters:
                                      query: UNWIND range(1, 1000000) AS n RETURN n
                                      accessMode: read
                                      outputType: stream
                                - process:
                                    ref: reader
                        """)) {
            routes.template().sendBody("direct:in", null);
            assertThat(read).containsExactly(1L, 2L, 3L);
            assertThatThrownBy(() -> {
                        while (streams.get(0).hasNext()) {
                            streams.get(0).next();
                        }
                    })
                    .isInstanceOf(ClientException.class);
        }
    }

    @Test
    void callInTransactionsNeedsAutoCommit() throws Exception {
        String query =
                "query: 'UNWIND range(1, 10) AS n CALL (n) { CREATE (:Batch {n: n}) } IN TRANSACTIONS OF 3 ROWS'\n";
        try (Routes routes = query(query + "transactionMode: auto-commit")) {
            Exchange done = routes.template().request("direct:in", e -> {});
            assertThat(done.getException()).isNull();
            assertThat(done.getMessage().getHeader(Neo4jStreamsConstants.COUNTERS, Map.class))
                    .containsEntry("nodesCreated", 10L);
        }
        assertThat(neo4j.execute("MATCH (b:Batch) RETURN count(b) AS n").get(0)).containsEntry("n", 10L);
    }

    @Test
    void theMessagesOwnCypherIsRunOnlyIfThatIsAllowed() throws Exception {
        try (Routes closed = query("query: 'RETURN 1 AS n'");
                Routes open = query("query: 'RETURN 1 AS n'\nallowQueryFromMessage: true")) {
            Map<String, Object> injected = Map.of(Neo4jStreamsConstants.QUERY, "RETURN 2 AS n");
            assertThat(closed.template().requestBodyAndHeaders("direct:in", null, injected))
                    .isEqualTo(List.of(Map.of("n", 1L)));
            assertThat(open.template().requestBodyAndHeaders("direct:in", null, injected))
                    .isEqualTo(List.of(Map.of("n", 2L)));
        }
    }

    @Test
    void aWriteInReadModeIsRefused() throws Exception {
        try (Routes routes = query("query: 'CREATE (:Oops)'\naccessMode: read")) {
            assertThatThrownBy(() -> routes.template().sendBody("direct:in", null))
                    .isNotNull();
        }
        assertThat(neo4j.execute("MATCH (n) RETURN count(n) AS n").get(0)).containsEntry("n", 0L);
    }

    @Test
    void bookmarksGoInAndComeOut() throws Exception {
        try (Routes routes = query("query: 'CREATE (:Mark)'")) {
            Exchange first = routes.template().request("direct:in", e -> {});
            Object bookmark = first.getMessage().getHeader(Neo4jStreamsConstants.BOOKMARK);
            assertThat((List<?>) bookmark).hasSize(1);
            Exchange second = routes.template()
                    .request("direct:in", e -> e.getMessage().setHeader(Neo4jStreamsConstants.BOOKMARK, bookmark));
            assertThat(second.getException()).isNull();
            assertThat(second.getMessage().getHeader(Neo4jStreamsConstants.BOOKMARK))
                    .isNotEqualTo(bookmark);
        }
    }
}
