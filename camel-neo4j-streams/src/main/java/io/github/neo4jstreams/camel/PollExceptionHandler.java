package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.source.CursorMovedException;
import io.github.neo4jstreams.source.CursorStoreException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.LoggingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line what the server or its administrator must mend; only what nobody expects gets a stack trace. */
final class PollExceptionHandler implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Neo4jStreamsConsumer.class);

    private final String endpoint;
    private final ExceptionHandler unexpected;

    PollExceptionHandler(Neo4jStreamsEndpoint endpoint) {
        this.endpoint = endpoint.shortName();
        this.unexpected = new LoggingExceptionHandler(endpoint.getCamelContext(), Neo4jStreamsConsumer.class);
    }

    @Override
    public void handleException(Throwable exception) {
        handleException(null, null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        if (exchange != null) {
            unexpected.handleException(message, exchange, exception);
        } else if (ErrorClass.of(exception) == ErrorClass.INFRASTRUCTURE) {
            LOG.warn("{}: the server is still not back ({}); trying again", endpoint, ErrorClass.oneLine(exception));
        } else if (ErrorClass.of(exception) == ErrorClass.CONFIGURATION) {
            // the one line was written when the route was stopped
            LOG.debug("{}", message, exception);
        } else if (exception instanceof CursorMovedException) {
            LOG.warn("{}: {}", endpoint, exception.getMessage());
        } else if (exception instanceof CursorStoreException) {
            LOG.warn("{}: {}; trying again", endpoint, ErrorClass.oneLine(exception));
        } else {
            unexpected.handleException(message, exception);
        }
    }
}
