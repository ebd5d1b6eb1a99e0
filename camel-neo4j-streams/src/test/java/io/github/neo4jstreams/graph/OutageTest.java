package io.github.neo4jstreams.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransientException;
import org.slf4j.LoggerFactory;

class OutageTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(Graph.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Outage outage = new Outage("neo4j://core1");

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    @Nested
    class Lines {

        @Test
        void areOneAtTheBeginningAndOneAtTheEnd() {
            outage.began(new ServiceUnavailableException("no route"), Duration.ofMinutes(2));
            outage.began(new SessionExpiredException("gone"), Duration.ofMinutes(2));
            outage.over();
            outage.over();

            assertThat(lines()).hasSize(2);
            assertThat(lines().get(0).getLevel()).isEqualTo(Level.WARN);
            assertThat(lines().get(0).getFormattedMessage())
                    .isEqualTo("Neo4j at neo4j://core1 is not available (ServiceUnavailableException: no route);"
                            + " waiting for it, up to 120.0 s at a time");
            assertThat(lines().get(1).getLevel()).isEqualTo(Level.INFO);
            assertThat(lines().get(1).getFormattedMessage())
                    .matches("Neo4j at neo4j://core1 is back after \\d+\\.\\d s, going on");
        }

        @Test
        void comeAgainWithTheNextOutage() {
            for (int i = 0; i < 2; i++) {
                outage.began(new SessionExpiredException("gone"), null);
                outage.over();
            }

            assertThat(lines())
                    .extracting(ILoggingEvent::getLevel)
                    .containsExactly(Level.WARN, Level.INFO, Level.WARN, Level.INFO);
        }

        @Test
        void areNoneWhileAllIsWell() {
            outage.over();

            assertThat(lines()).isEmpty();
        }

        @Test
        void areNoneForContentionBetweenTransactions() {
            outage.began(
                    new TransientException("Neo.TransientError.Transaction.DeadlockDetected", "deadlock"),
                    Duration.ZERO);
            outage.over();

            assertThat(lines()).isEmpty();
        }

        @Test
        void areThereForALeaderThatIsMissedWhateverTheClassOfTheError() {
            outage.began(
                    new TransientException("Neo.TransientError.Cluster.ReplicationFailure", "No leader found"), null);

            assertThat(lines()).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
        }

        @Test
        void areLinesAlsoForAnErrorThatHasSeveral() {
            outage.began(new ServiceUnavailableException("no route\nat all"), null);

            assertThat(lines())
                    .extracting(ILoggingEvent::getFormattedMessage, ILoggingEvent::getThrowableProxy)
                    .containsExactly(tuple(
                            "Neo4j at neo4j://core1 is not available (ServiceUnavailableException: no route);"
                                    + " waiting for it",
                            null));
        }
    }

    @Nested
    class Since {

        @Test
        void isWhenItBeganAndNothingAfterItsEnd() {
            assertThat(outage.since()).isNull();

            outage.began(new SessionExpiredException("gone"), null);
            var began = outage.since();
            outage.began(new SessionExpiredException("still gone"), null);

            assertThat(outage.since()).isNotNull().isEqualTo(began);

            outage.over();

            assertThat(outage.since()).isNull();
        }
    }

    /** What is on at the usual level. */
    private List<ILoggingEvent> lines() {
        return log.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .toList();
    }
}
