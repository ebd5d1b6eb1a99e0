package io.github.neo4jstreams.it;

import static io.github.neo4jstreams.event.Changes.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import io.github.neo4jstreams.fuzz.HostileNames;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import io.github.neo4jstreams.value.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names and values from messages are data, whatever they look like: written as they are, found again, and nothing else. */
@TestBed
class HostileNamesIT {

    static Neo4jServer neo4j;

    /** Those of a batch. */
    private List<String> names = HostileNames.ALL;

    private static DefaultCamelContext context;
    private static Neo4jStreamsComponent component;

    /** Of the endpoints of a test. */
    private final List<Object> services = new ArrayList<>();

    @BeforeAll
    static void connect() {
        context = new DefaultCamelContext();
        component = new Neo4jStreamsComponent();
        component.getConfiguration().setServerUri(neo4j.uri());
        if (!neo4j.password().isEmpty()) {
            component.getConfiguration().setUsername(neo4j.username());
            component.getConfiguration().setPassword(neo4j.password());
        }
        context.addComponent("neo4j-streams", component);
        context.start();
    }

    @AfterAll
    static void disconnect() {
        context.stop();
    }

    @BeforeEach
    void canary() {
        neo4j.wipe();
        neo4j.execute("CREATE (:Canary {sings: true})-[:IN]->(:Cage)");
    }

    @AfterEach
    void theCanaryLives() {
        ServiceHelper.stopAndShutdownServices(services);
        assertThat(neo4j.execute("MATCH (c:Canary)-[r:IN]->(:Cage) RETURN properties(c) AS c, properties(r) AS r"))
                .containsExactly(map("c", map("sings", true), "r", map()));
    }

    // commands

    @Test
    void commandsMakeFindChangeAndDeleteNodesByThem() throws Exception {
        Producer sink = sink("cud", Map.of());
        for (String op : List.of("create", "merge", "update")) {
            send(sink, each((i, name) -> {
                Map<String, Object> command = map("type", "node", "op", op, "labels", List.of(name));
                if (op.equals("create")) {
                    command.put("properties", map(name, name, "i", i));
                } else {
                    command.put("ids", map(name, name));
                    command.put("properties", map(name + "2", name + "2", op, true));
                }
                return command;
            }));
        }
        assertThat(nodes())
                .containsExactlyElementsOf(each((i, name) -> map(
                        "labels",
                        List.of(name),
                        "properties",
                        map(name, name, "i", i, name + "2", name + "2", "merge", true, "update", true))));

        send(
                sink,
                each((i, name) -> map(
                        "type",
                        "node",
                        "op",
                        "delete",
                        "labels",
                        List.of(name),
                        "ids",
                        map(name, name, name + "2", name + "2"))));
        assertThat(nodes()).isEmpty();
    }

    @Test
    void commandsMakeFindChangeAndDeleteRelationshipsByThem() throws Exception {
        Producer sink = sink("cud", Map.of());
        send(sink, each((i, name) -> relationship("create", i, name, "merge", null, map(name, name, "i", i))));
        send(sink, each((i, name) -> relationship("merge", i, name, "match", map(name, name), map("merge", true))));
        send(sink, each((i, name) -> relationship("update", i, name, "match", map(name, name), map("update", name))));
        assertThat(relationships())
                .containsExactlyElementsOf(each((i, name) -> map(
                        "start",
                        map(name, name, "i", i),
                        "type",
                        name,
                        "properties",
                        map(name, name, "i", i, "merge", true, "update", name),
                        "end",
                        map(name, name, "i", -i - 1))));

        send(sink, each((i, name) -> relationship("delete", i, name, "match", map(name, name), null)));
        assertThat(relationships()).isEmpty();
        assertThat(nodes()).hasSize(2 * names.size());
    }

