package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import io.github.neo4jstreams.camel.Neo4jStreamsConstants;
import io.github.neo4jstreams.cypher.SnapshotStatements;
import io.github.neo4jstreams.cypher.SnapshotStatements.Nodes;
import io.github.neo4jstreams.cypher.SnapshotStatements.Relationships;
import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.testbed.CdcMode;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.Own;
import io.github.neo4jstreams.testbed.TestBed;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.Plan;

/** What is in the graph, and then what is committed since. */
@TestBed
class SnapshotIT {

    static Neo4jServer neo4j;

    private final Received received = new Received();

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    private Routes source(String parameters) throws Exception {
        return Routes.to(neo4j).bind("received", received).yaml("""
                - route:
                    id: source
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: neo4j-streams:cdc
                      parameters:
                        delay: 50
                        initialDelay: 0
                        greedy: true
                        startFrom: snapshot
                %s
                      steps:
                        - process:
                            ref: received
                """.formatted(parameters.indent(8)));
    }

    private void awaitReceived(int count) {
        await().atMost(30, TimeUnit.SECONDS).until(() -> received.size() >= count);
    }

    private static boolean isOver(String cursor) {
        return !neo4j.execute(
                        "MATCH (c:Neo4jStreamsCursor {name: $name})"
                                + " WHERE NOT c.cursor STARTS WITH 'snapshot' RETURN c",
                        Map.of("name", cursor))
                .isEmpty();
    }

    @Test
    void nodesComeFirstThenRelationshipsThenChanges() throws Exception {
        neo4j.execute("CREATE CONSTRAINT FOR (p:Person) REQUIRE p.name IS UNIQUE");
        neo4j.execute("CREATE (a:Person {name: 'Ada', born: date('1815-12-10')})-[:KNOWS {since: 1833}]->"
                + "(:Person {name: 'Charles'}), (:City {name: 'London'})");
        try (Routes routes = source("cursorName: first")) {
            awaitReceived(4);
            neo4j.execute("MATCH (p:Person {name: 'Ada'}) SET p.born = 1815");
            awaitReceived(5);
        }
        assertThat(received.all("event/operation")).containsExactly("READ", "READ", "READ", "READ", "UPDATE");
        assertThat(received.all("event/eventType")).containsExactly("NODE", "NODE", "NODE", "RELATIONSHIP", "NODE");
        Received.Item ada = received.items().get(0);
        assertThat(ada.key()).isEqualTo("{\"keys\":{\"Person\":[{\"name\":\"Ada\"}]}}");
        assertThat(ada.at("txId")).isNull();
        assertThat(ada.at("event/state/before")).isNull();
        assertThat(ada.at("event/state/after/labels")).isEqualTo(List.of("Person"));
        assertThat(ada.at("event/state/after/properties/born")).isEqualTo(Map.of("type", "TLD", "TLD", "1815-12-10"));
        assertThat(ada.headers())
                .containsEntry(Neo4jStreamsConstants.OPERATION, "READ")
                .doesNotContainKey(Neo4jStreamsConstants.TX_ID);
        Received.Item knows = received.items().get(3);
        assertThat(knows.at("event/type")).isEqualTo("KNOWS");
        assertThat(knows.at("event/start/elementId")).isEqualTo(ada.at("event/elementId"));
        assertThat(knows.at("event/start/keys")).isEqualTo(Map.of("Person", List.of(Map.of("name", "Ada"))));
        assertThat(knows.at("event/state/after/properties")).isEqualTo(Map.of("since", 1833L));
    }

    @Test
    void onlyWhatIsSelectedIsRead() throws Exception {
        neo4j.execute("CREATE (:A {x: 1, y: 2})-[:R]->(:B), (:A:C)-[:S]->(:B), (:B)-[:R]->(:A)");
        try (Routes routes = source("""
                cursorName: selected
                select: "(:A:C); (:A)-[:R {-w}]->(:B)"
                """)) {
            awaitReceived(2);
            await().until(() -> isOver("selected"));
        }
        assertThat(received.all("event/labels")).containsExactly(List.of("A", "C"), null);
        assertThat(received.all("event/type")).containsExactly(null, "R");
    }

    @Test
    void goesOnWhereItWasInterruptedAndReadsEachEntityOnce() throws Exception {
        neo4j.execute("UNWIND range(1, 250) AS i CREATE (:Step {nr: i})-[:NEXT]->(:Step {nr: -i})");
        received.refuse(item -> received.size() == 333);
        try (Routes routes = source("cursorName: interrupted\nmaxMessagesPerPoll: 50")) {
            awaitReceived(333);
        }
        received.refuseNothing();
        try (Routes routes = source("cursorName: interrupted\nmaxMessagesPerPoll: 50")) {
            awaitReceived(750);
            await().until(() -> isOver("interrupted"));
        }
        assertThat(received.size()).isEqualTo(750);
        assertThat(new HashSet<>(received.all("event/elementId"))).hasSize(750);
    }

