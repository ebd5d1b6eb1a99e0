package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.message.InvalidMessageException;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of messages that can't be applied. Thread-safe. */
interface Rejection {

    /** The exchange fails. */
    Rejection FAIL = new Rejection() {
        @Override
        public void reject(Received received, RuntimeException why) {
            throw new InvalidMessageException(received.message() + " can't be applied: " + why.getMessage(), why);
        }

        @Override
        public boolean goesOn() {
            return false;
        }
    };

    /**
     * Takes the message out of the batch.
     *
     * @throws RuntimeException if the batch must not go on without it
     */
    void reject(Received received, RuntimeException why);

    /** These messages won't come again: the exchange that they came with has been written. */
    default void settled(Collection<Received> messages) {}

    /** Whether the batch goes on without a message that was rejected, so that it is worth while to find it. */
    default boolean goesOn() {
        return true;
    }

    /** It is logged, one line each. */
    static Rejection skip(String endpoint) {
        Logger log = LoggerFactory.getLogger(Rejection.class);
        return (received, why) ->
                log.warn("{} skips {}, it can't be applied: {}", endpoint, received.message(), ErrorClass.oneLine(why));
    }
}
