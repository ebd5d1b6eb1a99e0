package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.camel.Neo4jStreamsConstants;
import io.github.neo4jstreams.testbed.CdcMode;
import io.github.neo4jstreams.testbed.GraphDump;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.Own;
import io.github.neo4jstreams.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes for compacted topics, and back from there. */
@TestBed
class TombstonesIT {

    static Neo4jServer neo4j;

    @Own(cdc = CdcMode.DIFF)
    static Neo4jServer diff;

    private static final String NOTE = "neo4j-streams.tombstone";

    /** A record as Kafka would have it. */
    private record Sent(String key, String value, String note, Map<String, Object> headers) {

        boolean isTombstone() {
            return value == null;
        }

        @Override
        public String toString() {
            return (isTombstone() ? "-" : headers.get(Neo4jStreamsConstants.OPERATION) + " ") + key;
        }
    }

    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    /** How many each exchange had, for those that travel together. */
    private final List<Integer> groups = new CopyOnWriteArrayList<>();

    private volatile Predicate<Sent> refused = any -> false;

    private final Processor receiver = exchange -> {
        List<Exchange> parts = new ArrayList<>();
        if (exchange.getMessage().getBody() instanceof List<?> list) {
            list.forEach(part -> parts.add((Exchange) part));
        } else {
            parts.add(exchange);
        }
        List<Sent> received = parts.stream().map(TombstonesIT::sent).toList();
        if (received.stream().anyMatch(refused)) {
            throw new IllegalStateException("refused by the test");
        }
        sent.addAll(received);
        groups.add(received.size());
    };

    private static Sent sent(Exchange exchange) {
        return new Sent(
                exchange.getMessage().getHeader("kafka.KEY", String.class),
                exchange.getMessage().getBody(String.class),
                exchange.getMessage().getHeader(NOTE, String.class),
                new HashMap<>(exchange.getMessage().getHeaders()));
    }

    @BeforeEach
    void emptyGraphs() {
        for (Neo4jServer server : List.of(neo4j, diff)) {
            server.wipe();
            server.execute("CREATE CONSTRAINT FOR (p:P) REQUIRE p.id IS UNIQUE");
            server.execute("CREATE CONSTRAINT FOR (m:M) REQUIRE m.nr IS UNIQUE");
        }
    }

    private Routes source(Neo4jServer from, String parameters) throws Exception {
        return Routes.to(from).bind("receiver", receiver).yaml("""
                - route:
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: neo4j-streams:cdc
                      parameters:
                        delay: 50
                        initialDelay: 0
                        tombstones: true
                %s
                      steps:
                        - process:
                            ref: receiver
                """.formatted(parameters.indent(8)));
    }

