package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.message.Message;
import java.util.Map;

/** A message, and what it was made from, which is looked at if the message can't be applied. */
interface Received {

    Message message();

    /** As it came, but a stream is read. */
    Object body();

    /** As they came, Camel's own among them. */
    Map<String, Object> headers();

    static Received of(Message message, Object body, Map<String, Object> headers) {
        return new FromExchange(message, body, headers);
    }

    record FromExchange(Message message, Object body, Map<String, Object> headers) implements Received {}

    /** One that nobody has made an exchange of so far. */
    record FromBatch(Message message, RecordBatch batch, int index) implements Received {

        @Override
        public Object body() {
            return batch.get(index).getMessage().getBody();
        }

        @Override
        public Map<String, Object> headers() {
            return batch.get(index).getMessage().getHeaders();
        }
    }
}
