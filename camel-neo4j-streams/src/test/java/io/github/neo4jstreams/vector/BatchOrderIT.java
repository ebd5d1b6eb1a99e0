package io.github.neo4jstreams.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.testbed.GraphDump;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A batch does to the graph what its messages do one by one, whatever a plan makes of it: random messages about very few
 * entities. In some batches each kind of node has its label and key, as a plan likes it; in others the graph has nodes of
 * two kinds, messages change keys, and labels and keys are mixed. {@code -Dorder.batches=N} runs N batches a strategy,
 * {@code -Dorder.seed=S} begins with another one.
 */
@TestBed
class BatchOrderIT {

    private static final int MESSAGES = 24;

    private static final String PLAIN = "(:A{!id, p}); (:B{!id: b, q}); (:A{!id})-[:R{nr, p}]->(:B{!id: b, q});"
            + " (:A{!id})-[:S{!nr, p}]->(:A{!id: b})";
    private static final String MIXED = "(:A{!id, p}); (:A:B{!id: b, q}); (:B{!code, p});"
            + " (:A{!id})-[:R{nr, p}]->(:B{!id: b, q}); (:A{!id})-[:S{!nr, p}]->(:A{!id: b})";

    static Neo4jServer neo4j;

    private static VectorContext context;
    private static VectorGraph graph;

    @BeforeAll
    static void connect() {
        context = new VectorContext(neo4j);
        graph = new VectorGraph(neo4j);
    }

    @AfterAll
    static void disconnect() {
        context.close();
    }

    @TestFactory
    Stream<DynamicTest> aBatchIsWhatItsMessagesAreOneByOne() {
        return Stream.of(
                DynamicTest.dynamicTest("cud", () -> check("cud", Map.of(), random -> cud(random))),
                DynamicTest.dynamicTest("cdc-schema", () -> check("cdc-schema", Map.of(), BatchOrderIT::change)),
                DynamicTest.dynamicTest("cdc-source-id", () -> check("cdc-source-id", Map.of(), BatchOrderIT::change)),
                DynamicTest.dynamicTest("pattern", () -> check("pattern", patterns(PLAIN), BatchOrderIT::fields)),
                DynamicTest.dynamicTest(
                        "pattern, mixed", () -> check("pattern", patterns(MIXED), BatchOrderIT::fields)));
    }

    /** What is drawn for one batch. */
    private static final class Chance extends Random {

        private static final long serialVersionUID = 1L;

        private final boolean twoKinds;
        private final boolean twoKeys;
        private final boolean renames;

        Chance(long seed) {
            super(seed);
            twoKinds = nextInt(3) == 0;
            twoKeys = nextInt(3) == 0;
            renames = nextInt(3) == 0;
        }
    }

    /** A message's value and key. */
    private record Input(Object value, Object key) {}

    private static void check(String strategy, Map<String, String> options, Function<Chance, Input> generator)
            throws Exception {
        long seed = Long.getLong("order.seed", 1);
        Endpoint endpoint = context.endpoint(new EndpointOptions(strategy, options));
        Producer producer = endpoint.createProducer();
        ServiceHelper.startService(endpoint, producer);
        try {
            for (long batch = seed; batch < seed + Long.getLong("order.batches", 8); batch++) {
                Chance random = new Chance(batch);
                List<String> given = given(random, strategy);
                List<Input> inputs = IntStream.range(0, MESSAGES)
                        .mapToObj(i -> generator.apply(random))
                        .toList();
                Outcome together = apply(producer, given, inputs, MESSAGES);
                Outcome oneByOne = apply(producer, given, inputs, 1);
                String what = strategy + ", order.seed=" + batch + " " + given + "\n"
                        + String.join("\n", inputs.stream().map(Input::toString).toList());
                assertThat(together.refused()).as(what).isEqualTo(oneByOne.refused());
                assertThat(oneByOne.graph().differenceTo(together.graph()))
                        .as(what)
                        .isEmpty();
            }
        } finally {
            ServiceHelper.stopAndShutdownServices(producer, endpoint);
        }
    }

    private record Outcome(List<Integer> refused, GraphDump graph) {}

    private static Outcome apply(Producer producer, List<String> given, List<Input> inputs, int batchSize)
            throws Exception {
        graph.reset(given);
        List<Integer> refused = new ArrayList<>();
        for (int from = 0; from < inputs.size(); from += batchSize) {
            List<Isolation.Sent> batch = new ArrayList<>();
            for (int i = from; i < Math.min(inputs.size(), from + batchSize); i++) {
                Exchange exchange = producer.getEndpoint().createExchange();
                exchange.getMessage().setBody(inputs.get(i).value());
                exchange.getMessage().setHeader("kafka.KEY", inputs.get(i).key());
                batch.add(new Isolation.Sent(i, exchange));
            }
            Isolation.send(producer, batch).forEach(refusal -> refused.add(refusal.index()));
        }
        return new Outcome(refused, graph.dump());
    }

