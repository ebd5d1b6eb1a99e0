package io.github.neo4jstreams.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import io.github.neo4jstreams.value.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.neo4j.driver.Session;

/** Runs the cases of the sources, see {@link Vectors}. */
@TestBed
class SourceVectorIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static Neo4jServer neo4j;

    @TestFactory
    Stream<DynamicTest> everyCaseHolds() {
        VectorGraph graph = new VectorGraph(neo4j);
        return Vectors.load()
                .tests(
                        Vectors.Kind.SOURCE,
                        SourceCase::of,
                        vector -> Stream.of(Vectors.test(vector.id(), () -> {
                            if (vector.configurationError() != null) {
                                isRefused(vector);
                            } else {
                                graph.reset(vector.given());
                                holds(vector);
                            }
                        })));
    }

    private static void isRefused(SourceCase vector) {
        try (Source source = new Source(vector)) {
            fail(vector.id() + ": the endpoint was not refused");
        } catch (Exception e) {
            assertThat(Isolation.messages(e)).as(vector.id()).containsIgnoringCase(vector.configurationError());
        }
    }

    private static void holds(SourceCase vector) throws Exception {
        List<Map<String, Object>> received;
        try (Source source = new Source(vector)) {
            source.awaitStart();
            for (List<String> transaction : vector.transactions()) {
                commit(transaction);
                source.awaitEnd();
            }
            received = source.received();
        }
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < Math.min(received.size(), vector.events().size()); i++) {
            for (String difference : differences(vector.events().get(i), received.get(i))) {
                differences.add("event " + i + ": " + difference);
            }
        }
        if (received.size() != vector.events().size()) {
            differences.add("there should be " + vector.events().size() + " events and are " + received.size());
        }
        if (!differences.isEmpty()) {
            fail(vector.id() + ": " + String.join("; ", differences) + System.lineSeparator() + "received: "
                    + received);
        }
    }

    private static List<String> differences(Map<String, Object> expected, Map<String, Object> received) {
        Map<String, Object> named = new LinkedHashMap<>(expected);
        // there is no key, which is not the same as a key that is null
        boolean noKey = named.containsKey("key") && named.get("key") == null;
        if (!noKey) {
            return Match.differences(named, received);
        }
        named.remove("key");
        List<String> differences = new ArrayList<>(Match.differences(named, received));
        if (received.containsKey("key")) {
            differences.add("there should be no key and there is " + received.get("key"));
        }
        return differences;
    }

    private static void commit(List<String> statements) {
        try (Session session = neo4j.driver().session()) {
            session.executeWriteWithoutResult(
                    tx -> statements.forEach(statement -> tx.run(statement).consume()));
        }
    }

    /** A route from the source of a case, and what has come to its end. */
    private static final class Source implements AutoCloseable {

        private static final String ROUTE = "source";

        private final VectorContext context = new VectorContext(neo4j);
        private final Polls polls = new Polls();
        private final MemoryStateRepository cursors = new MemoryStateRepository();
        private final List<Map<String, Object>> received = new CopyOnWriteArrayList<>();
        private final EndpointOptions options;

        Source(SourceCase vector) throws Exception {
            // a cursor in the graph would be saved now and then, this one always
            options = vector.source()
                    .withDefaults(Map.of(
                            "cursorName", vector.id(),
                            "cursorRepository", "#cursors",
                            "pollStrategy", "#polls",
                            "initialDelay", "0",
                            "delay", "20",
                            "greedy", "true"));
            context.context().getRegistry().bind("cursors", cursors);
            context.context().getRegistry().bind("polls", polls);
            try {
                Endpoint endpoint = context.endpoint(options);
                context.context().addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(endpoint)
                                .routeId(ROUTE)
                                .errorHandler(noErrorHandler())
                                .process(exchange -> received.add(event(exchange)));
                    }
                });
            } catch (Exception e) {
                close();
                throw e;
            }
        }

        private static Map<String, Object> event(Exchange exchange) {
            Map<String, Object> headers = new LinkedHashMap<>();
            exchange.getMessage().getHeaders().forEach((name, value) -> headers.put(name, plain(value)));
            Map<String, Object> event = new LinkedHashMap<>();
            if (headers.get("kafka.KEY") != null) {
                event.put("key", headers.get("kafka.KEY"));
            }
            // as JSON text, which is what leaves the route
            event.put("value", plain(exchange.getMessage().getBody(String.class)));
            event.put("headers", headers);
            return event;
        }

        /** What a consumer makes of it that reads JSON, and text where there is none. */
        private static Object plain(Object value) {
            try {
                return Json.read(value instanceof String text ? text : Json.write(value));
            } catch (IllegalArgumentException e) {
                return value;
            }
        }

        List<Map<String, Object>> received() {
            return List.copyOf(received);
        }

        void awaitStart() {
            awaitUntil("polled for the first time", polls::anyEnded);
        }

        /** Waits until the source has seen all that is committed: nothing can come after that. */
        void awaitEnd() {
            if (options.strategy().equals("cdc")) {
                Object end = neo4j.execute("CALL db.cdc.current() YIELD id RETURN id")
                        .get(0)
                        .get("id");
                awaitUntil(
                        "reached the end of the log",
                        () -> end.equals(cursors.getState(options.get("cursorName", ""))));
            } else {
                long begun = polls.begun();
                awaitUntil("found nothing more", () -> polls.foundNothingSince(begun));
            }
        }

        private void awaitUntil(String what, BooleanSupplier condition) {
            try {
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
                    if (context.context().getRouteController().getRouteStatus(ROUTE) == ServiceStatus.Stopped) {
                        throw new AssertionError("The route has stopped: " + polls.lastError(), polls.lastError());
                    }
                    return condition.getAsBoolean();
                });
            } catch (ConditionTimeoutException e) {
                throw new AssertionError(
                        "The source has not " + what + " in " + PATIENCE.toSeconds() + " seconds; received was "
                                + received + ", and the last error was " + polls.lastError(),
                        polls.lastError());
            }
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
