package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.camel.Neo4jStreamsConstants;
import io.github.neo4jstreams.testbed.CausalCluster;
import io.github.neo4jstreams.testbed.CausalCluster.Member;
import io.github.neo4jstreams.testbed.TestBed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where things go in a cluster that is really one: three members, Raft, and a leader that can be killed. */
@TestBed
class CausalClusterIT {

    private static final String ROUTES = """
            - route:
                id: write
                from:
                  uri: direct:write
                  steps:
                    - to:
                        uri: neo4j-streams:cypher
                        parameters:
                          query: "CALL dbms.cluster.role() YIELD role CREATE (:Written {nr: event, by: role})"
            - route:
                id: read
                from:
                  uri: direct:read
                  steps:
                    - to:
                        uri: neo4j-streams:query
                        parameters:
                          accessMode: read
                          query: CALL dbms.cluster.role() YIELD role RETURN role
            - route:
                id: call
                from:
                  uri: direct:call
                  steps:
                    - to:
                        uri: neo4j-streams:query
                        parameters:
                          query: CALL db.createProperty($name)
            - route:
                id: consume
                from:
                  uri: direct:consume
                  steps:
                    - to:
                        uri: neo4j-streams:query
                        parameters:
                          query: >-
                            CALL dbms.cluster.role() YIELD role
                            CREATE (:Called {by: role, nr: 1 / $nr}) RETURN role
            - route:
                id: publish
                from:
                  uri: direct:publish
                  steps:
                    - to:
                        uri: neo4j-streams:query
                        parameters:
                          query: CALL dbms.cluster.role() YIELD role RETURN role
            """;

    static CausalCluster cluster;

    @BeforeEach
    void emptyGraph() {
        cluster.wipe();
    }

    @AfterEach
    void heal() {
        cluster.heal();
    }

    @Test
    void everyWriteLandsOnTheLeaderAndReadsOnFollowersFromAnySeed() throws Exception {
        int nr = 0;
        for (Member seed : cluster.members()) {
            try (Routes routes = Routes.to("neo4j://" + seed.address()).yaml(ROUTES)) {
                ProducerTemplate template = routes.template();
                Set<Object> readers = new TreeSet<>();
                for (int i = 0; i < 20; i++) {
                    template.sendBody("direct:write", nr++);
                    readers.add(((Map<?, ?>) template.requestBody("direct:read", null, List.class)
                                    .get(0))
                            .get("role"));
                }
                assertThat(readers).containsExactly("FOLLOWER");
            }
        }
        assertThat(cluster.execute("MATCH (w:Written) RETURN w.by AS by, count(*) AS n"))
                .containsExactly(Map.of("by", "LEADER", "n", 60L));
    }

    @Test
    void aCallOfAProcedureThatWritesGoesToTheLeader() throws Exception {
        for (Member seed : cluster.members()) {
            try (Routes routes = Routes.to("neo4j://" + seed.address()).yaml(ROUTES)) {
                routes.template().sendBody("direct:call", Map.of("name", "seed" + seed.index()));
            }
        }
        assertThat(cluster.execute("CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey"))
                .extracting(row -> row.get("propertyKey"))
                .contains("seed0", "seed1", "seed2");
    }

    /** To the server {@code streams.consume} and {@code streams.publish} are procedures that read, as is this one. */
    @Test
    void aCallOfAProcedureGoesToTheLeaderInATransactionThatWritesWhateverItsModeIs() throws Exception {
        for (Member seed : cluster.members()) {
            try (Routes routes = Routes.to("neo4j://" + seed.address()).yaml(ROUTES)) {
                assertThat(routes.template().requestBody("direct:publish", null, List.class))
                        .isEqualTo(List.of(Map.of("role", "LEADER")));
                assertThat(routes.template().requestBody("direct:consume", Map.of("nr", 1), List.class))
                        .isEqualTo(List.of(Map.of("role", "LEADER")));
                assertThatExceptionOfType(CamelExecutionException.class)
                        .isThrownBy(() -> routes.template().sendBody("direct:consume", Map.of("nr", 0)))
                        .withStackTraceContaining("/ by zero");
            }
        }
        assertThat(cluster.execute("MATCH (c:Called) RETURN c.by AS by, count(*) AS n"))
                .containsExactly(Map.of("by", "LEADER", "n", 3L));
    }

