package io.github.neo4jstreams.it;

import static io.github.neo4jstreams.event.Changes.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import io.github.neo4jstreams.pattern.Patterns;
import io.github.neo4jstreams.sink.BatchPlan;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.PlannedStatement;
import io.github.neo4jstreams.sink.Servers;
import io.github.neo4jstreams.sink.SinkDefinition;
import io.github.neo4jstreams.sink.StatementShape;
import io.github.neo4jstreams.sink.cdc.SchemaSink;
import io.github.neo4jstreams.sink.cdc.SourceIdSink;
import io.github.neo4jstreams.sink.cud.CudSink;
import io.github.neo4jstreams.sink.pattern.PatternSink;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.Plan;

/**
 * Whatever a sink does, it finds nodes by an index or an id: a scan, or only one of a relationship's ends sought, would
 * be unnoticed in a small graph and the end of a large one. The server explains every statement that the strategies make.
 */
@TestBed
class IndexUseIT {

    static Neo4jServer neo4j;

    /** Clauses that look for one node each; those that connect two bound nodes do not. */
    private static final Pattern LOOKUP = Pattern.compile("(?:MATCH|MERGE) \\([nse][^()]*\\)(?!-)");

    private static final List<GraphAction> ACTIONS = actions();

    @Test
    void thereAreShapesOfAllKinds() {
        assertThat(shapes(ACTIONS)).hasSizeGreaterThan(60);
        assertThat(guarded()).isNotEmpty();
    }

    @Test
    void equalShapesAreEqualTextsHoweverManyRowsThereAre() {
        Map<StatementShape, Set<String>> texts = new LinkedHashMap<>();
        for (GraphAction action : ACTIONS) {
            for (int size : new int[] {1, 2, 7, 500}) {
                BatchPlan plan = BatchPlan.inOrder(Collections.nCopies(size, action));
                plan.statements().forEach(planned -> texts.computeIfAbsent(action.shape(), s -> new LinkedHashSet<>())
                        .add(planned.statement().text()));
            }
        }
        assertThat(texts).allSatisfy((shape, ofShape) -> assertThat(ofShape).hasSize(1));
        List<GraphAction> shuffled = new ArrayList<>(ACTIONS);
        Collections.shuffle(shuffled, new Random(5));
        assertThat(distinct(BatchPlan.inOrder(shuffled))).isEqualTo(distinct(BatchPlan.inOrder(ACTIONS)));
    }

