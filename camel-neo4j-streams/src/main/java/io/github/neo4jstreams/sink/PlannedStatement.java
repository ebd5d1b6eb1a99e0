package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.cypher.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A statement of a plan, and what its only row, if it returns one, must say for the plan to have worked. */
public final class PlannedStatement {

    private final Statement statement;
    private final List<Integer> actions;
    private final boolean guarded;
    private final boolean mustFind;

    private PlannedStatement(Statement statement, List<Integer> actions, boolean guarded, boolean mustFind) {
        this.statement = statement;
        this.actions = actions;
        this.guarded = guarded;
        this.mustFind = mustFind;
    }

    /**
     * @param actions their places in the batch
     * @param foreign labels of nodes that the statement must not meet, by parameter; empty for no guard
     */
    static PlannedStatement of(
            GraphShape shape, List<Object> rows, List<Integer> actions, Map<String, List<String>> foreign) {
        boolean guarded = !foreign.isEmpty();
        Map<String, Object> parameters = new HashMap<>(foreign);
        parameters.put("rows", rows);
        return new PlannedStatement(new Statement(shape.text(guarded), parameters), actions, guarded, shape.mustFind());
    }

    static PlannedStatement of(Statement statement) {
        return new PlannedStatement(statement, List.of(), false, false);
    }

    public Statement statement() {
        return statement;
    }

    /** Places in the batch of the actions that it does, if they are known. */
    List<Integer> actions() {
        return actions;
    }

    /** Whether the statement returns a row that {@link #check} wants to see. */
    public boolean hasOutcome() {
        return guarded || mustFind;
    }

    /**
     * @param outcome the row that the statement returned
     * @throws SharedNodeException   if the statement met a node that it may not be moved past
     * @throws MissingNodeException  if an action found no node where it had to find one
     */
    public void check(Map<String, Object> outcome) {
        if (guarded && ((Number) outcome.get(GraphShape.SHARED)).longValue() > 0) {
            throw new SharedNodeException();
        }
        if (mustFind) {
            List<?> found = (List<?>) outcome.get(GraphShape.FOUND);
            if (found.size() < actions.size()) {
                throw new MissingNodeException(missing(found));
            }
        }
    }

    private List<Integer> missing(List<?> found) {
        BitSet rows = new BitSet(actions.size());
        found.forEach(row -> rows.set(((Number) row).intValue()));
        List<Integer> missing = new ArrayList<>();
        for (int row = 0; row < actions.size(); row++) {
            if (!rows.get(row)) {
                missing.add(actions.get(row));
            }
        }
        return missing;
    }
}
