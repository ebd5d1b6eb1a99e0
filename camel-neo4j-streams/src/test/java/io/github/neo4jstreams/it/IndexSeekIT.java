package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import io.github.neo4jstreams.pattern.Patterns;
import io.github.neo4jstreams.sink.BatchPlan;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.Servers;
import io.github.neo4jstreams.sink.SinkDefinition;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.sink.cdc.SchemaSink;
import io.github.neo4jstreams.sink.cdc.SourceIdSink;
import io.github.neo4jstreams.sink.cud.CudSink;
import io.github.neo4jstreams.sink.pattern.PatternSink;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.Plan;

/** Where there is a constraint for the keys, no statement of a sink reads all nodes of a label. */
@TestBed
class IndexSeekIT {

    static Neo4jServer neo4j;

    @BeforeEach
    void constraints() {
        neo4j.wipe();
        neo4j.execute("CREATE CONSTRAINT FOR (n:Person) REQUIRE n.id IS UNIQUE");
        neo4j.execute("CREATE CONSTRAINT FOR (n:Car) REQUIRE n.plate IS UNIQUE");
        neo4j.execute("CREATE CONSTRAINT FOR (n:SourceEvent) REQUIRE n.sourceId IS UNIQUE");
    }

    static Stream<Arguments> sinks() {
        SinkDefinition patterns = new PatternSink(
                Patterns.parseSinkPatterns("(:Person{!id}); (:Person{!id})-[:OWNS]->(:Car{!plate})"), true, true);
        String ends = "\"start\": {\"elementId\": \"4:x:1\", \"keys\": {\"Person\": [{\"id\": 1}]}},"
                + " \"end\": {\"elementId\": \"4:x:2\", \"keys\": {\"Car\": [{\"plate\": \"A\"}]}}";
        List<String> changes = new ArrayList<>();
        for (String operation : List.of("CREATE", "UPDATE", "DELETE")) {
            String state = "\"operation\": \"%s\", \"state\": {\"before\": {}, \"after\": {}}".formatted(operation);
            changes.add(
                    "{\"event\": {\"eventType\": \"NODE\", \"elementId\": \"4:x:1\", \"keys\": {\"Person\": [{\"id\": 1}]}, "
                            + state + "}}");
            changes.add("{\"event\": {\"eventType\": \"RELATIONSHIP\", \"elementId\": \"5:x:1\", \"type\": \"OWNS\", "
                    + ends + ", " + state + "}}");
        }
        List<String> commands = new ArrayList<>();
        for (String op : List.of("update", "merge", "delete")) {
            commands.add("{\"type\": \"node\", \"op\": \"%s\", \"labels\": [\"Person\"], \"ids\": {\"id\": 1}}"
                    .formatted(op));
            commands.add("{\"type\": \"relationship\", \"op\": \"%s\", \"rel_type\": \"OWNS\", ".formatted(op)
                    + "\"from\": {\"labels\": [\"Person\"], \"ids\": {\"id\": 1}},"
                    + " \"to\": {\"labels\": [\"Car\"], \"ids\": {\"plate\": \"A\"}}}");
        }
        return Stream.of(
                Arguments.of("pattern", patterns, List.of("{\"id\": 1, \"plate\": \"A\"}")),
                Arguments.of("pattern", patterns, Collections.singletonList(null)),
                Arguments.of("cud", new CudSink(), commands),
                Arguments.of("cdc-schema", new SchemaSink(), changes),
                Arguments.of("cdc-source-id", new SourceIdSink("SourceEvent", "sourceId"), changes));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sinks")
    void keysAreSoughtInTheIndexOfTheirConstraint(String name, SinkDefinition sink, List<String> messages) {
        SinkStrategy strategy = sink.prepare(Servers.of("5.26.0"));
        List<GraphAction> actions = new ArrayList<>();
        for (String value : messages) {
            actions.addAll(strategy.actions(
                    new Message(MessageFormat.DEFAULT, value, "{\"id\": 1, \"plate\": \"A\"}", Map.of(), null, null)));
        }
        assertThat(BatchPlan.inOrder(actions).statements())
                .hasSizeGreaterThan(1)
                .allSatisfy(planned -> assertThat(operators(planned.statement()))
                        .anyMatch(operator -> operator.startsWith("NodeUniqueIndexSeek"))
                        .noneMatch(operator -> operator.contains("Scan")));
    }

    private static List<String> operators(Statement statement) {
        try (Session session = neo4j.driver().session()) {
            List<String> operators = new ArrayList<>();
            collect(
                    session.run("EXPLAIN " + statement.text(), statement.parameters())
                            .consume()
                            .plan(),
                    operators);
            return operators;
        }
    }

    private static void collect(Plan plan, List<String> operators) {
        operators.add(plan.operatorType());
        plan.children().forEach(child -> collect(child, operators));
    }
}