    @Test
    void aBatchIsAppliedMessageByMessageOnAServerWithoutSubqueries() throws Exception {
        try (Routes routes = Routes.to(cluster.seedUri()).yaml("""
                - route:
                    from:
                      uri: direct:queue
                      steps:
                        - to:
                            uri: neo4j-streams:cypher
                            parameters:
                              query: >-
                                OPTIONAL MATCH (t:Ticket) WITH event, count(t) AS taken
                                CREATE (:Ticket {nr: taken, who: event.who})
                """)) {
            routes.template()
                    .sendBody("direct:queue", List.of(Map.of("who", "Ada"), Map.of("who", "Bo"), Map.of("who", "Cy")));
        }
        assertThat(cluster.execute("MATCH (t:Ticket) RETURN t.nr AS nr, t.who AS who ORDER BY nr"))
                .containsExactly(
                        Map.of("nr", 0L, "who", "Ada"), Map.of("nr", 1L, "who", "Bo"), Map.of("nr", 2L, "who", "Cy"));
    }

    @Test
    void messagesOfEveryFormatAreWrittenToTheLeaderOfAnOldServer() throws Exception {
        cluster.execute("CREATE CONSTRAINT ON (p:Person) ASSERT p.id IS UNIQUE");
        try (Routes routes = Routes.to(cluster.seedUri()).yaml("""
                - route:
                    from:
                      uri: direct:pattern
                      steps:
                        - to:
                            uri: neo4j-streams:pattern
                            parameters:
                              pattern: "(:Person{!id, name}); (:Person{!id})-[:DRIVES{since}]->(:Car{!plate})"
                - route:
                    from:
                      uri: direct:cud
                      steps:
                        - to:
                            uri: neo4j-streams:cud
                - route:
                    from:
                      uri: direct:changes
                      steps:
                        - to:
                            uri: neo4j-streams:cdc-source-id
                """)) {
            ProducerTemplate template = routes.template();
            template.sendBody(
                    "direct:pattern", List.of("{\"id\": 1, \"name\": \"Ada\", \"plate\": \"T1\", \"since\": 2020}"));
            template.sendBody(
                    "direct:cud",
                    List.of(
                            "{\"type\": \"node\", \"op\": \"merge\", \"labels\": [\"City\"], \"ids\": {\"code\": 1}}",
                            "{\"type\": \"relationship\", \"op\": \"create\", \"rel_type\": \"LIVES_IN\","
                                    + " \"from\": {\"labels\": [\"Person\"], \"ids\": {\"id\": 1}},"
                                    + " \"to\": {\"labels\": [\"City\"], \"ids\": {\"code\": 1}}}",
                            "{\"type\": \"node\", \"op\": \"merge\", \"labels\": [\"City\"], \"ids\": {\"code\": 1},"
                                    + " \"properties\": {\"name\": \"Turin\"}}"));
            template.sendBody(
                    "direct:changes",
                    "{\"event\": {\"elementId\": \"4:x:1\", \"eventType\": \"n\", \"operation\": \"c\", \"labels\": [],"
                            + " \"keys\": {}, \"state\": {\"before\": null, \"after\": {\"labels\": [],"
                            + " \"properties\": {\"copied\": true}}}}}");
        }
        assertThat(cluster.execute("MATCH (c:Car)<-[d:DRIVES]-(p:Person)-[:LIVES_IN]->(t:City), (s:SourceEvent)"
                        + " RETURN p.name AS name, d.since AS since, c.plate AS plate, t.name AS city,"
                        + " s.sourceId AS source, s.copied AS copied"))
                .containsExactly(Map.of(
                        "name", "Ada", "since", 2020L, "plate", "T1", "city", "Turin", "source", "4:x:1", "copied",
                        true));
    }

    @Test
    void eachRecordIsAppliedOnceOnAnOldServer() throws Exception {
        try (Routes routes = Routes.to(cluster.seedUri()).yaml("""
                - route:
                    from:
                      uri: direct:once
                      steps:
                        - to:
                            uri: neo4j-streams:cypher
                            parameters:
                              exactlyOnce: true
                              sinkName: old
                              onInvalid: skip
                              query: "CREATE (:Visit {nr: 1 / event.nr})"
                """)) {
            for (int i = 0; i < 2; i++) {
                Exchange done = routes.template().request("direct:once", exchange -> exchange.getMessage()
                        .setBody(List.of(record(exchange, 0, 1), record(exchange, 1, 0), record(exchange, 2, 1))));
                assertThat(done.getException()).isNull();
                assertThat(done.getMessage().getHeader(Neo4jStreamsConstants.SKIPPED))
                        .isEqualTo(3L * i);
                assertThat(done.getMessage().getHeader(Neo4jStreamsConstants.REJECTED))
                        .isEqualTo(1L - i);
            }
        }
        assertThat(cluster.execute("MATCH (v:Visit) RETURN count(v) AS visits")).containsExactly(Map.of("visits", 2L));
        assertThat(cluster.execute("MATCH (f:Neo4jStreamsOffset) RETURN f.id AS id, f.offset AS offset"))
                .containsExactly(Map.of("id", "old/visits/0", "offset", 2L));
    }

