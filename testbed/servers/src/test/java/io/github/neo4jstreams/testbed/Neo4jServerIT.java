package io.github.neo4jstreams.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;

@TestBed
class Neo4jServerIT {

    @Own
    static Neo4jServer neo4j;

    @Test
    void shouldRouteToItsOwnAddress() {
        try (Driver driver = GraphDatabase.driver(neo4j.uri(), neo4j.auth())) {
            assertThat(driver.executableQuery("RETURN 1 AS one").execute().records())
                    .hasSize(1);
        }
        String table =
                neo4j.execute("CALL dbms.routing.getRoutingTable({}, 'neo4j')").toString();
        assertThat(table).contains(neo4j.uri().replace("neo4j://", ""));
    }

    @Test
    void shouldAskForThePassword() {
        try (Driver driver = GraphDatabase.driver(neo4j.uri(), AuthTokens.basic("neo4j", "not the password"))) {
            assertThatThrownBy(driver::verifyConnectivity).isInstanceOf(AuthenticationException.class);
        }
        try (Driver driver = GraphDatabase.driver(neo4j.uri(), AuthTokens.none())) {
            assertThatThrownBy(driver::verifyConnectivity).isInstanceOf(Neo4jException.class);
        }
    }

    @Test
    void shouldKeepItsDataOverARestart() {
        neo4j.execute("CREATE (:Kept {by: 'restart'})");
        long before = neo4j.pid();

        neo4j.restart();

        assertThat(neo4j.pid()).isNotEqualTo(before);
        assertThat(neo4j.execute("MATCH (k:Kept {by: 'restart'}) RETURN count(k) AS n"))
                .containsExactly(Map.of("n", 1L));
    }

    @Test
    void shouldShowChangesAlsoAfterAKill() {
        neo4j.execute("CREATE CONSTRAINT person_id IF NOT EXISTS FOR (p:Person) REQUIRE p.id IS UNIQUE");
        String from = current();
        neo4j.execute("CREATE (:Person {id: 1, name: 'Ada'})");
        neo4j.execute("CREATE (:Person {id: 2, name: 'Grace'})");
        neo4j.execute("MATCH (p:Person {id: 1}) SET p.name = 'Ada L.'");
        neo4j.execute("MATCH (a:Person {id: 1}), (b:Person {id: 2}) CREATE (a)-[:KNOWS {since: 1950}]->(b)");
        neo4j.execute("MATCH (p:Person {id: 2}) DETACH DELETE p");
        List<Map<String, Object>> expected = changes(from);
        assertThat(expected)
                .extracting(
                        row -> event(row).get("eventType") + ":" + event(row).get("operation"))
                .containsExactly("n:c", "n:c", "n:u", "r:c", "r:d", "n:d");
        assertThat(event(expected.get(2)).get("state").toString())
                .contains("before")
                .contains("name=Ada,")
                .contains("name=Ada L.");
        assertThat(expected.get(0).get("metadata").toString()).contains("executingUser=neo4j");

        neo4j.kill();
        assertThat(neo4j.isRunning()).isFalse();
        neo4j.start();

        assertThat(changes(from)).isEqualTo(expected);
    }

    @Test
    void shouldForgetChangesThatArePrunedAndNoOthers() {
        String old = current();
        neo4j.execute("CREATE (:Pruned {id: 1})");
        neo4j.execute("CALL cdcfixture.rotate()");
        String kept = current();
        neo4j.execute("CREATE (:Pruned {id: 2})");

        neo4j.execute("CALL cdcfixture.prune()");

        assertThatThrownBy(() -> changes(old)).isInstanceOfSatisfying(Neo4jException.class, e -> assertThat(e.code())
                .isEqualTo("Neo.ClientError.ChangeDataCapture.InvalidIdentifier"));
        assertThat(changes(kept)).hasSize(1);
        neo4j.kill();
        neo4j.start();
        assertThat(changes(kept)).hasSize(1);
        assertThat(changes(
                        (String) neo4j.execute("CALL db.cdc.earliest()").get(0).get("id")))
                .hasSize(1);
    }

