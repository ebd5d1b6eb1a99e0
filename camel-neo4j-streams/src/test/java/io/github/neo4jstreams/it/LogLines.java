package io.github.neo4jstreams.it;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What is logged from now on until it is closed. */
final class LogLines implements AutoCloseable {

    private static final LoggerContext CONTEXT = (LoggerContext) LoggerFactory.getILoggerFactory();

    private final Logger logger;
    private final Queue<ILoggingEvent> logged = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> events = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event);
        }
    };
    private final Map<Logger, Level> levelsBefore = new HashMap<>();
    private final List<Appender<ILoggingEvent>> appendersBefore = new ArrayList<>();

    private LogLines(Logger logger) {
        this.logger = logger;
        events.start();
    }

    /** What an operator reads of the component: INFO and above. */
    static LogLines ofTheComponent() {
        LogLines lines = new LogLines(CONTEXT.getLogger("io.github.neo4jstreams"));
        lines.logger.addAppender(lines.events);
        return lines;
    }

    /** What anybody logs, down to TRACE, and whatever levels are configured; it is not printed. */
    static LogLines ofEverybody() {
        LogLines lines = new LogLines(CONTEXT.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
        lines.logger.iteratorForAppenders().forEachRemaining(lines.appendersBefore::add);
        lines.appendersBefore.forEach(lines.logger::detachAppender);
        lines.logger.addAppender(lines.events);
        for (Logger configured : CONTEXT.getLoggerList()) {
            if (configured.getLevel() != null) {
                lines.levelsBefore.put(configured, configured.getLevel());
                configured.setLevel(Level.TRACE);
            }
        }
        return lines;
    }

    List<ILoggingEvent> events() {
        return List.copyOf(logged);
    }

    List<String> texts() {
        return events().stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    boolean has(String part) {
        return texts().stream().anyMatch(line -> line.contains(part));
    }

    @Override
    public void close() {
        logger.detachAppender(events);
        appendersBefore.forEach(logger::addAppender);
        levelsBefore.forEach(Logger::setLevel);
    }
}