    /** Nodes that have one label or both, and either or both of the keys. */
    private static List<String> given(Chance random, String strategy) {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String labels = one(random, ":A", ":B", ":A:B", ":A:B");
            if (strategy.equals("cdc-source-id")) {
                statements.add("CREATE (:SourceEvent" + labels + " {sourceId: '4:x:" + i + "', given: true})");
            } else {
                statements.add(
                        "CREATE (" + labels + " {id: " + i + ", code: 'c" + random.nextInt(3) + "', given: true})");
            }
        }
        if (random.nextBoolean()) {
            statements.add("MATCH (a), (b) CREATE (a)-[:R {nr: 1}]->(b)");
        }
        return statements;
    }

    private static Input cud(Chance random) {
        return new Input(
                random.nextInt(8) == 0
                        ? Stream.generate(() -> command(random))
                                .limit(1 + random.nextInt(3))
                                .toList()
                        : command(random),
                null);
    }

    private static Map<String, Object> command(Chance random) {
        Map<String, Object> command = new LinkedHashMap<>();
        boolean node = random.nextInt(3) > 0;
        String op = one(random, "create", "update", "merge", "merge", "delete");
        command.put("type", node ? "node" : "relationship");
        command.put("op", op);
        if (node) {
            command.put("labels", labels(random));
            if (!op.equals("create")) {
                command.put("ids", ids(random));
            }
            command.put("detach", random.nextBoolean());
        } else {
            command.put("rel_type", one(random, "R", "S"));
            command.put("from", end(random, op));
            command.put("to", end(random, op));
            if (!op.equals("create") && random.nextInt(3) == 0) {
                command.put("ids", Map.of("nr", random.nextInt(2)));
            }
        }
        if (!op.equals("delete")) {
            Map<String, Object> properties = properties(random);
            if (op.equals("create")) {
                properties.putAll(ids(random));
            }
            command.put("properties", properties);
        }
        return command;
    }

    private static Map<String, Object> end(Chance random, String op) {
        Map<String, Object> end = new LinkedHashMap<>();
        end.put("labels", labels(random));
        end.put("ids", ids(random));
        if (op.equals("create") || op.equals("merge")) {
            end.put("op", one(random, "match", "merge"));
        }
        return end;
    }

    private static List<String> labels(Chance random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.twoKinds ? List.of("A", "B") : List.of("A");
            case 1, 2, 3 -> List.of("B");
            default -> List.of("A");
        };
    }

    private static Map<String, Object> ids(Chance random) {
        return switch (random.twoKeys ? random.nextInt(8) : 8) {
            case 0 -> Map.of("id", random.nextInt(3), "code", "c" + random.nextInt(2));
            case 1, 2 -> Map.of("code", "c" + random.nextInt(3));
            default -> Map.of("id", random.nextInt(3));
        };
    }

    private static Map<String, Object> properties(Chance random) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("p", random.nextInt(1_000_000));
        if (random.renames && random.nextInt(3) == 0) {
            properties.put("id", random.nextInt(4));
        }
        if (random.renames && random.nextInt(4) == 0) {
            properties.put("code", "c" + random.nextInt(3));
        }
        if (random.renames && random.nextInt(6) == 0) {
            properties.put("nr", random.nextInt(2));
        }
        return properties;
    }

    private static Input change(Chance random) {
        String op = one(random, "c", "u", "u", "d");
        Map<String, Object> event = new LinkedHashMap<>();
        Map<String, Object> before = op.equals("c") ? null : state(random);
        Map<String, Object> after = op.equals("d") ? null : state(random);
        event.put("operation", op);
        if (random.nextInt(3) > 0) {
            event.putAll(entity(random, "4:x:"));
            event.put("eventType", "n");
        } else {
            event.put("eventType", "r");
            event.put("elementId", "5:x:" + random.nextInt(2));
            event.put("type", one(random, "R", "S"));
            event.put("start", entity(random, "4:x:"));
            event.put("end", entity(random, "4:x:"));
            event.put("keys", random.nextInt(3) == 0 ? List.of(Map.of("nr", random.nextInt(2))) : List.of());
        }
        Map<String, Object> states = new LinkedHashMap<>();
        states.put("before", before);
        states.put("after", after);
        event.put("state", states);
        return new Input(Map.of("id", "x", "txId", 1, "seq", 0, "metadata", Map.of(), "event", event), null);
    }

    private static Map<String, Object> entity(Chance random, String prefix) {
        String label = one(random, "A", "A", "B");
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("elementId", prefix + random.nextInt(3));
        entity.put("labels", List.of(label));
        entity.put("keys", Map.of(label, List.of(ids(random))));
        return entity;
    }

    private static Map<String, Object> state(Chance random) {
        return Map.of("labels", labels(random), "properties", properties(random));
    }

    private static Map<String, String> patterns(String patterns) {
        return Map.of("pattern", patterns);
    }

    private static Input fields(Chance random) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", random.nextInt(3));
        fields.put("b", random.nextInt(3));
        fields.put("code", "c" + random.nextInt(3));
        fields.put("nr", random.nextInt(2));
        if (random.nextInt(4) == 0) {
            return new Input(null, fields);
        }
        fields.put("p", random.nextInt(1_000_000));
        if (random.nextBoolean()) {
            fields.put("q", random.nextInt(1_000_000));
        }
        return new Input(fields, null);
    }

    private static String one(Chance random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
