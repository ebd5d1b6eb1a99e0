package io.github.neo4jstreams.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DriverLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("driver.log.test");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final org.neo4j.driver.Logger log = DriverLog.INSTANCE.getLog("driver.log.test");

    @BeforeEach
    void listen() {
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
    }

    @Test
    void isALevelQuieterThanTheDriver() {
        log.warn("server %s is gone", "a");
        log.debug("C: %s", "RUN");

        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.DEBUG, Level.TRACE);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("server a is gone", "C: RUN");
    }

    @Test
    void neverThrowsWhateverIsInAStatement() {
        log.debug("C: RUN \"RETURN 7 % $n\" %s", "{n=4}");
        log.trace("RETURN 100%");
        log.debug("no parameters at all", (Object[]) null);

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("C: RUN \"RETURN 7 % $n\" %s [{n=4}]", "RETURN 100%", "no parameters at all");
    }

    @Test
    void doesNotPrintTheBytesOfTheMessageThatLogsIn() {
        log.trace("[0x0a][localhost:7687][] C: 003eb16aa3897072696e636970616c");
        log.trace("C: %s", "003eb16aa3897072696e636970616c");
        log.trace("S: 0003b170a0");

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("[0x0a][localhost:7687][] C: (15 bytes)", "C: (15 bytes)", "S: 0003b170a0");
    }
}
