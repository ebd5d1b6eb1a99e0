package io.github.neo4jstreams.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.cypher.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

    /** One statement for any number of rows. */
    private record Together(String text) implements StatementShape {
        @Override
        public List<Statement> statements(List<Object> rows) {
            return List.of(new Statement(text, Map.of("rows", rows)));
        }
    }

    /** Two statements for each row. */
    private record TwoEach(String text) implements StatementShape {
        @Override
        public List<Statement> statements(List<Object> rows) {
            return rows.stream()
                    .flatMap(
                            row -> List.of(
                                    new Statement(text, Map.of("first", row)),
                                    new Statement(text, Map.of("second", row)))
                                    .stream())
                    .toList();
        }
    }

    @Test
    void nothingToDoTakesNoStatement() {
        assertThat(BatchPlan.of(List.of())).isEmpty();
    }

    @Nested
    class Neighbours {

        @Test
        void ofEqualShapeShareAStatementInTheirOrder() {
            assertThat(BatchPlan.of(List.of(action("a", 1), action("a", 2), action("a", 3))))
                    .containsExactly(statement("a", 1, 2, 3));
        }

        @Test
        void ofDifferentShapesKeepTheirOrderAlthoughThatTakesMoreStatements() {
            assertThat(BatchPlan.of(List.of(action("a", 1), action("b", 2), action("b", 3), action("a", 4))))
                    .containsExactly(statement("a", 1), statement("b", 2, 3), statement("a", 4));
        }
    }

    @Test
    void aShapeMayTakeSeveralStatements() {
        assertThat(BatchPlan.of(List.of(action("a", 1), new GraphAction(new TwoEach("b"), 2), action("a", 3))))
                .containsExactly(
                        statement("a", 1),
                        new Statement("b", Map.of("first", 2)),
                        new Statement("b", Map.of("second", 2)),
                        statement("a", 3));
    }

    @Test
    void aRowMayBeNullAsTheValueOfATombstoneIs() {
        assertThat(BatchPlan.of(List.of(action("a", null), action("a", 1))))
                .containsExactly(new Statement("a", Map.of("rows", Arrays.asList(null, 1))));
    }

    private static GraphAction action(String shape, Object row) {
        return new GraphAction(new Together(shape), row);
    }

    private static Statement statement(String text, Object... rows) {
        return new Statement(text, Map.of("rows", List.of(rows)));
    }
}