    @Test
    void anEmptyGraphAndGapsAreOverAtOnce() throws Exception {
        neo4j.execute("UNWIND range(1, 1000) AS i CREATE (:Gone)");
        neo4j.execute("CREATE (:Left)");
        neo4j.execute("MATCH (n:Gone) DELETE n");
        try (Routes routes = source("cursorName: gaps\nselect: (:Left)")) {
            awaitReceived(1);
            await().until(() -> isOver("gaps"));
        }
        try (Routes routes = source("cursorName: nothing\nselect: (:Nowhere)-[]->()")) {
            await().until(() -> isOver("nothing"));
        }
        assertThat(received.size()).isEqualTo(1);
    }

    @Test
    void comesInsteadOfChangesThatTheServerNoLongerHas() throws Exception {
        neo4j.execute("CREATE (:Mark {nr: 1})");
        neo4j.execute("CREATE (:Neo4jStreamsCursor {name: 'pruned', cursor: 'bogus'})");
        try (Routes routes = source("cursorName: pruned\nselect: (:Mark)\nonCursorLost: snapshot")) {
            awaitReceived(1);
            neo4j.execute("CREATE (:Mark {nr: 2})");
            awaitReceived(2);
        }
        assertThat(received.all("event/operation")).containsExactly("READ", "CREATE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cdc-source-id", "cdc-schema"})
    void whoeverAppliesBothInOrderHasTheGraph(String strategy, @Own(cdc = CdcMode.NONE) Neo4jServer copy)
            throws Exception {
        neo4j.execute("CREATE CONSTRAINT FOR (p:P) REQUIRE p.id IS UNIQUE");
        copy.execute("CREATE CONSTRAINT FOR (s:SourceEvent) REQUIRE s.sourceId IS UNIQUE");
        copy.execute("CREATE CONSTRAINT FOR (p:P) REQUIRE p.id IS UNIQUE");
        neo4j.execute("UNWIND range(1, 3000) AS i CREATE (:P {id: i, v: 0})");
        neo4j.execute("MATCH (a:P) WHERE a.id % 3 = 0 MATCH (b:P {id: a.id - 1}) CREATE (a)-[:R {v: 0}]->(b)");
        try (Routes routes = copying(strategy, copy, exchange -> {})) {
            // writes go on while it is read
            for (int i = 1; i <= 100; i++) {
                neo4j.execute("MATCH (p:P) WHERE p.id % 100 = $i SET p.v = $i, p:Q", Map.of("i", i));
                neo4j.execute("MATCH (p:P {id: $id}) DETACH DELETE p", Map.of("id", 7 * i));
                neo4j.execute(
                        "MATCH (p:P {id: $id}) CREATE (p)-[:R {v: $id}]->(:P {id: 10000 + $id})",
                        Map.of("id", 7 * i + 1));
            }
            awaitSame(copy);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cdc-source-id", "cdc-schema"})
    void aRelationshipMayBeReadBeforeItsNodeOrInsteadOfIt(String strategy, @Own(cdc = CdcMode.NONE) Neo4jServer copy)
            throws Exception {
        neo4j.execute("CREATE CONSTRAINT FOR (p:P) REQUIRE p.id IS UNIQUE");
        neo4j.execute("UNWIND range(1, 1000) AS i CREATE (:P {id: i, v: 0})");
        AtomicBoolean began = new AtomicBoolean();
        Processor change = exchange -> {
            if (began.compareAndSet(false, true)) {
                // a page is read, this one of the others is not
                neo4j.execute("MATCH (a:P {id: 1}), (b:P {id: 900}) CREATE (a)-[:R {v: 1}]->(b)");
                neo4j.execute("MATCH (:P {id: 1})-[r:R]->() SET r.v = 2");
                neo4j.execute("MATCH (b:P {id: 900}) DETACH DELETE b");
                // of which no page is read
                neo4j.execute("MATCH (a:P {id: 2}) CREATE (a)-[:R {v: 3}]->(:P {id: 1001, v: 3})");
            }
        };
        try (Routes routes = copying(strategy, copy, change)) {
            awaitSame(copy);
            neo4j.execute("CREATE (:P {id: 1002, v: 4})");
            awaitSame(copy);
        }
        assertThat(cursor("copied")).isNotEmpty().doesNotContain(" ");
    }

    private static Routes copying(String strategy, Neo4jServer copy, Processor first) throws Exception {
        Neo4jStreamsComponent target = new Neo4jStreamsComponent();
        target.getConfiguration().setServerUri(copy.uri());
        target.getConfiguration().setUsername(copy.username());
        target.getConfiguration().setPassword(copy.password());
        Routes routes = Routes.to(neo4j).bind("first", first);
        routes.context().addComponent("copy", target);
        return routes.yaml("""
                - route:
                    from:
                      uri: neo4j-streams:cdc
                      parameters:
                        cursorName: copied
                        startFrom: snapshot
                        groupBy: poll
                        maxMessagesPerPoll: 100
                        delay: 20
                        greedy: true
                      steps:
                        - process:
                            ref: first
                        - to:
                            uri: copy:%s
                """.formatted(strategy));
    }

    private static void awaitSame(Neo4jServer copy) {
        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(contents(copy)).isEqualTo(contents(neo4j)));
    }

    private static String cursor(String name) {
        return (String) neo4j.execute(
                        "MATCH (c:Neo4jStreamsCursor {name: $name}) RETURN c.cursor AS cursor", Map.of("name", name))
                .get(0)
                .get("cursor");
    }

    /** All but what the sink adds to know the nodes again. */
    private static List<Map<String, Object>> contents(Neo4jServer server) {
        return server.execute("""
                MATCH (p:P) OPTIONAL MATCH (p)-[r:R]->(q)
                RETURN p.id AS id, p.v AS v, p:Q AS q, q.id AS to, r.v AS rv ORDER BY id, to
                """);
    }

    @Test
    void aGroupIsAListOfExchangesThatIsReadAgainAsAWhole() throws Exception {
        neo4j.execute("CREATE (:Mark {nr: 0})");
        List<List<Object>> groups = new CopyOnWriteArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        Processor collect = exchange -> {
            if (calls.incrementAndGet() == 2) {
                throw new IllegalStateException("refused by the test");
            }
            List<?> parts = exchange.getMessage().getBody(List.class);
            groups.add(parts.stream()
                    .map(part -> ((Exchange) part).getMessage().getHeader(Neo4jStreamsConstants.OPERATION))
                    .map(Object.class::cast)
                    .toList());
        };
        try (Routes routes = Routes.to(neo4j).bind("received", collect)) {
            routes.yaml("""
                    - route:
                        errorHandler:
                          noErrorHandler: {}
                        from:
                          uri: neo4j-streams:cdc
                          parameters:
                            cursorName: grouped
                            startFrom: snapshot
                            groupBy: transaction
                            select: (:Mark)
                            maxMessagesPerPoll: 4
                            delay: 20
                          steps:
                            - process:
                                ref: received
                    """);
            await().until(() -> isOver("grouped"));
            // more than a poll may have, and it stays together
            neo4j.execute("UNWIND range(1, 7) AS i CREATE (:Mark {nr: i})");
            neo4j.execute("CREATE (:Mark {nr: 8})");
            neo4j.execute("MATCH (m:Mark) WHERE m.nr > 6 DELETE m");
            await().atMost(20, TimeUnit.SECONDS).until(() -> groups.size() == 4);
        }
        assertThat(groups)
                .containsExactly(
                        List.of("READ"),
                        Collections.nCopies(7, "CREATE"),
                        List.of("CREATE"),
                        List.of("DELETE", "DELETE"));
    }

    @Test
    void eachPageSeeksItsEntities() {
        Stream.of(
                        SnapshotStatements.nodes(
                                List.of(
                                        new Nodes(List.of("A", "B"), Map.of()),
                                        new Nodes(List.of("C"), Map.of("c", 1, "d", "x"))),
                                0,
                                9,
                                10),
                        SnapshotStatements.nodes(List.of(new Nodes(List.of(), Map.of())), 0, 9, 10),
                        SnapshotStatements.relationships(
                                List.of(
                                        new Relationships(
                                                new Nodes(List.of("A"), Map.of("a", 1)),
                                                "R",
                                                Map.of("r", true),
                                                new Nodes(List.of(), Map.of())),
                                        new Relationships(
                                                new Nodes(List.of(), Map.of()),
                                                null,
                                                Map.of(),
                                                new Nodes(List.of("B"), Map.of()))),
                                List.of("id", "a `b`"),
                                0,
                                9,
                                10))
                .forEach(statement -> assertThat(operators(statement))
                        .anyMatch(operator -> operator.contains("ById"))
                        .noneMatch(operator -> operator.contains("Scan")));
    }

    private static List<String> operators(Statement statement) {
        try (Session session = neo4j.driver().session()) {
            Plan plan = session.run("EXPLAIN " + statement.text(), statement.parameters())
                    .consume()
                    .plan();
            return all(plan).map(Plan::operatorType).toList();
        }
    }

    private static Stream<Plan> all(Plan plan) {
        return Stream.concat(Stream.of(plan), plan.children().stream().flatMap(child -> all((Plan) child)));
    }
}
