package io.github.neo4jstreams.graph;

import java.util.Arrays;
import java.util.IllegalFormatException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern BYTES_SENT = Pattern.compile("C: ([0-9a-f]{8,})$");

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

        private void log(String message, Object... params) {
            if (log.isDebugEnabled()) {
                log.debug(text(message, params));
            }
        }

        /**
         * The driver's parameters are those of {@link String#format}, or null, and some of its messages have the text of a statement in them,
         * which may have a % of its own. What throws here breaks the driver's connection, which then waits for ever.
         */
        private static String text(String message, Object... params) {
            if (params == null || params.length == 0) {
                return withoutBytesSent(message);
            }
            try {
                return withoutBytesSent(message.formatted(params));
            } catch (IllegalFormatException e) {
                return withoutBytesSent(message + " " + Arrays.toString(params));
            }
        }

        /** On TRACE the driver masks a password in the message that logs in, and then prints the bytes of that message. */
        private static String withoutBytesSent(String text) {
            Matcher bytes = BYTES_SENT.matcher(text);
            return bytes.find() ? bytes.replaceFirst("C: (" + bytes.group(1).length() / 2 + " bytes)") : text;
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
                log.trace(text(message, params));
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
