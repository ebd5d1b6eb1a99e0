package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.neo4jstreams.camel.Neo4jStreamsConstants;
import io.github.neo4jstreams.testbed.CdcMode;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.Own;
import io.github.neo4jstreams.testbed.TestBed;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@TestBed
class ChangeSourceIT {

    static Neo4jServer neo4j;

    private final Received received = new Received();

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    private Routes source(Neo4jServer from, String parameters) throws Exception {
        return Routes.to(from)
                .bind("received", received)
                .bind("memory", new MemoryStateRepository())
                .yaml(route(parameters));
    }

    private Routes source(String parameters) throws Exception {
        return source(neo4j, parameters);
    }

    private static String route(String parameters) {
        return """
                - route:
                    id: source
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: neo4j-streams:cdc
                      parameters:
                        delay: 50
                        initialDelay: 0
                %s
                      steps:
                        - process:
                            ref: received
                """.formatted(parameters.indent(8));
    }

    /** Waits until the source has taken its starting point, which it keeps before it reads anything. */
    private static void awaitCursor(String name) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> !neo4j.execute(
                        "MATCH (c:Neo4jStreamsCursor {name: $name}) WHERE c.cursor IS NOT NULL RETURN c",
                        Map.of("name", name))
                .isEmpty());
    }

    private void awaitReceived(int count) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> received.size() >= count);
    }

    @Nested
    class Events {

        @Test
        void arriveInTheOrderOfTheirCommitsWithKeyHeadersAndChosenProperties() throws Exception {
            neo4j.execute("CREATE CONSTRAINT FOR (p:Person) REQUIRE p.name IS UNIQUE");
            try (Routes routes = source("""
                    cursorName: events
                    select: "(:Person{name, city})"
                    """)) {
                awaitCursor("events");
                neo4j.execute("CREATE (:Person {name: 'Ada', city: 'Turin', ssn: 1})");
                neo4j.execute("CREATE (:City {name: 'Turin'})");
                neo4j.execute("MATCH (p:Person) SET p.city = 'Milan', p.ssn = 2");
                neo4j.execute("MATCH (p:Person) DELETE p");
                awaitReceived(3);
            }
            assertThat(received.all("event/operation")).containsExactly("CREATE", "UPDATE", "DELETE");
            assertThat(received.all("event/state/after/properties"))
                    .containsExactly(
                            Map.of("name", "Ada", "city", "Turin"), Map.of("name", "Ada", "city", "Milan"), null);
            Received.Item first = received.items().get(0);
            assertThat(first.key()).isEqualTo("{\"keys\":{\"Person\":[{\"name\":\"Ada\"}]}}");
            assertThat(first.headers())
                    .containsEntry(Neo4jStreamsConstants.OPERATION, "CREATE")
                    .containsEntry(Neo4jStreamsConstants.ENTITY_TYPE, "NODE")
                    .containsEntry(Neo4jStreamsConstants.LABELS, List.of("Person"))
                    .containsEntry(Neo4jStreamsConstants.DATABASE, "neo4j")
                    .containsKeys(
                            Neo4jStreamsConstants.CHANGE_ID,
                            Neo4jStreamsConstants.TX_ID,
                            Neo4jStreamsConstants.SEQ,
                            Neo4jStreamsConstants.COMMIT_TIME);
        }

        @Test
        void ofRelationshipsNameBothEnds() throws Exception {
            try (Routes routes = source("""
                    cursorName: relationships
                    select: (:Person)-[:OWNS]->(:Car)
                    operations: create, delete
                    """)) {
                awaitCursor("relationships");
                neo4j.execute("CREATE (:Person {name: 'Ada'})-[:OWNS {since: date('2020-02-03')}]->(:Car)");
                neo4j.execute("MATCH (p:Person), (c:Car) CREATE (p)-[:DRIVES]->(c), (c)-[:OWNS]->(p)");
                neo4j.execute("MATCH (:Person)-[o:OWNS]->(:Car) SET o.until = 2030");
                neo4j.execute("MATCH (:Person)-[o:OWNS]->(:Car) DELETE o");
                awaitReceived(2);
            }
            assertThat(received.all("event/operation")).containsExactly("CREATE", "DELETE");
            assertThat(received.all("event/start/labels")).containsOnly(List.of("Person"));
            assertThat(received.all("event/end/labels")).containsOnly(List.of("Car"));
            assertThat(received.items().get(0).at("event/state/after/properties/since"))
                    .isEqualTo(Map.of("type", "TLD", "TLD", "2020-02-03"));
        }

        @Test
        void ofTheSourcesOwnCursorAreLeftOut() throws Exception {
            try (Routes routes = source("cursorName: everything")) {
                awaitCursor("everything");
                neo4j.execute("CREATE (:One)");
                awaitReceived(1);
                neo4j.execute("CREATE (:Two)");
                awaitReceived(2);
            }
            assertThat(received.all("event/labels")).containsExactly(List.of("One"), List.of("Two"));
        }
    }

    @Nested
    class Selectors {

        @Test
        void withNamesEachHaveTheirTopicAndHandOverWhatSeveralSelectOnceForEach() throws Exception {
            try (Routes routes = source("""
                    cursorName: named
                    select.people: "(:Person{name})"
                    select.people.topic: people-changes
                    select.gone: "*"
                    select.gone.operations: delete
                    select.moves: (:Person)
                    select.moves.changesTo: city
                    """)) {
                awaitCursor("named");
                neo4j.execute("CREATE (:Person {name: 'Ada', city: 'Turin'}), (:Car)");
                neo4j.execute("MATCH (p:Person) SET p.age = 36");
                neo4j.execute("MATCH (c:Car) DELETE c");
                neo4j.execute("MATCH (p:Person) SET p.city = 'Milan'");
                neo4j.execute("CREATE (:End:Person)");
                awaitReceived(7);
            }
            assertThat(received.items())
                    .extracting(
                            item -> item.headers().get(Neo4jStreamsConstants.SELECTOR),
                            item -> item.at("event/operation"))
                    .containsExactly(
                            // of what was there, city was nothing before
                            tuple("moves", "CREATE"),
                            tuple("people", "CREATE"),
                            tuple("people", "UPDATE"),
                            tuple("gone", "DELETE"),
                            tuple("moves", "UPDATE"),
                            tuple("people", "UPDATE"),
                            tuple("people", "CREATE"));
            assertThat(received.items().get(1).headers()).containsEntry("kafka.OVERRIDE_TOPIC", "people-changes");
            assertThat(received.items().get(0).headers()).doesNotContainKey("kafka.OVERRIDE_TOPIC");
        }

        @Test
        void withNamesAreReadAgainTogether() throws Exception {
            received.refuse(item -> "b".equals(item.headers().get(Neo4jStreamsConstants.SELECTOR)));
            String options = "cursorName: together\nselect.a: (:Step)\nselect.b: (:Step{nr})\n";
            try (Routes routes = source(options)) {
                awaitCursor("together");
                neo4j.execute("CREATE (:Step {nr: 1})");
                awaitReceived(1);
            }
            received.refuseNothing();
            int before = received.size();
            try (Routes routes = source(options)) {
                awaitReceived(before + 2);
            }
            assertThat(received.items().subList(before, before + 2))
                    .extracting(item -> item.headers().get(Neo4jStreamsConstants.SELECTOR))
                    .containsExactly("a", "b");
        }

        @Test
        void takeKeysOfNodesAndOfTheEndsOfRelationships() throws Exception {
            neo4j.execute("CREATE CONSTRAINT FOR (p:Person) REQUIRE p.mail IS UNIQUE");
            neo4j.execute("CREATE CONSTRAINT FOR (c:Car) REQUIRE (c.land, c.plate) IS UNIQUE");
            try (Routes routes = source("""
                    cursorName: keys
                    select: "(:Person{mail: 'ada@example.org', name});()-[:OWNS]->(:Car{plate: 'T1', land: 'I'})"
                    """)) {
                awaitCursor("keys");
                neo4j.execute("""
                        CREATE (a:Person {mail: 'ada@example.org', name: 'Ada'}), (b:Person {mail: 'bob@example.org', name: 'Bob'}),
                               (a)-[:OWNS]->(:Car {land: 'I', plate: 'T1'}), (b)-[:OWNS]->(:Car {land: 'F', plate: 'T1'})""");
                neo4j.execute("MATCH (p:Person) SET p.name = p.name + '!'");
                awaitReceived(3);
                neo4j.execute("CREATE (:Person {mail: 'end@example.org'})");
                neo4j.execute("MATCH (p:Person {mail: 'ada@example.org'}) SET p.name = 'end'");
                awaitReceived(4);
            }
            assertThat(received.all("event/state/after/properties/name")).containsExactly("Ada", null, "Ada!", "end");
            assertThat(received.items().get(1).at("event/end/keys"))
                    .isEqualTo(Map.of("Car", List.of(Map.of("land", "I", "plate", "T1"))));
        }

        @Test
        void leaveOutWhatSinksAndStatementsWrote() throws Exception {
            String sinks = """
                    - route:
                        from:
                          uri: direct:sink
                          steps:
                            - to: "neo4j-streams:cypher?sinkName=mirror&query=RAW(CREATE (:Step {by: 'sink'}))"
                    - route:
                        from:
                          uri: direct:statement
                          steps:
                            - to: "neo4j-streams:query?query=RAW(CREATE (:Step {by: 'statement'}))"
                    """;
            try (Routes routes = source("cursorName: own\nselect: (:Step)\nexcludeOwnWrites: true")
                    .yaml(sinks)
                    .yaml(route("cursorName: mirrored\nselect: (:Step)\nexcludeOwnWrites: true\nownSinks: mirror")
                            .replace("id: source", "id: other"))) {
                awaitCursor("own");
                awaitCursor("mirrored");
                routes.template().sendBody("direct:sink", Map.of());
                routes.template().sendBody("direct:statement", Map.of());
                neo4j.execute("CREATE (:Step {by: 'user'})");
                awaitReceived(3);
            }
            assertThat(received.all("event/state/after/properties/by"))
                    .containsExactlyInAnyOrder("user", "user", "statement");
        }

        @Test
        void withKeysThatNoConstraintHasAreWarnedOf() throws Exception {
            Logger logger = (Logger) LoggerFactory.getLogger("io.github.neo4jstreams.source.MissingKeys");
            ListAppender<ILoggingEvent> log = new ListAppender<>();
            log.start();
            logger.addAppender(log);
            try (Routes routes = source("cursorName: unkeyed\nselect: \"(:Person{mail: 'a'})\"")) {
                awaitCursor("unkeyed");
            } finally {
                logger.detachAppender(log);
            }
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly(
                            "select has (:Person{mail: 'a'}), but no key constraint has exactly these properties:"
                                    + " no change will match it until there is one");
        }
    }

    @Nested
    class TheCursor {

        @Test
        void goesOnWhereTheRouteWasStopped() throws Exception {
            try (Routes routes = source("cursorName: restarted\nselect: (:Step)")) {
                awaitCursor("restarted");
                neo4j.execute("CREATE (:Step {nr: 1})");
                awaitReceived(1);
            }
            neo4j.execute("CREATE (:Step {nr: 2})");
            try (Routes routes = source("cursorName: restarted\nselect: (:Step)")) {
                awaitReceived(2);
            }
            assertThat(received.all("event/state/after/properties/nr")).containsExactly(1L, 2L);
        }

        @Test
        void staysBehindAnExchangeThatFailedAndTheChangeIsReadAgain() throws Exception {
            received.refuse(item -> item.at("event/state/after/properties/nr").equals(3L));
            try (Routes routes = source("cursorName: failing\nselect: (:Step)")) {
                awaitCursor("failing");
                for (int nr = 1; nr <= 5; nr++) {
                    neo4j.execute("CREATE (:Step {nr: $nr})", Map.of("nr", nr));
                }
                awaitReceived(2);
                received.refuseNothing();
                awaitReceived(5);
            }
            assertThat(received.all("event/state/after/properties/nr")).containsExactly(1L, 2L, 3L, 4L, 5L);
        }

        @Test
        void movesInTheMiddleOfATransactionThatIsLargerThanAPoll() throws Exception {
            try (Routes routes = source("cursorName: pages\nselect: (:Step)\nmaxMessagesPerPoll: 7")) {
                awaitCursor("pages");
                neo4j.execute("UNWIND range(1, 50) AS nr CREATE (:Step {nr: nr})");
                awaitReceived(50);
            }
            // within a transaction the order is the server's, not the statement's
            assertThat(received.all("seq"))
                    .containsExactlyElementsOf(IntStream.range(0, 50)
                            .mapToObj(seq -> (Object) (long) seq)
                            .toList());
            assertThat(received.all("event/state/after/properties/nr")).doesNotHaveDuplicates();
        }

        @Test
        void movesAlsoWhenNothingMatched() throws Exception {
            MemoryStateRepository cursors = new MemoryStateRepository();
            try (Routes routes = Routes.to(neo4j)
                    .bind("received", received)
                    .bind("cursors", cursors)
                    .yaml(route("cursorName: quiet\nselect: (:Never)\ncursorRepository: '#cursors'"))) {
                await().until(() -> cursors.getState("quiet") != null);
                String before = cursors.getState("quiet");
                neo4j.execute("CREATE (:Other)");
                await().atMost(10, TimeUnit.SECONDS).until(() -> !before.equals(cursors.getState("quiet")));
            }
            assertThat(received.size()).isZero();
        }

        @Test
        void comesToRestInTheGraphWhenNothingHappens() throws Exception {
            try (Routes routes = source("cursorName: resting\nselect: (:Never)")) {
                awaitCursor("resting");
                String saved = "MATCH (c:Neo4jStreamsCursor {name: 'resting'}) RETURN toString(c.savedAt) AS at";
                Object before = neo4j.execute(saved).get(0).get("at");
                neo4j.execute("CREATE (:Other)");
                // some 20 polls
                await().during(Duration.ofSeconds(1))
                        .atMost(5, TimeUnit.SECONDS)
                        .until(() -> neo4j.execute(saved).get(0).get("at").equals(before));
            }
        }

        @Test
        void mayBeginWithTheEarliestChange() throws Exception {
            try (Routes routes = source("cursorName: first\nselect: (:Mark)")) {
                awaitCursor("first");
            }
            neo4j.execute("CREATE (:Mark {nr: 1})");
            neo4j.execute("CREATE (:Mark {nr: 2})");
            try (Routes routes = source("cursorName: second\nselect: (:Mark)\nstartFrom: earliest")) {
                await().atMost(20, TimeUnit.SECONDS).until(() -> received.all("event/state/after/properties/nr")
                        .containsAll(List.of(1L, 2L)));
            }
        }

        @Test
        void thatTheServerDoesNotKnowStopsTheRouteUnlessItMayGoOn() throws Exception {
            String lost = "startFrom: value\nstartFromValue: bogus\nselect: (:Mark)\n";
            try (Routes routes = source(lost + "cursorName: lost1")) {
                awaitStopped(routes);
            }
            try (Routes routes = source(lost + "cursorName: lost2\nonCursorLost: now")) {
                await().atMost(20, TimeUnit.SECONDS).until(() -> !neo4j.execute(
                                "MATCH (c:Neo4jStreamsCursor {name: 'lost2'}) WHERE c.cursor <> 'bogus' RETURN c")
                        .isEmpty());
                neo4j.execute("CREATE (:Mark {nr: 1})");
                awaitReceived(1);
            }
        }
    }

    @Nested
    class InTheFormatOfStreams {

        private static final String ALL = "valueFormat: streams\nselect: (:Step)\n";

        @Test
        void areTheEventsOfThePlugin() throws Exception {
            neo4j.execute("CREATE CONSTRAINT FOR (p:Person) REQUIRE p.mail IS UNIQUE");
            try (Routes routes = source("cursorName: streams\nvalueFormat: streams")) {
                awaitCursor("streams");
                neo4j.execute("CREATE (:Person {mail: 'a@example.org', age: 36, tags: ['x']})-[:OWNS]->(:Car)");
                neo4j.execute("MATCH (p:Person) SET p.age = 37, p:Member");
                neo4j.execute("MATCH (p:Person) DETACH DELETE p");
                awaitReceived(6);
            }
            Received.Item created = received.items().stream()
                    .filter(item -> "node".equals(item.at("payload/type")) && item.at("schema/properties/mail") != null)
                    .findFirst()
                    .orElseThrow();
            assertThat(created.key()).isEqualTo("{\"keys\":{\"Person\":[{\"mail\":\"a@example.org\"}]}}");
            assertThat(created.at("meta/operation")).isEqualTo("created");
            assertThat(created.at("meta/timestamp")).isInstanceOf(Long.class);
            assertThat(created.at("meta/source/hostname"))
                    .asString()
                    .isNotBlank()
                    .doesNotContain(":", "/");
            assertThat(created.at("payload/after"))
                    .isEqualTo(Map.of(
                            "labels",
                            List.of("Person"),
                            "properties",
                            Map.of("mail", "a@example.org", "age", 36L, "tags", List.of("x"))));
            assertThat(created.at("schema"))
                    .isEqualTo(Map.of(
                            "properties",
                            Map.of("mail", "String", "age", "Long", "tags", "String[]"),
                            "constraints",
                            List.of(Map.of("label", "Person", "properties", List.of("mail"), "type", "UNIQUE"))));
            Received.Item related = received.items().stream()
                    .filter(item -> "relationship".equals(item.at("payload/type")))
                    .findFirst()
                    .orElseThrow();
            assertThat(related.at("payload/label")).isEqualTo("OWNS");
            assertThat(related.at("payload/start/ids")).isEqualTo(Map.of("mail", "a@example.org"));
            assertThat(received.all("meta/txEventsCount")).containsExactly(3L, 3L, 3L, 1L, 2L, 2L);
            assertThat(received.all("meta/txEventId")).containsExactly(0L, 1L, 2L, 0L, 0L, 1L);
        }

        @Test
        void countAWholeTransactionAlsoWhenPollsAndTheRouteEndInTheMiddleOfIt() throws Exception {
            received.refuse(item -> item.at("meta/txEventId").equals(23L));
            String options = "cursorName: counting\nmaxMessagesPerPoll: 7\n" + ALL;
            try (Routes routes = source(options)) {
                awaitCursor("counting");
                neo4j.execute("CREATE (:Step)");
                neo4j.execute("UNWIND range(1, 50) AS nr CREATE (:Step {nr: nr})");
                neo4j.execute("CREATE (:Step), (:Step)");
                awaitReceived(24);
            }
            received.refuseNothing();
            try (Routes routes = source(options)) {
                awaitReceived(53);
            }
            List<Object> counts = received.all("meta/txEventsCount");
            assertThat(counts.get(0)).isEqualTo(1L);
            assertThat(counts.subList(1, 51)).containsOnly(50L);
            assertThat(counts.subList(51, 53)).containsOnly(2L);
        }

        @Test
        void countOnlyWhatIsSelected() throws Exception {
            try (Routes routes = source("cursorName: selected\nmaxMessagesPerPoll: 2\n" + ALL)) {
                awaitCursor("selected");
                neo4j.execute("CREATE (:Other), (:Step), (:Other), (:Step), (:Step), (:Other)");
                awaitReceived(3);
            }
            assertThat(received.all("meta/txEventsCount")).containsOnly(3L);
        }
    }

    @Nested
    class Freshness {

        @Test
        void isInHealthAndInMicrometer() throws Exception {
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            try (Routes routes = Routes.to(neo4j)
                    .bind("received", received)
                    .bind("meters", meters)
                    .yaml(route("cursorName: fresh\nselect: (:Step)"))) {
                awaitCursor("fresh");
                neo4j.execute("UNWIND range(1, 5) AS nr CREATE (:Step {nr: nr})");
                awaitReceived(5);
                await().untilAsserted(() -> assertThat(meters.get("neo4j.streams.source.lag")
                                .timeGauge()
                                .value(TimeUnit.SECONDS))
                        .isBetween(0.0, 5.0));
                Timer latency = meters.get("neo4j.streams.source.latency")
                        .tag("cursor", "fresh")
                        .timer();
                assertThat(latency.count()).isEqualTo(5);
                assertThat(latency.max(TimeUnit.SECONDS)).isBetween(0.0, 20.0);
                assertThat(meters.get("neo4j.streams.source.cursor.age")
                                .timeGauge()
                                .value(TimeUnit.SECONDS))
                        .isBetween(0.0, 20.0);

                HealthCheck check =
                        ((HealthCheckAware) routes.context().getRoute("source").getConsumer()).getHealthCheck();
                HealthCheck.Result result = check.call();
                assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
                assertThat(result.getDetails())
                        .containsEntry("cursor.name", "fresh")
                        .containsKey("lag.ms")
                        .containsKey("cursor.age.ms");
            }
            assertThat(meters.getMeters()).isEmpty();
        }
    }

    @Nested
    class Refusals {

        @Test
        void sayHowToSwitchItOn(@Own(cdc = CdcMode.OFF) Neo4jServer off) throws Exception {
            try (Routes routes = source(off, "cursorName: off")) {
                awaitStopped(routes);
                assertThat(reason(routes)).contains("ALTER DATABASE neo4j SET OPTION txLogEnrichment 'FULL'");
            }
        }

        @Test
        void sayWhichServersHaveIt(@Own(cdc = CdcMode.NONE) Neo4jServer without) throws Exception {
            try (Routes routes = source(without, "cursorName: none")) {
                awaitStopped(routes);
                assertThat(reason(routes)).contains("Enterprise 5.13 or later").contains("5.26.30 community");
            }
        }
    }

    private static void awaitStopped(Routes routes) {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> routes.context().getRoute("source").getLastError() != null);
        assertThat(routes.context().getRouteController().getRouteStatus("source"))
                .isEqualTo(ServiceStatus.Stopped);
    }

    private static String reason(Routes routes) {
        return routes.context().getRoute("source").getLastError().getException().getMessage();
    }
}
