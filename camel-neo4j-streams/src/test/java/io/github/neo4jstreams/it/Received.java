package io.github.neo4jstreams.it;

import io.github.neo4jstreams.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The end of a route in a test: keeps what arrived, and fails when it is told to. Thread-safe. */
final class Received implements Processor {

    record Item(Object key, Map<String, Object> value, Map<String, Object> headers) {
        /** A value inside the nested maps, as {@code event/state/after}. */
        Object at(String path) {
            Object found = value;
            for (String name : path.split("/")) {
                found = found == null ? null : ((Map<?, ?>) found).get(name);
            }
            return found;
        }
    }

    private final List<Item> items = new ArrayList<>();
    private Predicate<Item> refuses = item -> false;

    @Override
    @SuppressWarnings("unchecked")
    public synchronized void process(Exchange exchange) {
        // as JSON text, which is what leaves the route
        String json = exchange.getMessage().getBody(String.class);
        Item item = new Item(
                exchange.getMessage().getHeader("kafka.KEY"),
                (Map<String, Object>) Json.read(json),
                exchange.getMessage().getHeaders());
        if (refuses.test(item)) {
            throw new IllegalStateException("refused by the test");
        }
        items.add(item);
    }

    synchronized void refuse(Predicate<Item> which) {
        refuses = Objects.requireNonNull(which);
    }

    synchronized void refuseNothing() {
        refuses = item -> false;
    }

    synchronized List<Item> items() {
        return List.copyOf(items);
    }

    synchronized List<Object> all(String path) {
        List<Object> values = new ArrayList<>();
        items.forEach(item -> values.add(item.at(path)));
        return values;
    }

    synchronized int size() {
        return items.size();
    }
}