    private static Map<String, Object> relationship(
            String op, long i, String name, String end, Map<String, Object> ids, Map<String, Object> properties) {
        return map(
                "type",
                "relationship",
                "op",
                op,
                "rel_type",
                name,
                "from",
                map("op", end, "labels", List.of(name), "ids", map(name, name, "i", i)),
                "to",
                map("op", end, "labels", List.of(name), "ids", map(name, name, "i", -i - 1)),
                "ids",
                ids,
                "properties",
                properties);
    }

    // change events

    @Test
    void changesAreCopiedByKeysOfThem() throws Exception {
        copies(sink("cdc-schema", Map.of()), Map.of());
    }

    @Test
    void changesAreCopiedByElementId() throws Exception {
        copies(sink("cdc-source-id", Map.of()), Map.of("SourceEvent", "sourceId"));
    }

    @Test
    void changesAreCopiedUnderLabelsAndPropertiesOfThem() throws Exception {
        for (String name : List.of(
                "a``b`",
                "\\",
                "\\u0060) DETACH DELETE n //",
                "`}) DETACH DELETE n //",
                "$rows",
                "zero\u200Bwidth",
                "\u202Ertl",
                "𠮷野家",
                "a\r\n\tb",
                "`".repeat(300))) {
            neo4j.execute("MATCH (n) WHERE NOT n:Canary AND NOT n:Cage DETACH DELETE n");
            names = List.of(name, "Plain");
            copies(
                    sink("cdc-source-id", map("labelName", name, "propertyName", name + "Id")),
                    Map.of(name, name + "Id"));
        }
    }

    /**
     * Two nodes of each name and a relationship between them, which are made, changed and deleted.
     *
     * @param added label and property that the sink puts on each copy
     */
    private void copies(Producer sink, Map<String, String> added) throws Exception {
        send(sink, each((i, name) -> node("c", i, name, null, state(map(name, name, "i", i), name))));
        send(sink, each((i, name) -> node("c", -i - 1, name, null, state(map(name, name, "i", -i - 1), name))));
        send(sink, each((i, name) -> relationship("c", i, name, null, state(map(name, name, "i", i)))));
        send(
                sink,
                each((i, name) ->
                        node("u", i, name, state(map(), name), state(map(name + "2", name), name, name + "2"))));
        send(sink, each((i, name) -> relationship("u", i, name, state(map()), state(map(name + "2", name)))));

        String label = added.keySet().stream().findFirst().orElse(null);
        String id = label == null ? null : added.get(label);
        assertThat(relationships())
                .containsExactlyElementsOf(each((i, name) -> map(
                        "start",
                        with(map(name, name, "i", i, name + "2", name), id, "4:x:" + i),
                        "type",
                        name,
                        "properties",
                        with(map(name, name, "i", i, name + "2", name), id, "5:x:" + i),
                        "end",
                        with(map(name, name, "i", -i - 1), id, "4:x:" + (-i - 1)))));
        assertThat(nodes().subList(names.size(), 2 * names.size()))
                .extracting(HostileNamesIT::labels)
                .containsExactlyElementsOf(each((i, name) -> Stream.<Object>of(name, name + "2", label)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet())));

