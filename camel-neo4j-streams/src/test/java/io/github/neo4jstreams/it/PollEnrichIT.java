package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.util.List;
import java.util.Map;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is read because somebody asks for it. */
@TestBed
class PollEnrichIT {

    private static final String CURSOR = "MATCH (c:Neo4jStreamsCursor {name: 'asked'}) RETURN c.cursor AS cursor";

    static Neo4jServer neo4j;

    private final Received received = new Received();

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    /** A route that takes one step each time that it is asked. */
    private Routes asking(String uri) throws Exception {
        return Routes.to(neo4j).bind("received", received).yaml("""
                - route:
                    from:
                      uri: direct:ask
                      steps:
                        - pollEnrich:
                            constant: "neo4j-streams:%s"
                            timeout: 2000
                        - filter:
                            simple: "${body} != null"
                            steps:
                              - process:
                                  ref: received
                """.formatted(uri));
    }

    private static void ask(Routes routes) {
        routes.template().sendBody("direct:ask", null);
    }

    private static void steps(int from, int to) {
        for (int nr = from; nr <= to; nr++) {
            neo4j.execute("CREATE (:Step {nr: $nr})", Map.of("nr", nr));
        }
    }

    private List<Object> numbers() {
        return received.all("event/state/after/properties/nr");
    }

    private static Object cursor() {
        return neo4j.execute(CURSOR).get(0).get("cursor");
    }

    @Nested
    class Changes {

        private static final String CDC = "cdc?cursorName=asked&select=RAW((:Step))";

        @Test
        void areReadOneByOneAndNeverPassedUnread() throws Exception {
            try (Routes routes = asking(CDC)) {
                ask(routes);
                steps(1, 3);
                ask(routes);
                ask(routes);
            }
            assertThat(numbers()).containsExactly(1L, 2L);
            // somebody else goes on with just the next
            try (Routes routes = asking(CDC)) {
                ask(routes);
            }
            assertThat(numbers()).containsExactly(1L, 2L, 3L);
        }

        @Test
        void comeAgainWhenTheExchangeFailed() throws Exception {
            try (Routes routes = asking(CDC)) {
                ask(routes);
                steps(1, 2);
                Object before = cursor();
                received.refuse(item -> true);
                assertThatException().isThrownBy(() -> ask(routes));
                assertThat(cursor()).isEqualTo(before);
                received.refuseNothing();
                ask(routes);
                ask(routes);
            }
            assertThat(numbers()).containsExactly(1L, 2L);
        }

        @Test
        void moveTheCursorOnlyInTheirOrder() throws Exception {
            try (Routes routes = asking(CDC)) {
                ask(routes);
                steps(1, 3);
                ConsumerTemplate template = routes.context().createConsumerTemplate();
                Exchange first = template.receive("neo4j-streams:" + CDC, 2_000);
                Exchange second = template.receive("neo4j-streams:" + CDC, 2_000);
                Object before = cursor();
                template.doneUoW(second);
                assertThat(cursor()).isEqualTo(before);
                template.doneUoW(first);
                assertThat(cursor()).isNotEqualTo(before);
                assertThat(template.receiveBody("neo4j-streams:" + CDC, 2_000))
                        .asString()
                        .contains("\"nr\":3");
                assertThat(template.receiveBodyNoWait("neo4j-streams:" + CDC)).isNull();
                template.stop();
            }
        }

        @Test
        void ofATransactionStayTogether() throws Exception {
            String uri = "neo4j-streams:cdc?cursorName=asked&groupBy=transaction&select=RAW((:Step))";
            try (Routes routes = asking(CDC)) {
                ask(routes);
                neo4j.execute("UNWIND range(1, 5) AS nr CREATE (:Step {nr: nr})");
                steps(6, 6);
                ConsumerTemplate template = routes.context().createConsumerTemplate();
                assertThat(template.receiveBody(uri, 2_000, List.class)).hasSize(5);
                assertThat(template.receiveBody(uri, 2_000, List.class)).hasSize(1);
                template.stop();
            }
        }

        @Test
        void thatASnapshotFindsComeFirst() throws Exception {
            steps(1, 2);
            String uri = "neo4j-streams:" + CDC + "&startFrom=snapshot";
            try (Routes routes = asking(CDC + "&startFrom=snapshot")) {
                ConsumerTemplate template = routes.context().createConsumerTemplate();
                Exchange first = template.receive(uri, 2_000);
                Exchange second = template.receive(uri, 2_000);
                steps(3, 3);
                Exchange third = template.receive(uri, 5_000);
                assertThat(List.of(first, second, third))
                        .extracting(exchange -> exchange.getMessage().getHeader("CamelNeo4jStreamsOperation"))
                        .containsExactly("READ", "READ", "CREATE");
                // nothing was done, so all of it comes again
                template.doneUoW(third);
                assertThat((String) cursor()).startsWith("snapshot ");
                template.doneUoW(first);
                template.doneUoW(second);
                assertThat((String) cursor()).doesNotStartWith("snapshot ");
                template.stop();
            }
        }
    }

    @Test
    void rowsOfAQueryAreReadOneByOne() throws Exception {
        String uri = "query?cursorName=asked&startFrom=earliest&streamingProperty=nr"
                + "&query=RAW(MATCH (s:Step) WHERE s.nr > $lastCheck RETURN s.nr AS nr)";
        steps(1, 3);
        try (Routes routes = asking(uri)) {
            ask(routes);
            ask(routes);
        }
        try (Routes routes = asking(uri)) {
            ask(routes);
        }
        assertThat(received.all("nr")).containsExactly(1L, 2L, 3L);
    }
}
