package io.github.neo4jstreams.graph;

import org.neo4j.driver.Logger;
import org.neo4j.driver.Logging;
import org.slf4j.LoggerFactory;

/**
 * The driver's log, one level quieter. It reports every attempt that fails while a server is away as an error with a stack
 * trace of a screen, many times a minute; {@link Outage} says the same in one line. Nothing is lost: the level DEBUG of the
 * logger {@code org.neo4j.driver} has it all.
 */
@SuppressWarnings("deprecation") // in favour of System.Logger, which can only be made quieter by every application
final class DriverLog implements Logging {

    static final DriverLog INSTANCE = new DriverLog();

    private DriverLog() {}

    @Override
    public Logger getLog(String name) {
        return new Quieter(LoggerFactory.getLogger(name));
    }

    private record Quieter(org.slf4j.Logger log) implements Logger {

        @Override
        public void error(String message, Throwable cause) {
            log.debug(message, cause);
        }

        @Override
        public void warn(String message, Object... params) {
            log(message, params);
        }

        @Override
        public void warn(String message, Throwable cause) {
            log.debug(message, cause);
        }

        @Override
        public void info(String message, Object... params) {
            log(message, params);
        }

        /** The driver's parameters are those of {@link String#format}. */
        private void log(String message, Object... params) {
            if (log.isDebugEnabled()) {
                log.debug(params.length == 0 ? message : message.formatted(params));
            }
        }

        @Override
        public void debug(String message, Object... params) {
            trace(message, params);
        }

        @Override
        public void debug(String message, Throwable throwable) {
            log.trace(message, throwable);
        }

        @Override
        public void trace(String message, Object... params) {
            if (log.isTraceEnabled()) {
                log.trace(params.length == 0 ? message : message.formatted(params));
            }
        }

        @Override
        public boolean isTraceEnabled() {
            return log.isTraceEnabled();
        }

        @Override
        public boolean isDebugEnabled() {
            // debug goes out as trace
            return log.isTraceEnabled();
        }
    }
}