        send(sink, each((i, name) -> node("u", i, name, state(map(), name + "2"), state(map()))));
        send(sink, each((i, name) -> relationship("d", i, name, state(map()), null)));
        assertThat(relationships()).isEmpty();
        send(sink, each((i, name) -> node("d", i, name, state(map(), name), null)));
        assertThat(nodes()).hasSize(names.size()).allSatisfy(node -> assertThat((List<?>) node.get("labels"))
                .hasSizeLessThanOrEqualTo(2));
        send(sink, each((i, name) -> node("d", -i - 1, name, state(map(), name), null)));
        assertThat(nodes()).isEmpty();
    }

    private static Map<String, Object> node(String operation, long i, String name, Object before, Object after) {
        return map(
                "elementId",
                "4:x:" + i,
                "eventType",
                "n",
                "operation",
                operation,
                "labels",
                List.of(name),
                "keys",
                keys(i, name),
                "state",
                map("before", before, "after", after));
    }

    private static Map<String, Object> relationship(
            String operation, long i, String name, Object before, Object after) {
        return map(
                "elementId",
                "5:x:" + i,
                "eventType",
                "r",
                "operation",
                operation,
                "type",
                name,
                "keys",
                List.of(map(name, name)),
                "start",
                map("elementId", "4:x:" + i, "labels", List.of(name), "keys", keys(i, name)),
                "end",
                map("elementId", "4:x:" + (-i - 1), "labels", List.of(name), "keys", keys(-i - 1, name)),
                "state",
                map("before", before, "after", after));
    }

    private static Map<String, Object> keys(long i, String name) {
        return map(name, List.of(map(name, name, "i", i)));
    }

    private static Map<String, Object> state(Map<String, Object> properties, String... labels) {
        return map("labels", List.of(labels), "properties", properties);
    }

    private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
        if (name != null) {
            map.put(name, value);
        }
        return map;
    }

    // patterns

    @Test
    void patternsHaveThemInBackTicks() throws Exception {
        for (String name : names) {
            String quoted = "`" + name.replace("`", "``") + "`";
            Map<String, Object> fields = map(name, name, "from", 1L, "to", 2L, "other", name);
            Producer nodes = sink(
                    "pattern",
                    map(
                            "pattern",
                            "(:N:%1$s{!%1$s, alias: %1$s, %1$s2: other})"
                                    .formatted(quoted)
                                    .replace("`2", "2`")));
            send(nodes, List.of(fields));
            assertThat(nodes()).singleElement().satisfies(node -> assertThat(labels(node))
                    .containsOnly("N", name));
            assertThat(nodes())
                    .extracting(node -> node.get("properties"))
                    .containsExactly(map(name, name, "alias", name, name + "2", name));
            tombstone(nodes, fields);
            assertThat(nodes()).isEmpty();

            Producer relationships = sink(
                    "pattern",
                    map("pattern", "(:%1$s{!%1$s: from})-[:%1$s{!%1$s, *}]->(:%1$s{!%1$s: to})".formatted(quoted)));
            send(relationships, List.of(fields));
            assertThat(relationships())
                    .containsExactly(map(
                            "start",
                            map(name, 1L),
                            "type",
                            name,
                            "properties",
                            map(name, name, "other", name),
                            "end",
                            map(name, 2L)));
            tombstone(relationships, fields);
            assertThat(relationships()).isEmpty();
            assertThat(nodes()).hasSize(2);
            neo4j.execute("MATCH (n) WHERE NOT n:Canary AND NOT n:Cage DETACH DELETE n");
        }
    }

    @Test
    void theStarTakesFieldsOfAllNamesAndValues() throws Exception {
        Map<String, Object> fields = new LinkedHashMap<>();
        names.forEach(name -> fields.put(name, name));
        fields.put("nested", map("`}) DETACH DELETE n //", "x"));
        send(sink("pattern", map("pattern", "(:N{!`a b`, *})")), List.of(fields));

        fields.remove("nested");
        fields.put("nested.`}) DETACH DELETE n //", "x");
        assertThat(nodes()).containsExactly(map("labels", List.of("N"), "properties", fields));
    }

    // what no server takes

    @Test
    void namesThatNoServerTakesAreRefusedBeforeAnythingIsSent() throws Exception {
        Producer cud = sink("cud", Map.of());
        Producer schema = sink("cdc-schema", Map.of());
        Producer sourceId = sink("cdc-source-id", Map.of());
        Producer pattern = sink("pattern", map("pattern", "(:N{!id, *})"));
        Map<String, Object> command = map("type", "node", "op", "create", "labels", List.of("Written"));
        Map<String, Object> event = node("c", 1, "Written", null, state(map("Written", 1L), "Written"));
        Map<String, Object> fields = map("id", 1L);
        for (String name : List.of("", "\0", "nul\0in it", "\uD83D", "half \uDE00")) {
            refused(cud, command, map("type", "node", "op", "create", "labels", List.of(name)));
            refused(cud, command, map("type", "node", "op", "create", "properties", map(name, 1L)));
            refused(cud, command, map("type", "node", "op", "merge", "labels", List.of("A"), "ids", map(name, 1L)));
            refused(cud, command, relationship("create", 1, name, "merge", null, null));
            Map<String, Object> typed = relationship("merge", 1, "A", "merge", map(name, 1L), null);
            refused(cud, command, typed);
            typed.put("ids", null);
            typed.put("rel_type", name);
            refused(cud, command, typed);
            for (Producer changes : List.of(schema, sourceId)) {
                refused(changes, event, node("c", 1, "A", null, state(map("A", 1L), name)));
                refused(changes, event, node("c", 1, "A", null, state(map(name, 1L), "A")));
                refused(changes, event, node("u", 1, "A", state(map(), name), state(map())));
                Map<String, Object> change = relationship("c", 1, "A", null, state(map()));
                change.put("type", name);
                refused(changes, event, change);
                refused(changes, event, relationship("c", 1, "A", null, state(map(name, 1L))));
            }
            refused(schema, event, node("c", 1, name, null, state(map())));
            refused(schema, event, relationship("c", 1, name, null, state(map())));
            refused(pattern, fields, map("id", 1L, name, 1L));
            refused(pattern, fields, map("id", 1L, "nested", map("deep", map(name, 1L))));
        }
        assertThat(nodes()).isEmpty();
    }

    private static void refused(Producer sink, Map<String, Object> good, Map<String, Object> bad) throws Exception {
        Exchange exchange = exchange(List.of(good, bad));
        sink.process(exchange);
        assertThat(exchange.getException()).as("%s", bad).isInstanceOf(InvalidMessageException.class);
    }

    // plumbing

    private interface ForName<T> {
        T of(long i, String name);
    }

    private <T> List<T> each(ForName<T> item) {
        List<T> items = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            items.add(item.of(i, names.get(i)));
        }
        return items;
    }

    private Producer sink(String strategy, Map<String, Object> options) throws Exception {
        Endpoint endpoint = component.createEndpoint("neo4j-streams:" + strategy, new HashMap<>(options));
        Producer producer = endpoint.createProducer();
        for (Object service : List.of(endpoint, producer)) {
            services.add(0, service);
            ServiceHelper.startService(service);
        }
        return producer;
    }

    private static Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        return exchange;
    }

    /** As maps and as JSON in turn. */
    private static void send(Producer sink, List<Map<String, Object>> values) throws Exception {
        List<Object> batch = new ArrayList<>();
        values.forEach(value -> batch.add(batch.size() % 2 == 0 ? value : Json.writeBytes(value)));
        process(sink, exchange(batch));
    }

    private static void tombstone(Producer sink, Map<String, Object> key) throws Exception {
        Exchange record = exchange(null);
        record.getMessage().setHeader("kafka.KEY", Json.write(key));
        process(sink, exchange(List.of(record)));
    }

    private static void process(Producer sink, Exchange exchange) throws Exception {
        sink.process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    private static List<Map<String, Object>> nodes() {
        return neo4j.execute("MATCH (n) WHERE NOT n:Canary AND NOT n:Cage"
                + " RETURN labels(n) AS labels, properties(n) AS properties ORDER BY n.i");
    }

    private static Set<Object> labels(Map<String, Object> node) {
        return new HashSet<>((List<?>) node.get("labels"));
    }

    private static List<Map<String, Object>> relationships() {
        return neo4j.execute("MATCH (s)-[r]->(e) WHERE NOT s:Canary RETURN properties(s) AS start, type(r) AS type,"
                + " properties(r) AS properties, properties(e) AS end ORDER BY r.i");
    }
}
