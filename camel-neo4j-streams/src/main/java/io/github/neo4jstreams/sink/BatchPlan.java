package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.cypher.Statement;
import java.util.ArrayList;
import java.util.List;

/** The statements that apply a batch of actions in order, as few as order allows. */
public final class BatchPlan {

    private BatchPlan() {}

    /** Neighbours of one shape share a statement. */
    public static List<Statement> of(List<GraphAction> actions) {
        List<Statement> statements = new ArrayList<>();
        List<Object> rows = new ArrayList<>(actions.size());
        StatementShape shape = null;
        for (GraphAction action : actions) {
            if (shape != null && !shape.equals(action.shape())) {
                statements.addAll(shape.statements(rows));
                rows = new ArrayList<>();
            }
            shape = action.shape();
            rows.add(action.row());
        }
        if (shape != null) {
            statements.addAll(shape.statements(rows));
        }
        return statements;
    }
}
