package io.github.neo4jstreams.vector;

import io.github.neo4jstreams.graph.ErrorClass;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * What a dead letter channel does, as long as the component has none: a batch that fails is written half by half, down to
 * the messages that are refused on their own.
 */
final class Isolation {

    /** A message on its way, and its index in the case. */
    record Sent(int index, Exchange exchange) {}

    /** A message that was refused, and all that was said about it. */
    record Refused(int index, String reason) {}

    private Isolation() {}

    /** @throws AssertionError if something else than bad data is the reason */
    static List<Refused> send(Producer producer, List<Sent> batch) throws Exception {
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(batch.stream().map(Sent::exchange).toList());
        producer.process(exchange);
        Exception error = exchange.getException();
        if (error == null) {
            return List.of();
        }
        if (!isAboutData(error)) {
            throw new AssertionError(
                    "The batch of the messages "
                            + batch.stream().map(Sent::index).toList()
                            + " failed, and not because of bad data: " + error,
                    error);
        }
        if (batch.size() == 1) {
            return List.of(new Refused(batch.get(0).index(), messages(error)));
        }
        List<Refused> refused = new ArrayList<>();
        refused.addAll(send(producer, batch.subList(0, batch.size() / 2)));
        refused.addAll(send(producer, batch.subList(batch.size() / 2, batch.size())));
        return refused;
    }

    /** The component takes whatever it doesn't know for bad data; a test takes a NullPointerException for what it is. */
    private static boolean isAboutData(Exception error) {
        return ErrorClass.of(error) == ErrorClass.DATA
                && (error instanceof Neo4jException
                        || error.getClass().getName().startsWith("io.github.neo4jstreams."));
    }

    /** What an error and its causes say. */
    static String messages(Throwable error) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append(System.lineSeparator());
        }
        return messages.toString();
    }
}
