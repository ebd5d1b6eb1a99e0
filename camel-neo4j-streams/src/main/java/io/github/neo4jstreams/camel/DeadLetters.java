package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.message.Coordinates;
import io.github.neo4jstreams.message.Message;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages that can't be applied to another endpoint, as they came, and says in headers where they stood and why: the
 * headers of Neo4j Streams and of Kafka Connect, all of them text. A message that comes again because its batch has failed is
 * not sent again.
 */
final class DeadLetters implements Rejection {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final String from;
    private final String strategy;
    private final Endpoint to;
    private final String prefix;
    private final Supplier<String> database;
    private final ProducerTemplate template;
    /** Taken by the endpoint, and their batch is not written yet. */
    private final Set<Place> taken = ConcurrentHashMap.newKeySet();

    /** The time tells records apart that stood at the same place of a topic before and after it was made anew. */
    private record Place(Coordinates coordinates, Instant timestamp) {

        static Optional<Place> of(Received received) {
            Message message = received.message();
            return message.coordinates().map(coordinates -> new Place(coordinates, message.timestamp()));
        }
    }

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
        Optional<Place> place = Place.of(received);
        if (place.filter(taken::contains).isPresent()) {
            LOG.debug("{} is a dead letter already", received.message());
            return;
        }
        send(received, why);
        place.ifPresent(taken::add);
        LOG.warn(
                "{} sends {} to {}, it can't be applied: {}",
                from,
                received.message(),
                to.getEndpointBaseUri(),
                ErrorClass.oneLine(why));
    }

    @Override
    public void settled(Collection<Received> messages) {
        if (!taken.isEmpty()) {
            messages.forEach(message -> Place.of(message).ifPresent(taken::remove));
        }
    }

    private void send(Received received, RuntimeException why) {
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