    @Test
    void noTextHasDynamicLabelsOrSubqueries() {
        // what Neo4j 3.5 doesn't compile, and what no version finds in its plan cache
        assertThat(all()).allSatisfy(statement -> assertThat(statement.text())
                .doesNotContain("$(")
                .doesNotContain("CALL")
                .doesNotContain("apoc"));
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class InAnEmptyGraph {

        @BeforeAll
        void schema() {
            withConstraints();
        }

        @Test
        void everyLookupIsASeek() {
            allSeek();
        }
    }

    /** And of a few, of which a scan would be cheap today. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class InAGraphOfThousands {

        @BeforeAll
        void nodes() {
            withConstraints();
            neo4j.execute("UNWIND range(1, 3) AS i CREATE (:Car {plate: toString(i)}), (:Staff)");
            neo4j.execute("MATCH (c:Car {plate: '1'}) UNWIND range(1, 4000) AS i"
                    + " CREATE (:Person {id: i})-[:OWNS {since: i}]->(c),"
                    + " (:Reading {sensor: 's' + i % 10, nr: i}), (:SourceEvent {sourceId: '4:x:' + i})");
            replan();
        }

        @Test
        void everyLookupIsASeek() {
            allSeek();
        }
    }

    private static void withConstraints() {
        neo4j.wipe();
        for (String key : List.of(
                "(n:Person) REQUIRE n.id",
                "(n:Car) REQUIRE n.plate",
                "(n:Reading) REQUIRE (n.nr, n.sensor)",
                "(n:SourceEvent) REQUIRE n.sourceId")) {
            neo4j.execute("CREATE CONSTRAINT FOR " + key + " IS UNIQUE");
        }
        replan();
    }

    private static void replan() {
        neo4j.execute("CALL db.awaitIndexes(60)");
        neo4j.execute("CALL db.prepareForReplanning(60)");
    }

    private static void allSeek() {
        List<String> problems = new ArrayList<>();
        try (Session session = neo4j.driver().session()) {
            for (Statement statement : all()) {
                Plan plan = session.run(statement.explained().text(), statement.parameters())
                        .consume()
                        .plan();
                long wanted = LOOKUP.matcher(statement.text()).results().count();
                List<String> operators = new ArrayList<>();
                collect(plan, operators);
                long seeks = operators.stream().filter(IndexUseIT::isSeek).count();
                boolean searches = operators.stream()
                        .anyMatch(operator -> operator.contains("Scan") || operator.equals("Expand(All)"));
                if (searches || seeks != wanted) {
                    problems.add(statement.text() + "\n  " + wanted + " lookups: " + operators + "\n");
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    private static boolean isSeek(String operator) {
        return operator.startsWith("Node") && operator.contains("Seek");
    }

    /** Leaves first. Where several indexes hold the same node the server asks them all and compares: one lookup. */
    private static void collect(Plan plan, List<String> operators) {
        String name = plan.operatorType().replaceFirst("@.*", "");
        List<String> below = new ArrayList<>();
        plan.children().forEach(child -> collect(child, below));
        if (name.equals("AssertSameNode")) {
            below.removeIf(IndexUseIT::isSeek);
            below.add("NodeSeek by all indexes");
        }
        operators.addAll(below);
        operators.add(name);
    }

    // what the strategies make of messages

    private static Set<Statement> all() {
        Map<String, Statement> byText = new LinkedHashMap<>();
        Stream.concat(
                        ACTIONS.stream().flatMap(action -> BatchPlan.of(List.of(action)).statements().stream()),
                        guarded().stream())
                .map(PlannedStatement::statement)
                .forEach(statement -> byText.putIfAbsent(statement.text(), statement));
        return new LinkedHashSet<>(byText.values());
    }

    /** Of a batch in which everything passes everything else, which without labels nothing could. */
    private static List<PlannedStatement> guarded() {
        List<GraphAction> labelled = ACTIONS.stream()
                .filter(action -> BatchPlan.of(List.of(action)).statements().stream()
                        .noneMatch(planned -> planned.statement().text().matches("(?s).*\\([nse]\\) WHERE.*")))
                .toList();
        List<GraphAction> twice = new ArrayList<>(labelled);
        twice.addAll(labelled);
        BatchPlan plan = BatchPlan.of(twice);
        assertThat(plan.isReordered()).isTrue();
        return plan.statements();
    }

    private static Set<StatementShape> shapes(List<GraphAction> actions) {
        return actions.stream().map(GraphAction::shape).collect(Collectors.toSet());
    }

    private static Set<String> distinct(BatchPlan plan) {
        return plan.statements().stream()
                .map(planned -> planned.statement().text())
                .collect(Collectors.toSet());
    }

    private static List<GraphAction> actions() {
        List<GraphAction> actions = new ArrayList<>();
        commands().forEach(command -> add(actions, new CudSink(false), null, command));
        for (String pattern : List.of(
                "(:Person{!id, *})",
                "(:Person:Staff{!id, name})",
                "(:Reading{!nr, !sensor, -unit})",
                "(:Person{!id})-[:OWNS]->(:Car{!plate})",
                "(:Person{!id})-[:OWNS{!since}]->(:Car{!plate})",
                "(:Person{!id, name})<-[:MADE{!since, *}]-(:Reading{!nr, !sensor, unit})",
                "(:Person{!id})-[:KNOWS]->(:Person{!id: friend})")) {
            for (boolean merge : new boolean[] {true, false}) {
                SinkDefinition sink = new PatternSink(Patterns.parseSinkPatterns(pattern), merge, merge);
                Map<String, Object> fields =
                        map("id", 1L, "plate", "1", "nr", 1L, "sensor", "s1", "since", 1L, "friend", 2L, "name", "Ada");
                add(actions, sink, null, fields);
                add(actions, sink, fields, null);
            }
        }
        for (SinkDefinition sink : List.of(new SchemaSink(), new SourceIdSink("SourceEvent", "sourceId"))) {
            changes().forEach(change -> add(actions, sink, null, change));
            // the keys of compacted topics
            Map<String, Object> person = map("labels", List.of("Person"), "ids", map("id", 1L));
            Map<String, Object> reading = map("labels", List.of("Reading"), "ids", map("sensor", "s1", "nr", 1L));
            if (sink instanceof SchemaSink) {
                add(actions, sink, map("keys", map("Person", List.of(map("id", 1L)))), null);
                add(actions, sink, person, null);
                add(actions, sink, map("start", person, "end", reading, "label", "MADE"), null);
            } else {
                add(actions, sink, map("elementId", "4:x:1"), null);
            }
        }
        return actions;
    }

    private static void add(List<GraphAction> actions, SinkDefinition sink, Object key, Object value) {
        actions.addAll(sink.prepare(Servers.of("5.26"))
                .actions(new Message(MessageFormat.DEFAULT, value, key, Map.of(), null, null)));
    }

    private static List<Map<String, Object>> commands() {
        Map<String, Object> properties = map("name", "Ada");
        List<Map<String, Object>> commands = new ArrayList<>();
        commands.add(map("type", "node", "op", "create", "labels", List.of("Person"), "properties", properties));
        commands.add(map("type", "node", "op", "create", "properties", properties));
        Map<String, Object> person = map("id", 1L);
        Map<String, Object> reading = map("sensor", "s1", "nr", 1L);
        for (Map<String, Object> ids : List.of(person, reading, map("_elementId", "4:x:1"), map("_id", 1L))) {
            boolean internal = ids.keySet().iterator().next().startsWith("_");
            List<List<String>> labels = internal
                    ? List.of(List.of(), List.of("Person"), List.of("Person", "Staff"))
                    : ids == person
                            ? List.of(List.of("Person"), List.of("Person", "Staff"))
                            : List.of(List.of("Reading"));
            for (List<String> some : labels) {
                for (String op : internal ? List.of("update", "delete") : List.of("update", "delete", "merge")) {
                    for (boolean detach : new boolean[] {false, true}) {
                        commands.add(map(
                                "type",
                                "node",
                                "op",
                                op,
                                "labels",
                                some,
                                "ids",
                                ids,
                                "properties",
                                properties,
                                "detach",
                                detach));
                    }
                }
            }
        }
        List<Map<String, Object>> ends = List.of(
                map("op", "match", "labels", List.of("Person"), "ids", person),
                map("op", "merge", "labels", List.of("Person"), "ids", person),
                map("op", "match", "labels", List.of("Reading"), "ids", reading),
                map("op", "merge", "labels", List.of("Person", "Staff"), "ids", person),
                map("ids", map("_elementId", "4:x:1")),
                map("labels", List.of("Car"), "ids", map("_id", 1L)));
        for (Map<String, Object> from : ends) {
            for (Map<String, Object> to : ends) {
                commands.addAll(relationships(from, to, null));
            }
        }
        for (Map<String, Object> own :
                List.of(map("since", 1L), map("since", 1L, "until", 2L), map("_elementId", "5:x:1"), map("_id", 1L))) {
            commands.addAll(relationships(ends.get(0), ends.get(2), own));
            commands.addAll(relationships(ends.get(1), ends.get(3), own));
            commands.addAll(relationships(ends.get(4), ends.get(5), own));
        }
        return commands;
    }

    /** With every operation that the ends and ids allow. */
    private static List<Map<String, Object>> relationships(
            Map<String, Object> from, Map<String, Object> to, Map<String, Object> own) {
        boolean merges = "merge".equals(from.get("op")) || "merge".equals(to.get("op"));
        boolean internal = own != null && own.keySet().iterator().next().startsWith("_");
        List<Map<String, Object>> commands = new ArrayList<>();
        for (String op : List.of("create", "merge", "update", "delete")) {
            boolean refused =
                    switch (op) {
                        case "create" -> own != null;
                        case "merge" -> internal;
                        default -> merges;
                    };
            if (!refused) {
                commands.add(map(
                        "type",
                        "relationship",
                        "op",
                        op,
                        "rel_type",
                        "OWNS",
                        "from",
                        from,
                        "to",
                        to,
                        "ids",
                        own,
                        "properties",
                        map("name", "x")));
            }
        }
        return commands;
    }

    private static List<Map<String, Object>> changes() {
        List<Map<String, Object>> changes = new ArrayList<>();
        List<Map<String, Object>> keys = List.of(
                map("Person", List.of(map("id", 1L))),
                map("Person", List.of(map("id", 1L)), "Staff", List.of(map("number", 1L, "site", "x"))),
                map("Reading", List.of(map("sensor", "s1", "nr", 1L))));
        for (Map<String, Object> ofNode : keys) {
            String label = ofNode.keySet().iterator().next();
            Object plain = state(label);
            for (Object after : List.of(plain, state(label, "Added"), state(label, "Added", "Another"), state())) {
                Map<String, Object> node = map("elementId", "4:x:1", "eventType", "n", "keys", ofNode);
                changes.add(with(node, "c", null, after));
                changes.add(with(node, "u", plain, after));
                changes.add(with(node, "u", state(label, "Removed"), after));
                changes.add(with(node, "d", after, null));
            }
            for (Map<String, Object> other : keys) {
                for (Object own : Arrays.asList(null, List.of(map("since", 1L)), List.of(map("since", 1L, "nr", 2L)))) {
                    Map<String, Object> relationship = map(
                            "elementId",
                            "5:x:1",
                            "eventType",
                            "r",
                            "type",
                            "OWNS",
                            "keys",
                            own,
                            "start",
                            end(ofNode),
                            "end",
                            end(other));
                    Object state = map("properties", map("name", "x"));
                    changes.add(with(relationship, "c", null, state));
                    changes.add(with(relationship, "u", state, state));
                    changes.add(with(relationship, "d", state, null));
                }
            }
        }
        return changes;
    }

    private static Map<String, Object> end(Map<String, Object> keys) {
        return map("elementId", "4:x:1", "labels", List.copyOf(keys.keySet()), "keys", keys);
    }

    private static Map<String, Object> state(String... labels) {
        return map("labels", List.of(labels), "properties", map("name", "x"));
    }

    private static Map<String, Object> with(Map<String, Object> entity, String operation, Object before, Object after) {
        Map<String, Object> change = new LinkedHashMap<>(entity);
        change.put("operation", operation);
        change.put("state", map("before", before, "after", after));
        return change;
    }
}
