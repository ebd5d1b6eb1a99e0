package io.github.neo4jstreams.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.sink.RelationshipShape.End;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

    private static final NodeLookup PERSON = lookup("Person", "id");
    private static final NodeLookup CAR = lookup("Car", "plate");

    @Test
    void nothingToDoTakesNoStatement() {
        assertThat(BatchPlan.of(List.of()).statements()).isEmpty();
    }

    @Nested
    class ActionsOfWhichNothingIsKnown {

        private record Opaque(StatementShape shape, Object value) implements GraphAction {
            @Override
            public Object row(int number) {
                return value;
            }
        }

        private record Together(String text) implements StatementShape {
            @Override
            public List<Statement> statements(List<Object> rows) {
                return List.of(new Statement(text, Map.of("rows", rows)));
            }
        }

        private record OneEach(String text) implements StatementShape {
            @Override
            public List<Statement> statements(List<Object> rows) {
                return rows.stream()
                        .map(row -> new Statement(text, Map.of("row", row)))
                        .toList();
            }
        }

        @Test
        void shareAStatementInTheirOrder() {
            assertThat(statements(action("a", 1), action("a", 2), action("a", 3)))
                    .containsExactly(statement("a", 1, 2, 3));
        }

        @Test
        void areNotMovedPastOthers() {
            assertThat(statements(action("a", 1), action("b", 2), action("b", 3), action("a", 4)))
                    .containsExactly(statement("a", 1), statement("b", 2, 3), statement("a", 4));
        }

        @Test
        void returnNobodyKnowsHowManyRows() {
            assertThat(BatchPlan.of(List.of(action("a", 1))).returnsFewRows()).isFalse();
            assertThat(BatchPlan.of(List.of(merge(PERSON, 1), delete(CAR, 1))).returnsFewRows())
                    .isTrue();
        }

        @Test
        void mayTakeSeveralStatements() {
            assertThat(statements(new Opaque(new OneEach("b"), 1), new Opaque(new OneEach("b"), 2)))
                    .containsExactly(new Statement("b", Map.of("row", 1)), new Statement("b", Map.of("row", 2)));
        }

        @Test
        void mayHaveANullRowAsTheValueOfATombstoneIs() {
            assertThat(statements(action("a", null), action("a", 1)))
                    .containsExactly(new Statement("a", Map.of("rows", Arrays.asList(null, 1))));
        }

        private GraphAction action(String shape, Object row) {
            return new Opaque(new Together(shape), row);
        }

        private Statement statement(String text, Object... rows) {
            return new Statement(text, Map.of("rows", List.of(rows)));
        }

        private List<Statement> statements(GraphAction... actions) {
            return BatchPlan.of(List.of(actions)).statements().stream()
                    .map(PlannedStatement::statement)
                    .toList();
        }
    }

    @Nested
    class ActionsOnDifferentNodes {

        @Test
        void takeAStatementAShapeHoweverTheyAreMixed() {
            List<GraphAction> actions = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                actions.add(merge(PERSON, i));
                actions.add(merge(CAR, i));
                actions.add(delete(lookup("House", "nr"), i));
                actions.add(link("OWNS", End.merged(PERSON), i, End.merged(CAR), i));
            }
            Collections.shuffle(actions, new Random(7));

            BatchPlan plan = BatchPlan.of(actions);

            assertThat(plan.statements()).hasSize(4);
            assertThat(plan.isReordered()).isTrue();
        }

        @Test
        void takeAStatementAShapeAlsoIfAllNodesHaveOneLabelInCommon() {
            List<GraphAction> actions = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                actions.add(merge(labelled(PERSON, "Entity"), i));
                actions.add(merge(labelled(CAR, "Entity"), i));
                actions.add(new NodeAction(NodeShape.create(List.of("Entity", "House")), List.of(), Map.of("id", i)));
            }
            Collections.shuffle(actions, new Random(7));

            assertThat(BatchPlan.of(actions).statements()).hasSize(3);
        }

        private NodeShape labelled(NodeLookup node, String label) {
            return new NodeShape(
                    NodeShape.Operation.MERGE, node, PropertyWrite.ADD, List.of(), List.of(label), List.of());
        }

        @Test
        void areTextsThatDontDependOnHowManyThereAreOrOnTheOrderOfNames() {
            NodeShape some = NodeShape.merge(lookup(List.of("B", "A"), "id"), PropertyWrite.ADD);
            NodeShape same = NodeShape.merge(lookup(List.of("A", "B"), "id"), PropertyWrite.ADD);

            assertThat(some).isEqualTo(same);
            assertThat(texts(new NodeAction(some, List.of(1L), Map.of("x", 1L)), merge(some, 2)))
                    .isEqualTo(texts(merge(same, 3)))
                    .containsExactly("UNWIND $batch.rows AS row\nMERGE (n:A:B {id: row.k[0]})\nSET n += row.p");
        }
    }

    @Nested
    class ActionsOnOneNode {

        @Test
        void keepTheirOrder() {
            assertThat(plan(merge(PERSON, 1), delete(PERSON, 1), merge(PERSON, 1)))
                    .containsExactly("MERGE 0", "DELETE 1", "MERGE 2");
        }

        @Test
        void letOthersOfTheirShapeJoinThem() {
            assertThat(plan(
                            merge(PERSON, 1),
                            delete(PERSON, 1),
                            merge(PERSON, 2),
                            delete(PERSON, 3),
                            merge(PERSON, 1),
                            merge(PERSON, 3)))
                    .containsExactly("MERGE 0 2", "DELETE 1 3", "MERGE 4 5");
        }

        @Test
        void areSeenForOneThoughTheirKeysAreNumbersOfTwoKinds() {
            assertThat(plan(merge(PERSON, 1), delete(PERSON, 1.0), merge(PERSON, 1)))
                    .containsExactly("MERGE 0", "DELETE 1", "MERGE 2");
        }

        @Test
        void keepTheirOrderAlsoIfItIsNew() {
            NodeAction created =
                    new NodeAction(NodeShape.create(List.of("Person")), List.of(), Map.of("id", 1L, "name", "Ada"));

            assertThat(plan(delete(PERSON, 1), created, update(PERSON, 1), created))
                    .containsExactly("DELETE 0", "CREATE 1", "UPDATE 2", "CREATE 3");
        }

        @Test
        void dontMindOtherNewNodes() {
            NodeAction created = new NodeAction(NodeShape.create(List.of("Person")), List.of(), Map.of("id", 2L));

            assertThat(plan(created, update(PERSON, 1), created)).containsExactly("CREATE 0 2", "UPDATE 1");
        }

        @Test
        void areNotInOneStatementIfOneOfThemChangesTheKey() {
            NodeAction rename = new NodeAction(NodeShape.update(PERSON), List.of(1L), Map.of("id", 2L));

            assertThat(plan(rename, update(PERSON, 2), update(PERSON, 3))).containsExactly("UPDATE 0 2", "UPDATE 1");
            assertThat(plan(update(PERSON, 1), rename, update(PERSON, 1)))
                    .containsExactly("UPDATE 0", "UPDATE 1", "UPDATE 2");
        }

        @Test
        void areNotInOneStatementIfOneOfThemTakesTheLabelAway() {
            NodeShape shape = new NodeShape(
                    NodeShape.Operation.MERGE, PERSON, PropertyWrite.ADD, List.of(), List.of(), List.of("Person"));

            assertThat(plan(merge(shape, 1), merge(shape, 1), merge(shape, 2))).containsExactly("MERGE 0 2", "MERGE 1");
        }

        @Test
        void mayBeFoundByOtherLabelsIfTheBatchConnectsThem() {
            NodeLookup employee = lookup("Employee", "id");
            NodeShape hire = new NodeShape(
                    NodeShape.Operation.MERGE, PERSON, PropertyWrite.ADD, List.of(), List.of("Employee"), List.of());

            assertThat(plan(delete(employee, 1), merge(hire, 1), delete(employee, 1), merge(hire, 2)))
                    .containsExactly("DELETE 0", "MERGE 1 3", "DELETE 2");
        }

        @Test
        void mayBeFoundByALabelThatAllOfThemHave() {
            NodeLookup entity = lookup("Entity", "uid");
            NodeShape person = new NodeShape(
                    NodeShape.Operation.MERGE, PERSON, PropertyWrite.ADD, List.of(), List.of("Entity"), List.of());

            assertThat(plan(merge(person, 1), update(entity, 7), merge(person, 2), update(entity, 8)))
                    .containsExactly("MERGE 0", "UPDATE 1", "MERGE 2", "UPDATE 3");
        }

        @Test
        void mayBeFoundByLabelsThatTheyGetInTwoSteps() {
            NodeShape alarm = new NodeShape(
                    NodeShape.Operation.MERGE, PERSON, PropertyWrite.ADD, List.of(), List.of("Tall"), List.of());
            NodeShape hot = new NodeShape(
                    NodeShape.Operation.MERGE, PERSON, PropertyWrite.ADD, List.of(), List.of("Fast"), List.of());
            NodeLookup both = lookup(List.of("Tall", "Fast"), "name");

            assertThat(plan(merge(alarm, 1), merge(hot, 1), update(both, "Ada"), merge(alarm, 2)))
                    .containsExactly("MERGE 0", "MERGE 1", "UPDATE 2", "MERGE 3");
        }

        @Test
        void mayBeFoundByAnotherKey() {
            NodeLookup byMail = lookup("Person", "mail");

            assertThat(plan(update(PERSON, 1), update(byMail, "a@example.org"), update(PERSON, 2)))
                    .containsExactly("UPDATE 0", "UPDATE 1", "UPDATE 2");
        }

        @Test
        void mayBeFoundWithoutALabel() {
            NodeLookup any = new NodeLookup(List.of(), Identity.ELEMENT_ID, List.of());

            assertThat(plan(update(PERSON, 1), update(any, "4:x:1"), update(PERSON, 2)))
                    .containsExactly("UPDATE 0", "UPDATE 1", "UPDATE 2");
        }
    }

    @Nested
    class Deletions {

        @Test
        void comeLast() {
            assertThat(plan(delete(PERSON, 1), merge(PERSON, 2), delete(PERSON, 3), merge(CAR, 1)))
                    .containsExactly("MERGE 1", "MERGE 3", "DELETE 0 2");
        }

        @Test
        void comeBeforeWhateverTouchesTheirNodesAfterwards() {
            assertThat(plan(
                            delete(PERSON, 1),
                            merge(CAR, 1),
                            delete(PERSON, 2),
                            delete(PERSON, 1),
                            merge(PERSON, 1),
                            delete(PERSON, 1),
                            merge(CAR, 2)))
                    .containsExactly("MERGE 1 6", "DELETE 0 3", "MERGE 4", "DELETE 2 5");
        }

        @Test
        void thatRefuseToDisconnectAreNotOvertakenByThoseThatDoSo() {
            // behind it the person might have lost what speaks against its deletion
            assertThat(plan(detach(CAR, 2), merge(PERSON, 3), refuse(PERSON, 1), detach(CAR, 1), merge(PERSON, 4)))
                    .containsExactly("MERGE 1 4", "DELETE 2", "DELETE 0 3");
        }

        private NodeAction detach(NodeLookup node, Object key) {
            return delete(node, key);
        }

        private NodeAction refuse(NodeLookup node, Object key) {
            return new NodeAction(NodeShape.delete(node, false), List.of(key), Map.of());
        }
    }

    @Nested
    class Relationships {

        @Test
        void followTheNodesThatTheyNeed() {
            assertThat(plan(
                            link("KNOWS", End.matched(PERSON), 1, End.matched(PERSON), 2),
                            merge(PERSON, 2),
                            link("KNOWS", End.matched(PERSON), 1, End.matched(PERSON), 2)))
                    .containsExactly("MERGE 0", "MERGE 1", "MERGE 2");
        }

        @Test
        void shareAHubWithoutWaitingForEachOther() {
            assertThat(plan(
                            merge(PERSON, 1),
                            link("OWNS", End.merged(PERSON), 1, End.merged(CAR), 1),
                            link("DRIVES", End.merged(PERSON), 1, End.merged(CAR), 1),
                            merge(PERSON, 1),
                            link("OWNS", End.merged(PERSON), 1, End.merged(CAR), 2),
                            link("DRIVES", End.merged(PERSON), 1, End.merged(CAR), 2)))
                    .containsExactly("MERGE 0 3", "MERGE 1 4", "MERGE 2 5");
        }

        @Test
        void needANodeOnceOnly() {
            assertThat(plan(
                            merge(PERSON, 1),
                            link("KNOWS", End.matched(PERSON), 1, End.matched(PERSON), 1),
                            merge(PERSON, 1),
                            link("KNOWS", End.matched(PERSON), 1, End.matched(PERSON), 1)))
                    .containsExactly("MERGE 0 2", "MERGE 1 3");
        }

        @Test
        void areNotInOneStatementIfOneLeadsToWhatTheOtherStartsFrom() {
            End found = End.matched(PERSON);
            End made = End.merged(PERSON);

            assertThat(plan(link("KNOWS", found, 1, made, 2), link("KNOWS", found, 2, made, 3)))
                    .containsExactly("MERGE 0", "MERGE 1");
        }

        @Test
        void betweenTheSameNodesKeepTheirOrder() {
            RelationshipShape gone = new RelationshipShape(
                    RelationshipShape.Operation.DELETE,
                    End.matched(PERSON),
                    "OWNS",
                    Identity.PROPERTIES,
                    List.of(),
                    End.matched(CAR),
                    PropertyWrite.NONE);

            assertThat(plan(
                            link("OWNS", End.merged(PERSON), 1, End.merged(CAR), 1),
                            new RelationshipAction(gone, List.of(1L), List.of(1L), List.of(), Map.of()),
                            link("OWNS", End.merged(PERSON), 1, End.merged(CAR), 1),
                            link("OWNS", End.merged(PERSON), 1, End.merged(CAR), 2)))
                    .containsExactly("MERGE 0 3", "DELETE 1", "MERGE 2");
        }

        @Test
        void areLookedForWhenBothEndsAreFoundAndNotBefore() {
            RelationshipShape gone = new RelationshipShape(
                    RelationshipShape.Operation.DELETE,
                    End.matched(PERSON),
                    "OWNS",
                    Identity.PROPERTIES,
                    List.of(),
                    End.matched(CAR),
                    PropertyWrite.NONE);

            // without the SKIP there is one MATCH for the planner, which searches all relationships of one end
            assertThat(texts(new RelationshipAction(gone, List.of(1L), List.of(1L), List.of(), Map.of())))
                    .containsExactly("""
                            UNWIND $batch.rows AS row
                            MATCH (s:Person {id: row.s[0]})
                            MATCH (e:Car {plate: row.e[0]})
                            WITH row, s, e SKIP 0
                            MATCH (s)-[r:OWNS]->(e)
                            DELETE r""");
        }

        @Test
        void goBeforeOrAfterTheirNodeIsDeletedAsTheMessagesSay() {
            RelationshipAction link = link("OWNS", End.merged(PERSON), 1, End.merged(CAR), 1);

            assertThat(plan(link, delete(CAR, 1), link)).containsExactly("MERGE 0", "DELETE 1", "MERGE 2");
        }
    }

    @Nested
    class Outcomes {

        private final RelationshipAction link = link("OWNS", End.matched(PERSON), 1, End.matched(CAR), 1);

        @Test
        void nameTheActionsThatFoundNoNode() {
            PlannedStatement last = last(merge(PERSON, 7), link, merge(PERSON, 8), link);

            assertThat(last.hasOutcome()).isTrue();
            assertThatCode(() -> last.check(List.of(Map.of("found", List.of(0L, 1L), "shared", 0L))))
                    .doesNotThrowAnyException();
            assertThatExceptionOfType(RefusedActionsException.class)
                    .isThrownBy(() -> last.check(List.of(Map.of("found", List.of(0L), "shared", 0L))))
                    .satisfies(e -> assertThat(e.actions()).containsExactly(3));
        }

        @Test
        void tellOfANodeThatWasTakenForTwo() {
            PlannedStatement last = last(merge(PERSON, 7), link, merge(PERSON, 8), link);

            assertThatExceptionOfType(SharedNodeException.class)
                    .isThrownBy(() -> last.check(List.of(Map.of("found", List.of(0L, 1L), "shared", 1L))));
        }

        @Test
        void areNotAskedForWhereNothingWasMoved() {
            assertThat(last(merge(PERSON, 1)).hasOutcome()).isFalse();
            assertThat(last(merge(PERSON, 1), merge(CAR, 1)).hasOutcome()).isFalse();
            assertThat(last(merge(PERSON, 1), merge(CAR, 1), merge(PERSON, 1)).hasOutcome())
                    .isTrue();
        }

        private PlannedStatement last(GraphAction... actions) {
            List<PlannedStatement> statements = BatchPlan.of(List.of(actions)).statements();
            return statements.get(statements.size() - 1);
        }
    }

    @Test
    void inOrderOnlyNeighboursShareAStatement() {
        BatchPlan plan = BatchPlan.inOrder(
                List.of(merge(PERSON, 1), merge(PERSON, 2), merge(CAR, 1), merge(PERSON, 3), merge(PERSON, 3)));

        assertThat(plan.isReordered()).isFalse();
        assertThat(plan.statements()).hasSize(3).noneMatch(PlannedStatement::hasOutcome);
    }

    @Test
    void theNumberOfStatementsGrowsWithTheShapesAndTheHistoryOfANodeAndNotWithTheMessages() {
        Random random = new Random(11);
        int nodes = 5_000;
        List<GraphAction> actions = new ArrayList<>();
        int[] history = new int[nodes];
        for (int i = 0; i < 10_000; i++) {
            int node = random.nextInt(nodes);
            history[node]++;
            actions.add(
                    switch (random.nextInt(3)) {
                        case 0 -> merge(PERSON, node);
                        case 1 -> update(PERSON, node);
                        default -> delete(PERSON, node);
                    });
        }
        int longest = IntStream.of(history).max().orElseThrow();

        assertThat(BatchPlan.of(actions).statements()).hasSizeLessThanOrEqualTo(3 * longest);
    }

    private static NodeLookup lookup(String label, String key) {
        return lookup(List.of(label), key);
    }

    private static NodeLookup lookup(List<String> labels, String key) {
        return NodeLookup.byProperties(labels, List.of(key));
    }

    private static NodeAction merge(NodeLookup node, Object key) {
        return merge(NodeShape.merge(node, PropertyWrite.ADD), key);
    }

    private static NodeAction merge(NodeShape shape, Object key) {
        return new NodeAction(shape, List.of(key), Map.of("seen", true));
    }

    private static NodeAction update(NodeLookup node, Object key) {
        return new NodeAction(NodeShape.update(node), List.of(key), Map.of("seen", true));
    }

    private static NodeAction delete(NodeLookup node, Object key) {
        return new NodeAction(NodeShape.delete(node, true), List.of(key), Map.of());
    }

    private static RelationshipAction link(String type, End start, Object startKey, End end, Object endKey) {
        RelationshipShape shape = new RelationshipShape(
                RelationshipShape.Operation.MERGE, start, type, Identity.PROPERTIES, List.of(), end, PropertyWrite.ADD);
        return new RelationshipAction(shape, List.of(startKey), List.of(endKey), List.of(), Map.of());
    }

    private static List<String> texts(GraphAction... actions) {
        return BatchPlan.of(List.of(actions)).statements().stream()
                .map(planned -> planned.statement().text())
                .toList();
    }

    /** What each statement does, and the places in the batch of the actions that it does it for. */
    private static List<String> plan(GraphAction... actions) {
        List<String> described = new ArrayList<>();
        for (PlannedStatement planned : BatchPlan.of(List.of(actions)).statements()) {
            StringBuilder text = new StringBuilder();
            planned.actions().forEach(place -> {
                GraphAction action = actions[place];
                String operation = action instanceof NodeAction node
                        ? node.shape().operation().name().replace("DETACH_", "")
                        : ((RelationshipAction) action).shape().operation().name();
                text.append(text.isEmpty() ? operation : "").append(' ').append(place);
            });
            described.add(text.toString());
        }
        return described;
    }
}