    private static void awaitCursor(Neo4jServer server, String name) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> !server.execute(
                        "MATCH (c:Neo4jStreamsCursor {name: $name}) WHERE c.cursor IS NOT NULL RETURN c",
                        Map.of("name", name))
                .isEmpty());
    }

    private void awaitSent(int count) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> sent.size() >= count);
    }

    /** Everything that these statements change, each a transaction. */
    private void changes(Neo4jServer server, String cursor, String parameters, String... statements) throws Exception {
        try (Routes routes = source(server, "cursorName: " + cursor + "\n" + parameters)) {
            awaitCursor(server, cursor);
            for (String statement : statements) {
                server.execute(statement);
            }
            server.execute("CREATE (:P {id: 'end'})");
            await().atMost(20, TimeUnit.SECONDS).until(() -> sent.stream()
                    .anyMatch(one -> one.value() != null && one.value().contains("\"id\":\"end\"")));
        }
        sent.remove(sent.size() - 1);
    }

    private static String p(Object id) {
        return "{\"keys\":{\"P\":[{\"id\":" + id + "}]}}";
    }

    private static String pAndM(Object id, Object nr) {
        return "{\"keys\":{\"M\":[{\"nr\":" + nr + "}],\"P\":[{\"id\":" + id + "}]}}";
    }

    @Nested
    class TheSource {

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void sendsThemBehindDeletionsAndForKeysThatChanged(boolean full) throws Exception {
            changes(
                    full ? neo4j : diff,
                    "life",
                    "select: (:P)",
                    "CREATE (:P {id: 1, nr: 7, name: 'Ada'})",
                    "MATCH (p:P) SET p.id = 2",
                    "MATCH (p:P) SET p.id = 3, p.name = 'Eve'",
                    "MATCH (p:P) DELETE p");
            assertThat(sent)
                    .extracting(Sent::toString)
                    .containsExactly(
                            "CREATE " + p(1),
                            "UPDATE " + p(2),
                            "-" + p(1),
                            "UPDATE " + p(3),
                            "-" + p(2),
                            "DELETE " + p(3),
                            "-" + p(3));
            for (int tombstone : List.of(2, 4, 6)) {
                Map<String, Object> headers = sent.get(tombstone).headers();
                for (String name : List.of(
                        Neo4jStreamsConstants.CHANGE_ID,
                        Neo4jStreamsConstants.TX_ID,
                        Neo4jStreamsConstants.SEQ,
                        Neo4jStreamsConstants.OPERATION)) {
                    assertThat(headers.get(name))
                            .isNotNull()
                            .isEqualTo(sent.get(tombstone - 1).headers().get(name));
                }
                assertThat(headers.get(Neo4jStreamsConstants.KEY))
                        .hasToString(sent.get(tombstone).key());
                assertThat(sent.get(tombstone - 1).headers()).doesNotContainKey(NOTE);
            }
        }

        @Test
        void followsLabelsThatHaveAKey() throws Exception {
            changes(
                    neo4j,
                    "labels",
                    "select: (:P{name}); (:M{name})",
                    "CREATE (:P {id: 1, nr: 7})",
                    "MATCH (p:P) SET p:M",
                    "MATCH (p:P) SET p.name = 'Ada'",
                    "MATCH (p:P) REMOVE p:P");
            assertThat(sent)
                    .extracting(Sent::toString)
                    .containsExactly(
                            "CREATE " + p(1),
                            "UPDATE " + pAndM(1, 7),
                            "-" + p(1),
                            "UPDATE " + pAndM(1, 7),
                            "UPDATE {\"keys\":{\"M\":[{\"nr\":7}]}}",
                            "-" + pAndM(1, 7));
        }

        @Test
        void sendsNoneForKeysThatOthersGetInTheSameTransactionNorWithoutAKey() throws Exception {
            changes(
                    neo4j,
                    "taken",
                    "",
                    "CREATE (:P {id: 1})-[:R]->(:Other)",
                    "MATCH (p:P {id: 1}) DETACH DELETE p WITH p CREATE (:P {id: 1, name: 'another'})");
            assertThat(sent).filteredOn(Sent::isTombstone).isEmpty();
            assertThat(sent).hasSize(6);
        }

        @Test
        void sendsNoneForWhatASnapshotReads() throws Exception {
            neo4j.execute("CREATE (:P {id: 1}), (:P {id: 2})");
            try (Routes routes = source(neo4j, "cursorName: snapshot\nstartFrom: snapshot\nselect: (:P)")) {
                awaitSent(2);
                neo4j.execute("MATCH (p:P {id: 1}) DELETE p");
                awaitSent(4);
            }
            assertThat(sent)
                    .extracting(Sent::toString)
                    .containsExactly("READ " + p(1), "READ " + p(2), "DELETE " + p(1), "-" + p(1));
        }

        @Test
        void movesOnOnlyWhenTheTombstoneIsThroughToo() throws Exception {
            refused = one -> one.isTombstone() && one.key().contains("2");
            try (Routes routes = source(neo4j, "cursorName: both\nselect: (:P)\noperations: delete")) {
                awaitCursor(neo4j, "both");
                neo4j.execute("CREATE (:P {id: 1}), (:P {id: 2}), (:P {id: 3})");
                neo4j.execute("MATCH (p:P {id: 1}) DELETE p");
                neo4j.execute("MATCH (p:P {id: 2}) DELETE p");
                neo4j.execute("MATCH (p:P {id: 3}) DELETE p");
                // the event, again and again
                awaitSent(5);
                assertThat(sent.subList(0, 5))
                        .extracting(Sent::toString)
                        .containsExactly(
                                "DELETE " + p(1), "-" + p(1), "DELETE " + p(2), "DELETE " + p(2), "DELETE " + p(2));
                refused = any -> false;
                await().atMost(20, TimeUnit.SECONDS)
                        .until(() -> sent.get(sent.size() - 1).toString().equals("-" + p(3)));
            }
            assertThat(sent.subList(sent.size() - 4, sent.size()))
                    .extracting(Sent::toString)
                    .containsExactly("DELETE " + p(2), "-" + p(2), "DELETE " + p(3), "-" + p(3));
        }

        @ParameterizedTest
        @CsvSource({"transaction, 8", "poll, 8"})
        void keepsThemWithTheirChanges(String groupBy, int first) throws Exception {
            neo4j.execute("UNWIND range(1, 4) AS id CREATE (:P {id: id})");
            try (Routes routes =
                    source(neo4j, "cursorName: together\nselect: (:P)\nmaxMessagesPerPoll: 4\ngroupBy: " + groupBy)) {
                awaitCursor(neo4j, "together");
                neo4j.execute("MATCH (p:P) DELETE p");
                awaitSent(8);
            }
            // a poll is four changes, whatever comes with them
            assertThat(groups).containsExactly(first);
            assertThat(IntStream.range(0, 8).mapToObj(i -> sent.get(i).isTombstone()))
                    .containsExactly(false, true, false, true, false, true, false, true);
        }
    }

    @Nested
    class TheSinks {

        private static final String[] LIFE = {
            "CREATE (:P {id: 5, name: 'Ada'})-[:KNOWS {since: 1}]->(:P {id: 6})",
            "MATCH (p:P {id: 5}) SET p.id = %s",
            "MATCH (p:P {id: %1$s}) SET p:M, p.nr = 1",
            "MATCH (p:P {id: %1$s}) SET p.name = 'Eve'",
            "CREATE (:P {id: 8})-[:KNOWS]->(:P {id: 9})",
            "MATCH (:P {id: 8})-[k:KNOWS]->() DELETE k",
            "MATCH (p:P {id: 8}) DETACH DELETE p",
            "CREATE (:P {id: 5, name: 'another'})"
        };

        @ParameterizedTest
        @CsvSource({
            "cdc-schema, entity-keys, 4, 1", "cdc-schema, entity-keys, 7, 1",
            "cdc-schema, entity-keys, 4, 100", "cdc-schema, entity-keys, 7, 100",
            "cdc-source-id, element-id, 4, 1", "cdc-source-id, element-id, 7, 100"
        })
        void applyWhatTheSourceSends(String strategy, String keyFormat, int id, int batch) throws Exception {
            List<String> statements = new ArrayList<>();
            for (String statement : LIFE) {
                statements.add(statement.formatted(id));
            }
            changes(neo4j, strategy, "keyFormat: " + keyFormat, statements.toArray(String[]::new));
            assertThat(sent).filteredOn(Sent::isTombstone).isNotEmpty();
            neo4j.execute("MATCH (n) WHERE n:Neo4jStreamsCursor OR n.id = 'end' DELETE n");
            GraphDump original = GraphDump.of(neo4j);
            neo4j.execute("MATCH (n) DETACH DELETE n");

            apply(strategy, batch);

            neo4j.execute("MATCH (n) REMOVE n:SourceEvent, n.sourceId");
            neo4j.execute("MATCH ()-[r]->() REMOVE r.sourceId");
            assertThat(original.differenceTo(GraphDump.of(neo4j))).isEmpty();
        }

        @Test
        void deleteARelationshipWhoseEventWasCompactedAway() throws Exception {
            changes(
                    neo4j,
                    "compacted",
                    "keyFormat: element-id",
                    "CREATE (:P {id: 1})-[:KNOWS]->(:P {id: 2})",
                    "MATCH ()-[k:KNOWS]->() DELETE k");
            sent.removeIf(
                    one -> "DELETE".equals(one.headers().get(Neo4jStreamsConstants.OPERATION)) && !one.isTombstone());
            neo4j.execute("MATCH (n) DETACH DELETE n");

            apply("cdc-source-id", 100);

            assertThat(neo4j.execute("MATCH (n:P) WHERE NOT (n)--() RETURN n")).hasSize(2);
        }

        private void apply(String strategy, int batch) throws Exception {
            try (Routes routes = Routes.to(neo4j).yaml("""
                    - route:
                        errorHandler:
                          noErrorHandler: {}
                        from:
                          uri: direct:sink
                          steps:
                            - to:
                                uri: neo4j-streams:%s
                    """.formatted(strategy))) {
                for (int from = 0; from < sent.size(); from += batch) {
                    List<Exchange> parts = sent.subList(from, Math.min(sent.size(), from + batch)).stream()
                            .map(one -> record(routes, one))
                            .toList();
                    Exchange exchange = routes.template()
                            .send("direct:sink", in -> in.getMessage().setBody(parts));
                    assertThat(exchange.getException()).isNull();
                }
            }
        }

        /** With nothing in it but what Kafka keeps. */
        private static Exchange record(Routes routes, Sent one) {
            Exchange record = new DefaultExchange(routes.context());
            record.getMessage().setBody(one.value() == null ? null : bytes(one.value()));
            record.getMessage().setHeader("kafka.KEY", one.key());
            if (one.note() != null) {
                record.getMessage().setHeader(NOTE, bytes(one.note()));
            }
            return record;
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
