package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.sink.ShapeGroups.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The statements that apply a batch of actions as if one came after the other.
 *
 * <p>Actions of one shape share a statement, and an action is moved past others to join its like as long as they touch
 * different nodes; see {@link Footprints}. So a batch takes one statement a shape, and one more only where the same node or
 * relationship passes from one shape to another: however many messages there are, there are never more statements than
 * the shapes times the longest such history of one node.
 *
 * <p>Whether two lookups touch different nodes is seen from what they look for. Where their labels differ it is taken for
 * granted, and the statements check it ({@link SharedNodeException}); a batch for which it is wrong is applied with
 * {@link #inOrder}.
 */
public final class BatchPlan {

    /** So many kinds of nodes in one batch would make each statement carry the labels of all the others. */
    private static final int MOST_DOMAINS = 100;

    private final List<PlannedStatement> statements;
    private final boolean reordered;
    private final boolean returnsFewRows;

    private BatchPlan(List<PlannedStatement> statements, boolean reordered, boolean returnsFewRows) {
        this.statements = statements;
        this.reordered = reordered;
        this.returnsFewRows = returnsFewRows;
    }

    /** As few statements as order allows. */
    public static BatchPlan of(List<? extends GraphAction> actions) {
        Shapes shapes = Shapes.of(actions);
        if (shapes.all().size() == 1) {
            StatementShape shape = shapes.all().keySet().iterator().next();
            if (!(shape instanceof GraphShape)) {
                return ofOne(shape, actions);
            }
            if (shape instanceof NodeShape node && Footprints.fitIntoOneStatement(node, actions)) {
                return ofOne(node, actions);
            }
        }
        if (!shapes.areAllKnown()) {
            return inOrder(actions);
        }
        Domains domains = shapes.domains();
        return domains.size() > MOST_DOMAINS ? inOrder(actions) : plan(actions, shapes, domains, false);
    }

    /** No action is moved past another: only neighbours share a statement. */
    public static BatchPlan inOrder(List<? extends GraphAction> actions) {
        Shapes shapes = Shapes.of(actions);
        return plan(actions, shapes, shapes.domains(), true);
    }

    public List<PlannedStatement> statements() {
        return statements;
    }

    /** The same with statements that are {@linkplain Statement#ready ready} to be sent: the server doesn't wait for that. */
    public BatchPlan ready() {
        return new BatchPlan(statements.stream().map(PlannedStatement::ready).toList(), reordered, returnsFewRows);
    }

    /** Whether an action was moved past another, so that the batch might fare better with {@link #inOrder}. */
    public boolean isReordered() {
        return reordered;
    }

    /** Whether each statement returns one row at most; nobody knows that of Cypher that somebody else wrote. */
    public boolean returnsFewRows() {
        return returnsFewRows;
    }

    /**
     * @param rows what each of the statements returned
     * @throws SharedNodeException     if one met a node that it may not be moved past
     * @throws RefusedActionsException if there are actions that must not be done to this graph
     */
    public void check(List<? extends List<? extends Map<String, Object>>> rows) {
        for (int i = 0; i < statements.size(); i++) {
            statements.get(i).check(rows.get(i));
        }
    }

    /**
     * The shapes of a batch. Each action has a shape of its own, which may be equal to others: it is looked up once.
     *
     * @param all       in the order in which they come first
     * @param ofActions in the order of the actions
     */
    private record Shapes(Map<StatementShape, ShapeGroups> all, List<ShapeGroups> ofActions) {

        static Shapes of(List<? extends GraphAction> actions) {
            Map<StatementShape, ShapeGroups> all = new LinkedHashMap<>();
            List<ShapeGroups> ofActions = new ArrayList<>(actions.size());
            StatementShape last = null;
            ShapeGroups ofLast = null;
            for (GraphAction action : actions) {
                StatementShape shape = action.shape();
                if (shape != last && !shape.equals(last)) {
                    ofLast = all.computeIfAbsent(shape, ShapeGroups::new);
                }
                last = shape;
                ofActions.add(ofLast);
            }
            return new Shapes(all, ofActions);
        }

        boolean areAllKnown() {
            return all.keySet().stream().allMatch(GraphShape.class::isInstance);
        }

        Domains domains() {
            return Domains.of(all.keySet().stream()
                    .filter(GraphShape.class::isInstance)
                    .map(GraphShape.class::cast)
                    .toList());
        }
    }

    /** Actions that have nothing to be told apart by. */
    private static BatchPlan ofOne(StatementShape shape, List<? extends GraphAction> actions) {
        List<Object> rows = new ArrayList<>(actions.size());
        for (GraphAction action : actions) {
            rows.add(action.row(rows.size()));
        }
        return new BatchPlan(
                shape.statements(rows).stream().map(PlannedStatement::of).toList(), false, false);
    }

    /** Actions of one shape that may follow each other, whatever they touch. */
    private static BatchPlan ofOne(NodeShape shape, List<? extends GraphAction> actions) {
        List<Integer> numbers = new ArrayList<>(actions.size());
        for (int number = 0; number < actions.size(); number++) {
            numbers.add(number);
        }
        PlannedStatement statement = PlannedStatement.of(shape, rows(numbers, actions), numbers, Map.of());
        return new BatchPlan(List.of(statement), false, true);
    }

    private static BatchPlan plan(
            List<? extends GraphAction> actions, Shapes shapes, Domains domains, boolean inOrder) {
        Footprints footprints = new Footprints(domains);
        List<Group> groups = new ArrayList<>();
        List<Group> placed = new ArrayList<>(actions.size());
        boolean reordered = false;
        for (int number = 0; number < actions.size(); number++) {
            GraphAction action = actions.get(number);
            int earliest = footprints.earliest(action);
            if (inOrder) {
                earliest = Math.max(earliest, groups.size() - 1);
            }
            ShapeGroups ofShape = shapes.ofActions().get(number);
            Group group = ofShape.from(earliest);
            if (group == null) {
                group = ofShape.open(groups.size());
                groups.add(group);
            }
            reordered |= group.place() < groups.size() - 1;
            footprints.placedAt(group.place());
            group.actions().add(number);
            placed.add(group);
        }
        if (reordered) {
            groups = LateDeletions.move(groups, shapes.all(), placed, footprints);
        }
        List<PlannedStatement> statements = new ArrayList<>(groups.size());
        for (Group group : groups) {
            List<Object> rows = rows(group.actions(), actions);
            if (group.shape() instanceof GraphShape shape) {
                Map<String, List<String>> foreign = reordered ? foreign(shape, domains) : Map.of();
                statements.add(PlannedStatement.of(shape, rows, group.actions(), foreign));
            } else {
                group.shape().statements(rows).forEach(s -> statements.add(PlannedStatement.of(s)));
            }
        }
        return new BatchPlan(statements, reordered, shapes.areAllKnown());
    }

    private static List<Object> rows(List<Integer> numbers, List<? extends GraphAction> actions) {
        List<Object> rows = new ArrayList<>(numbers.size());
        for (int number : numbers) {
            rows.add(actions.get(number).row(rows.size()));
        }
        return rows;
    }

    /** The labels that the nodes of a statement must not have, by parameter; none if there is nothing to guard. */
    private static Map<String, List<String>> foreign(GraphShape shape, Domains domains) {
        if (domains.size() < 2) {
            return Map.of();
        }
        if (shape instanceof NodeShape node) {
            return node.operation() == NodeShape.Operation.CREATE
                    ? Map.of()
                    : Map.of(GraphShape.FOREIGN, foreign(node.node(), domains));
        }
        RelationshipShape relationship = (RelationshipShape) shape;
        return Map.of(
                GraphShape.FOREIGN, foreign(relationship.start().node(), domains),
                GraphShape.FOREIGN_END, foreign(relationship.end().node(), domains));
    }

    private static List<String> foreign(NodeLookup lookup, Domains domains) {
        return domains.foreignLabels(domains.of(lookup));
    }
}
