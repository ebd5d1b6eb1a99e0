package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.cypher.Clauses;
import io.github.neo4jstreams.cypher.Statement;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** A statement of a plan, and what its only row, if it returns one, must say for the plan to have worked. */
public final class PlannedStatement {

    private final Statement statement;
    private final List<Integer> actions;
    private final boolean guarded;
    private final boolean mustFind;
    private final boolean mustBeUnconnected;

    private PlannedStatement(
            Statement statement, List<Integer> actions, boolean guarded, boolean mustFind, boolean mustBeUnconnected) {
        this.statement = statement;
        this.actions = actions;
        this.guarded = guarded;
        this.mustFind = mustFind;
        this.mustBeUnconnected = mustBeUnconnected;
    }

    /**
     * @param actions their places in the batch
     * @param foreign labels of nodes that the statement must not meet, by parameter; empty for no guard
     */
    static PlannedStatement of(
            GraphShape shape, List<Object> rows, List<Integer> actions, Map<String, List<String>> foreign) {
        boolean guarded = !foreign.isEmpty();
        Map<String, Object> parameters = Clauses.batch(rows, foreign);
        return new PlannedStatement(
                new Statement(shape.text(guarded), parameters),
                actions,
                guarded,
                shape.mustFind(),
                shape.mustBeUnconnected());
    }

    static PlannedStatement of(Statement statement) {
        return new PlannedStatement(statement, List.of(), false, false, false);
    }

    public Statement statement() {
        return statement;
    }

    /** The same with a statement that is {@linkplain Statement#ready ready} to be sent. */
    PlannedStatement ready() {
        return new PlannedStatement(statement.ready(), actions, guarded, mustFind, mustBeUnconnected);
    }

    /** Places in the batch of the actions that it does, if they are known. */
    List<Integer> actions() {
        return actions;
    }

    /** Whether the statement returns what {@link #check} looks at; it then returns one row, and else none. */
    boolean hasOutcome() {
        return guarded || mustFind || mustBeUnconnected;
    }

    /**
     * @param rows what the statement returned
     * @throws SharedNodeException     if the statement met a node that it may not be moved past
     * @throws RefusedActionsException if there are actions that must not be done to this graph
     */
    void check(List<? extends Map<String, Object>> rows) {
        if (hasOutcome()) {
            check(rows.get(0));
        }
    }

    private void check(Map<String, Object> outcome) {
        if (guarded && ((Number) outcome.get(GraphShape.SHARED)).longValue() > 0) {
            throw new SharedNodeException();
        }
        if (mustFind) {
            BitSet found = rows(outcome.get(GraphShape.FOUND));
            if (found.cardinality() < actions.size()) {
                found.flip(0, actions.size());
                throw new RefusedActionsException(
                        "a relationship can't be written: the node that it should start from or lead to isn't in the graph",
                        actions(found));
            }
        }
        if (mustBeUnconnected) {
            BitSet connected = rows(outcome.get(GraphShape.CONNECTED));
            if (!connected.isEmpty()) {
                throw new RefusedActionsException(
                        "a node can't be deleted: it still has relationships; delete them first, or detach it",
                        actions(connected));
            }
        }
    }

    private static BitSet rows(Object numbers) {
        BitSet rows = new BitSet();
        ((List<?>) numbers).forEach(number -> rows.set(((Number) number).intValue()));
        return rows;
    }

    private List<Integer> actions(BitSet rows) {
        return rows.stream().mapToObj(actions::get).toList();
    }
}
