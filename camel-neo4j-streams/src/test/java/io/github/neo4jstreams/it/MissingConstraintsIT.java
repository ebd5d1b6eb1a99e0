package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a route says at its start about keys that no constraint stands behind. */
@TestBed
class MissingConstraintsIT {

    static Neo4jServer neo4j;

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.neo4jstreams.camel.MissingConstraints");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        neo4j.wipe();
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void hush() {
        logger.detachAppender(log);
    }

    /** By the time a message is written, whatever is to be said has been said. */
    private List<String> warnings(String pattern) throws Exception {
        try (Routes routes = Routes.to(neo4j).yaml("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: neo4j-streams:pattern
                            parameters:
                              pattern: "%s"
                """.formatted(pattern))) {
            routes.template().sendBody("direct:in", Map.of("id", 1, "hotel", "Astoria", "nr", 12));
        }
        synchronized (log) {
            return new ArrayList<>(
                    log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
        }
    }

    @Test
    void onePatternIsOneWarningWithTheStatementsThatMendIt() throws Exception {
        List<String> warnings = warnings("(:Person{!id}); (:Person{!id})-[:SLEEPS_IN]->(:Room{!hotel, !number: nr})");

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0))
                .contains("(:Person{!id, *})")
                .contains("CREATE CONSTRAINT FOR (n:Person) REQUIRE (n.id) IS UNIQUE");
        assertThat(warnings.get(1))
                .contains("SLEEPS_IN")
                .contains("CREATE CONSTRAINT FOR (n:Person) REQUIRE (n.id) IS UNIQUE; "
                        + "CREATE CONSTRAINT FOR (n:Room) REQUIRE (n.hotel, n.number) IS UNIQUE");
    }

    @Test
    void theStatementsOfAWarningEndIt() throws Exception {
        String pattern = "(:Person:`Hotel Guest`{!id})-[:SLEEPS_IN]->(:Room{!hotel, !number: nr})";
        for (String warning : warnings(pattern)) {
            String statements = warning.substring(warning.indexOf("CREATE"));
            for (String statement : statements.split("; ")) {
                neo4j.execute(statement);
            }
        }
        log.list.clear();

        assertThat(warnings(pattern)).isEmpty();
    }

    @Test
    void aConstraintOnOneOfTheLabelsOrOnFewerPropertiesIsEnough() throws Exception {
        neo4j.execute("CREATE CONSTRAINT FOR (g:Guest) REQUIRE g.id IS UNIQUE");
        neo4j.execute("CREATE CONSTRAINT FOR (r:Room) REQUIRE r.number IS UNIQUE");

        assertThat(warnings("(:Person:Guest{!id})-[:SLEEPS_IN]->(:Room{!hotel, !number: nr})"))
                .isEmpty();
    }
}
