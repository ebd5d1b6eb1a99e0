package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestBed
class QuerySourceIT {

    static Neo4jServer neo4j;

    private final Received received = new Received();
    private final MemoryStateRepository cursors = new MemoryStateRepository();

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    private Routes source(String parameters) throws Exception {
        return Routes.to(neo4j)
                .bind("received", received)
                .bind("cursors", cursors)
                .yaml("""
                - route:
                    id: source
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: neo4j-streams:query
                      parameters:
                        delay: 50
                        initialDelay: 0
                        cursorRepository: '#cursors'
                %s
                      steps:
                        - process:
                            ref: received
                """.formatted(parameters.indent(8)));
    }

    private void awaitReceived(int count) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> received.size() >= count);
    }

    private static final String READINGS = """
            cursorName: readings
            query: "MATCH (r:Reading) WHERE r.at > $lastCheck RETURN r.tag AS tag, r.at AS at"
            streamingProperty: at
            """;

    @Test
    void rowsThatShareAValueAcrossTwoPollsAreNeitherLostNorRepeated() throws Exception {
        neo4j.execute(
                "CREATE (:Reading {tag: 'old', at: 900}), (:Reading {tag: 'edge', at: 1000}), (:Reading {tag: 'a', at: 1001})");
        try (Routes routes = source(READINGS + "startFrom: value\nstartFromValue: 1000")) {
            awaitReceived(1);
            neo4j.execute("CREATE (:Reading {tag: 'b', at: 1001})");
            awaitReceived(2);
            neo4j.execute("CREATE (:Reading {tag: 'c', at: 1001}), (:Reading {tag: 'd', at: 1002})");
            awaitReceived(4);
            neo4j.execute("CREATE (:Reading {tag: 'late', at: 950})");
            neo4j.execute("CREATE (:Reading {tag: 'e', at: 1003})");
            awaitReceived(5);
        }
        assertThat(received.all("tag")).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void aColumnMayBeTheKeyAndARowWithoutItHasNone() throws Exception {
        neo4j.execute("CREATE (:Reading {tag: 'a', at: 1}), (:Reading {at: 2}), (:Reading {tag: 3, at: 3})");
        try (Routes routes = source(READINGS + "startFrom: earliest\nkeyProperty: tag")) {
            awaitReceived(3);
        }
        assertThat(received.items())
                .extracting(item -> item.headers().get("kafka.KEY"))
                .containsExactly("a", null, "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keyProperty", "streamingProperty"})
    void aColumnThatIsntThereStopsTheRoute(String option) throws Exception {
        String options = option.equals("keyProperty")
                ? READINGS + "keyProperty: tagg"
                : READINGS.replace("streamingProperty: at", "streamingProperty: tagg");
        try (Routes routes = source(options)) {
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() ->
                            routes.context().getRouteController().getRouteStatus("source") == ServiceStatus.Stopped);
        }
        assertThat(received.size()).isZero();
    }

    @Test
    void aRestartGoesOnInTheMiddleOfAValue() throws Exception {
        neo4j.execute("UNWIND range(1, 5) AS nr CREATE (:Reading {tag: nr, at: 1})");
        received.refuse(item -> received.size() == 3);
        try (Routes routes = source(READINGS + "startFrom: earliest")) {
            awaitReceived(3);
        }
        received.refuseNothing();
        try (Routes routes = source(READINGS + "startFrom: earliest")) {
            awaitReceived(5);
            neo4j.execute("CREATE (:Reading {tag: 6, at: 1})");
            awaitReceived(6);
        }
        assertThat(received.all("tag")).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void moreRowsOfOneValueThanAPollTakesAllCome() throws Exception {
        neo4j.execute("UNWIND range(1, 25) AS nr CREATE (:Reading {tag: nr, at: 7})");
        try (Routes routes = source(READINGS + "startFrom: earliest\nmaxMessagesPerPoll: 4")) {
            awaitReceived(25);
        }
        assertThat(received.all("tag")).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void rowsComeInTheOrderOfTheStreamingPropertyWhateverTheQuerySays() throws Exception {
        neo4j.execute(
                "UNWIND [3, 1, 2] AS nr CREATE (:Reading {tag: nr, at: datetime('2026-01-01T00:00:00Z') + duration({days: nr})})");
        try (Routes routes =
                source(READINGS + "startFrom: value\nstartFromValue: 2025-12-31T00:00:00Z\nmaxMessagesPerPoll: 1")) {
            awaitReceived(3);
        }
        assertThat(received.all("tag")).containsExactly(1L, 2L, 3L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MATCH (r:Reading) WHERE r.at > $lastCheck RETURN r.tag AS tag, r.at AS at // all of them",
                "MATCH (r:Reading) WHERE r.at > $lastCheck RETURN r.tag AS tag, r.at AS at ORDER BY tag DESC;",
                "MATCH (r:Reading) WHERE r.at > $lastCheck RETURN DISTINCT r.tag AS tag, r.at AS at SKIP 0",
                "MATCH (r:Reading) WHERE r.at > $lastCheck AND r.at % 2 = 0 RETURN r.tag AS tag, r.at AS at "
                        + "UNION ALL MATCH (r:Reading) WHERE r.at > $lastCheck AND r.at % 2 = 1 RETURN r.tag AS tag, r.at AS at",
                "MATCH (at:Reading) WHERE at.at > $lastCheck RETURN at.tag AS tag, at.at AS at"
            })
    void aQueryMayEndAsItLikes(String query) throws Exception {
        neo4j.execute("UNWIND [3, 1, 2, 5, 4] AS nr CREATE (:Reading {tag: nr, at: nr})");
        try (Routes routes = source("""
                cursorName: forms
                query: "%s"
                streamingProperty: at
                startFrom: earliest
                maxMessagesPerPoll: 1
                """.formatted(query))) {
            awaitReceived(5);
        }
        assertThat(received.all("tag")).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void nestedValuesComeAsTheyAre() throws Exception {
        neo4j.execute("CREATE (:Reading {tag: 'a', at: 1})");
        try (Routes routes = source("""
                cursorName: nested
                query: |
                  MATCH (r:Reading) WHERE r.at > $lastCheck
                  RETURN {tag: r.tag, mixed: [1, 'a', null, true], deep: {er: {x: 0.5}}} AS data, r.at AS at
                streamingProperty: at
                startFrom: earliest
                """)) {
            awaitReceived(1);
        }
        assertThat(received.items().get(0).at("data/deep")).isEqualTo(Map.of("er", Map.of("x", 0.5)));
        assertThat((List<?>) received.items().get(0).at("data/mixed")).hasSize(4);
    }

    @Test
    void aQueryThatWritesStopsTheRoute() throws Exception {
        try (Routes routes = source("query: CREATE (n:Oops) RETURN n.x AS x")) {
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() ->
                            routes.context().getRouteController().getRouteStatus("source") == ServiceStatus.Stopped);
        }
        assertThat(neo4j.execute("MATCH (n:Oops) RETURN n")).isEmpty();
    }

    @Test
    void aColumnThatIsNotThereStopsTheRoute() throws Exception {
        neo4j.execute("CREATE (:Reading {tag: 'a', at: 1})");
        try (Routes routes = source("""
                cursorName: wrong
                query: "MATCH (r:Reading) WHERE r.at > $lastCheck RETURN r.tag AS tag"
                streamingProperty: at
                startFrom: earliest
                """)) {
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() ->
                            routes.context().getRouteController().getRouteStatus("source") == ServiceStatus.Stopped);
        }
    }
}
