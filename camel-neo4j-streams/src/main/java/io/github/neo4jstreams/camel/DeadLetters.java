package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.MessageReader.Received;
import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.message.Coordinates;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages that can't be applied to another endpoint, as they came, and says in headers where they stood and why: the
 * headers of Neo4j Streams and of Kafka Connect, all of them text.
 */
final class DeadLetters implements Rejection {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final String from;
    private final String strategy;
    private final Endpoint to;
    private final String prefix;
    private final Supplier<String> database;
    private final ProducerTemplate template;

    /**
     * @param from     for the log: which endpoint refuses
     * @param strategy what it writes with
     * @param prefix   of the headers
     * @param database that it writes to
     * @param template started and stopped by the caller
     */
    DeadLetters(
            String from,
            String strategy,
            Endpoint to,
            String prefix,
            Supplier<String> database,
            ProducerTemplate template) {
        this.from = from;
        this.strategy = strategy;
        this.to = to;
        this.prefix = prefix;
        this.database = database;
        this.template = template;
    }

    /**
     * Returns when the endpoint has taken it.
     *
     * @throws IllegalStateException if it hasn't: the message would be lost
     */
    @Override
    public void reject(Received received, RuntimeException why) {
        Exchange sent = template.send(to, ExchangePattern.InOnly, exchange -> {
            exchange.getMessage().setBody(received.body());
            exchange.getMessage().getHeaders().putAll(received.headers());
            exchange.getMessage().getHeaders().putAll(reason(received, why));
        });
        if (sent.isFailed()) {
            Exception cause = sent.getException();
            throw new IllegalStateException(
                    received.message() + " can't be applied, and " + to + " doesn't take it as a dead letter: " + cause,
                    cause);
        }
        LOG.warn(
                "{} sends {} to {}, it can't be applied: {}",
                from,
                received.message(),
                to.getEndpointBaseUri(),
                ErrorClass.oneLine(why));
    }

    private Map<String, Object> reason(Received received, RuntimeException why) {
        Map<String, Object> headers = new LinkedHashMap<>();
        received.message().coordinates().ifPresent(coordinates -> place(coordinates, headers));
        headers.put(prefix + "databaseName", String.valueOf(database.get()));
        headers.put(prefix + "class.name", strategy);
        headers.put(prefix + "exception.class.name", why.getClass().getName());
        headers.put(prefix + "exception.message", String.valueOf(why.getMessage()));
        headers.put(prefix + "exception.stacktrace", stackTrace(why));
        return headers;
    }

    private void place(Coordinates coordinates, Map<String, Object> headers) {
        headers.put(prefix + "topic", coordinates.topic());
        headers.put(prefix + "partition", String.valueOf(coordinates.partition()));
        headers.put(prefix + "offset", String.valueOf(coordinates.offset()));
    }

    private static String stackTrace(Throwable why) {
        StringWriter text = new StringWriter();
        why.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
