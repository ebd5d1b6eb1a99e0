package io.github.neo4jstreams.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.neo4jstreams.testbed.GraphDump;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the cases of the sinks, see {@link Vectors}: each in all forms of its messages and in batches of several sizes. */
@TestBed
class SinkVectorIT {

    static Neo4jServer neo4j;

    private static VectorContext context;
    private static VectorGraph graph;
    /** Keeps the driver open that all endpoints share. */
    private static Sinks keeper;

    /** Those of the case that ran last: its runs share them, for their first contact and statements take time. */
    private static Sinks open;

    private static String openFor;

    private final Map<String, GraphDump> expectedGraphs = new HashMap<>();

    @BeforeAll
    static void connect() throws Exception {
        context = new VectorContext(neo4j);
        graph = new VectorGraph(neo4j);
        keeper = new Sinks(Map.of("", new EndpointOptions("query", Map.of("query", "RETURN 1", "accessMode", "read"))));
    }

    @AfterAll
    static void disconnect() {
        closeSinks();
        keeper.close();
        context.close();
    }

    @TestFactory
    Stream<DynamicTest> everyCaseHolds() {
        return Vectors.load().tests(Vectors.Kind.SINK, SinkCase::of, this::tests);
    }

    private Stream<DynamicTest> tests(SinkCase vector) {
        if (vector.configurationError() != null) {
            return Stream.of(Vectors.test(vector.id(), () -> isRefused(vector)));
        }
        return Stream.of(Form.values())
                .flatMap(form -> vector.groupings().entrySet().stream().map(grouping -> {
                    String name = vector.id() + " [" + form + ", " + grouping.getKey() + "]";
                    return Vectors.test(name, () -> holds(name, vector, form, grouping.getValue()));
                }));
    }

    private static Sinks sinksOf(SinkCase vector) throws Exception {
        if (!vector.id().equals(openFor)) {
            closeSinks();
            open = new Sinks(named(vector));
            openFor = vector.id();
        }
        return open;
    }

    private static void closeSinks() {
        if (open != null) {
            open.close();
            open = null;
            openFor = null;
        }
    }

    private static Map<String, EndpointOptions> named(SinkCase vector) {
        Map<String, EndpointOptions> named = new LinkedHashMap<>();
        vector.endpoints()
                .forEach((topic, options) ->
                        named.put(topic, VectorContext.withDefault(options, "sinkName", vector.id() + "/" + topic)));
        return named;
    }

    private static void isRefused(SinkCase vector) {
        try (Sinks sinks = new Sinks(named(vector))) {
            fail(vector.id() + ": no endpoint was refused");
        } catch (Exception e) {
            assertThat(Isolation.messages(e)).as(vector.id()).containsIgnoringCase(vector.configurationError());
        }
    }

    private void holds(String name, SinkCase vector, Form form, List<List<SinkMessage>> batches) throws Exception {
        GraphDump expected = expectedGraphs.computeIfAbsent(vector.id(), id -> {
            graph.reset(vector.graph());
            return graph.dump();
        });
        graph.reset(vector.given());
        List<Isolation.Refused> refused = new ArrayList<>();
        Sinks sinks = sinksOf(vector);
        for (List<SinkMessage> batch : batches) {
            refused.addAll(sinks.send(batch, form));
        }
        List<Integer> indexes =
                refused.stream().map(Isolation.Refused::index).sorted().toList();
        if (!indexes.equals(vector.rejects().stream().sorted().toList())) {
            fail("%s: the messages %s were to be refused, and %s were: %s", name, vector.rejects(), indexes, refused);
        }
        if (vector.reason() != null) {
            assertThat(refused).as(name).allSatisfy(refusal -> assertThat(refusal.reason())
                    .containsIgnoringCase(vector.reason()));
        }
        String difference = expected.differenceTo(graph.dump());
        if (!difference.isEmpty()) {
            fail(name + ": the graph is not as expected" + System.lineSeparator() + difference);
        }
    }

    /** The endpoints of a case, by topic, ready to send to. */
    private static final class Sinks implements AutoCloseable {

        private final Map<String, EndpointOptions> options;
        private final Map<String, Producer> producers = new HashMap<>();
        private final Deque<Object> services = new ArrayDeque<>();

        Sinks(Map<String, EndpointOptions> options) throws Exception {
            this.options = options;
            try {
                for (Map.Entry<String, EndpointOptions> entry : options.entrySet()) {
                    Endpoint endpoint = context.endpoint(entry.getValue());
                    start(endpoint);
                    Producer producer = endpoint.createProducer();
                    start(producer);
                    producers.put(entry.getKey(), producer);
                }
            } catch (Exception e) {
                close();
                throw e;
            }
        }

        private void start(Object service) {
            services.push(service);
            ServiceHelper.startService(service);
        }

        List<Isolation.Refused> send(List<SinkMessage> batch, Form form) throws Exception {
            String topic = batch.get(0).topic();
            return Isolation.send(
                    producers.get(topic),
                    batch.stream()
                            .map(message -> new Isolation.Sent(
                                    message.index(), form.exchange(context.context(), message, options.get(topic))))
                            .collect(Collectors.toList()));
        }

        @Override
        public void close() {
            ServiceHelper.stopAndShutdownServices(List.copyOf(services));
        }
    }
}