    private static String current() {
        return (String) neo4j.execute("CALL db.cdc.current()").get(0).get("id");
    }

    @Test
    void shouldNameTheKeysOfEndsThatDidNotChangeThemselves() {
        neo4j.execute("CREATE CONSTRAINT end_id IF NOT EXISTS FOR (e:End) REQUIRE e.id IS UNIQUE");
        neo4j.execute("CREATE (:End {id: 1}), (:End {id: 2})");
        String from = current();
        neo4j.execute("MATCH (a:End {id: 1}), (b:End {id: 2}) CREATE (a)-[:TO]->(b)");
        assertThat(event(changes(from).get(0)).get("start").toString()).contains("keys={End=[{id=1}]}");
        assertThat(event(changes(from).get(0)).get("end").toString()).contains("keys={End=[{id=2}]}");

        neo4j.execute("MATCH (b:End {id: 2}) DETACH DELETE b");

        assertThat(event(changes(from).get(0)).get("end").toString()).contains("keys={End=[{id=2}]}");
    }

    @Test
    void shouldNotAnswerWhileFrozen() throws Exception {
        neo4j.freeze();
        Future<?> answer = Patience.start(() -> neo4j.execute("RETURN 1 AS one"));
        assertThatThrownBy(() -> answer.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(neo4j.isRunning()).isTrue();

        neo4j.thaw();

        assertThat(answer.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void shouldWipeEverything() {
        neo4j.execute("CREATE CONSTRAINT thing_id IF NOT EXISTS FOR (t:Thing) REQUIRE t.id IS UNIQUE");
        neo4j.execute("CREATE INDEX thing_name IF NOT EXISTS FOR (t:Thing) ON (t.name)");
        neo4j.execute("UNWIND range(1, 30000) AS i CREATE (:Thing {id: i})-[:OF]->(:Other)");

        neo4j.wipe();

        assertThat(neo4j.execute("MATCH (n) RETURN count(n) AS n")).containsExactly(Map.of("n", 0L));
        assertThat(neo4j.execute("SHOW CONSTRAINTS")).isEmpty();
        assertThat(neo4j.execute("SHOW INDEXES YIELD type WHERE type <> 'LOOKUP' RETURN type"))
                .isEmpty();
    }

    @Nested
    class Supervised {

        @Test
        void shouldComeBackByItself(
                @Own(supervised = true, authentication = false, cdc = CdcMode.NONE) Neo4jServer supervised) {
            supervised.execute("CREATE (:Kept)");
            long before = supervised.pid();

            supervised.kill();
            supervised.awaitReady(Duration.ofSeconds(60));

            assertThat(supervised.pid()).isNotEqualTo(before);
            assertThat(supervised.execute("MATCH (k:Kept) RETURN count(k) AS n"))
                    .containsExactly(Map.of("n", 1L));
            assertThatThrownBy(() -> supervised.execute("CALL db.cdc.current()"))
                    .isInstanceOf(Neo4jException.class);
        }
    }

    @Nested
    class Failing {

        @Test
        void shouldShowTheEndOfTheLogOfAServerThatDoesNotStart() {
            assertThatThrownBy(() -> Neo4jServer.builder()
                            .setting("server.memory.pagecache.size", "much")
                            .start())
                    .isInstanceOf(ServerFailedException.class)
                    .hasMessageContaining("ended with 1 while starting")
                    .hasMessageContaining("server.memory.pagecache.size");
        }

        @Test
        void shouldLeaveNothingBehind() {
            Neo4jServer server = Neo4jServer.builder().cdc(CdcMode.NONE).start();
            ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
            server.freeze();

            server.close();

            assertThat(process.isAlive()).isFalse();
            assertThat(Files.exists(server.log().getParent())).isFalse();
        }
    }

    private static List<Map<String, Object>> changes(String from) {
        return neo4j.execute("CALL db.cdc.query($from, [])", Map.of("from", from));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> event(Map<String, Object> row) {
        return (Map<String, Object>) row.get("event");
    }
}