    private static Exchange record(Exchange in, long offset, int nr) {
        Exchange record = new DefaultExchange(in.getContext());
        record.getMessage().setBody(Map.of("nr", nr));
        record.getMessage().setHeader("kafka.TOPIC", "visits");
        record.getMessage().setHeader("kafka.PARTITION", 0);
        record.getMessage().setHeader("kafka.OFFSET", offset);
        return record;
    }

    @Test
    void rowsAreStreamedFromAServerWithoutSubqueries() throws Exception {
        Received received = new Received();
        cluster.execute("UNWIND [3, 1, 2] AS n CREATE (:Row {n: n})");
        try (Routes routes =
                Routes.to(cluster.seedUri()).bind("received", received).yaml("""
                - route:
                    from:
                      uri: neo4j-streams:query
                      parameters:
                        cursorName: rows
                        startFrom: earliest
                        streamingProperty: n
                        query: MATCH (r:Row) WHERE r.n > $lastCheck RETURN r.n AS n
                        delay: 100
                      steps:
                        - process:
                            ref: received
                """)) {
            await().atMost(30, TimeUnit.SECONDS).until(() -> received.size() == 3);
            cluster.execute("CREATE (:Row {n: 4}), (:Row {n: 3})");
            await().atMost(30, TimeUnit.SECONDS).until(() -> received.size() == 5);
        }
        assertThat(received.all("n")).containsExactly(1L, 2L, 3L, 3L, 4L);
    }

    @Test
    void nothingIsLostAndWritesGoOnWhenTheLeaderIsKilledUnderLoad() throws Exception {
        try (Routes routes = Routes.to(cluster.seedUri()).yaml("""
                - route:
                    from:
                      uri: direct:load
                      steps:
                        - to:
                            uri: neo4j-streams:cypher
                            parameters:
                              query: "CALL dbms.cluster.role() YIELD role MERGE (l:Load {nr: event}) SET l.by = role"
                """)) {
            AtomicBoolean enough = new AtomicBoolean();
            AtomicInteger sent = new AtomicInteger();
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
                ProducerTemplate template = routes.template();
                while (!enough.get()) {
                    List<Integer> batch = new ArrayList<>();
                    for (int i = 0; i < 10; i++) {
                        batch.add(sent.get() + i);
                    }
                    // returns only when the leader has committed, and throws if it gave up
                    template.sendBody("direct:load", batch);
                    sent.addAndGet(10);
                }
            });
            await().atMost(30, TimeUnit.SECONDS).until(() -> sent.get() >= 100);
            Member killed = cluster.leader();
            killed.kill();
            int atKill = sent.get();
            await().atMost(60, TimeUnit.SECONDS).until(() -> sent.get() >= atKill + 200 || load.isDone());
            enough.set(true);
            load.get(60, TimeUnit.SECONDS);
            assertThat(cluster.leader().index()).isNotEqualTo(killed.index());
            assertThat(cluster.execute("MATCH (l:Load) RETURN count(l) AS n, count(DISTINCT l.nr) AS distinct"))
                    .containsExactly(Map.of("n", (long) sent.get(), "distinct", (long) sent.get()));
            assertThat(cluster.execute("MATCH (l:Load) RETURN DISTINCT l.by AS by"))
                    .containsExactly(Map.of("by", "LEADER"));
        }
    }

    @Test
    void boltToOneMemberIsRefusedWithTheUriToUse() throws Exception {
        Member follower = cluster.followers().get(0);
        try (Routes routes = Routes.to(follower.boltUri()).yaml(ROUTES)) {
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> routes.context().getRoute("write").getLastError() != null);
            assertThat(routes.context()
                            .getRoute("write")
                            .getLastError()
                            .getException()
                            .getMessage())
                    .contains("cluster of 3")
                    .contains("serverUri=neo4j://")
                    .contains(cluster.leader().address());
            assertThat(routes.context().getRouteController().getRouteStatus("write"))
                    .isEqualTo(ServiceStatus.Stopped);
        }
    }

    @Test
    void boltToOneMemberIsAcceptedOnRequest() throws Exception {
        try (Routes routes = Routes.to(cluster.leader().boltUri())
                .configured(component -> component.getConfiguration().setAllowDirect(true))
                .yaml(ROUTES)) {
            routes.template().sendBody("direct:write", 1);
        }
        assertThat(cluster.execute("MATCH (w:Written) RETURN count(w) AS n").get(0))
                .containsEntry("n", 1L);
    }

    @Test
    void aRequiredClusterIsOne() throws Exception {
        try (Routes routes = Routes.to(cluster.uri())
                .configured(component -> component.getConfiguration().setRequireCluster(true))
                .yaml(ROUTES)) {
            routes.template().sendBody("direct:write", 1);
        }
        assertThat(cluster.execute("MATCH (w:Written) RETURN count(w) AS n").get(0))
                .containsEntry("n", 1L);
    }
}
