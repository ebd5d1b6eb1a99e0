package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.cypher.Clauses;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done to one relationship a row. A row holds {@code i}, its number, {@code s} and {@code e}, the values of the
 * ends' keys, {@code k}, those of its own, {@code p}, its properties, {@code sp} and {@code ep}, those of the ends.
 *
 * @param operation  what is done
 * @param start      from which node
 * @param type       its type
 * @param identity   by what it is told from others of its type between the same nodes
 * @param keys       names of its key properties; none if there is one of the type between two nodes, or it is not found
 *                   by properties
 * @param end        to which node
 * @param properties what happens to its properties
 */
public record RelationshipShape(
        Operation operation,
        End start,
        String type,
        Identity identity,
        List<String> keys,
        End end,
        PropertyWrite properties)
        implements GraphShape {

    /** What is done to a relationship. */
    public enum Operation {
        /** A new relationship, whatever is there. */
        CREATE,
        /** The relationship that is found, or a new one. */
        MERGE,
        /** The relationship that is found; nothing if there is none. */
        UPDATE,
        /** The relationship that is found; its nodes stay. */
        DELETE
    }

    /**
     * One end.
     *
     * @param node       which node
     * @param merged     whether it is made if it isn't there
     * @param properties what happens to its properties
     */
    public record End(NodeLookup node, boolean merged, PropertyWrite properties) {

        /** A node that has to be there, or nothing is done. */
        public static End matched(NodeLookup node) {
            return new End(node, false, PropertyWrite.NONE);
        }

        /** A node that is made with its keys if it isn't there. */
        public static End merged(NodeLookup node) {
            return new End(node, true, PropertyWrite.NONE);
        }

        private String find(String variable, String values) {
            return merged ? node.merge(variable, values) : node.match(variable, values);
        }
    }

    public RelationshipShape {
        keys = List.copyOf(keys);
    }

    private boolean writes() {
        return operation == Operation.CREATE || operation == Operation.MERGE;
    }

    /** To connect with a node that isn't there is no small thing; to change nothing is. */
    @Override
    public boolean mustFind() {
        return writes() && !(start.merged() && end.merged());
    }

    @Override
    public boolean mustBeUnconnected() {
        return false;
    }

    @Override
    public String text(boolean guarded) {
        String from = start.find("s", "row.s");
        String to = end.find("e", "row.e");
        // Cypher wants what is matched before what is merged
        StringBuilder text =
                new StringBuilder(Clauses.UNWIND_ROWS).append(start.merged() && !end.merged() ? to + from : from + to);
        String pattern = Clauses.relationship("s", "r", type, keys, "row.k", "e");
        switch (operation) {
            case CREATE -> text.append("CREATE ").append(pattern).append('\n');
            case MERGE -> text.append("MERGE ").append(pattern).append('\n');
            case UPDATE, DELETE ->
                // both ends are looked up first, so that a node with a million relationships is entered from the other;
                // a WITH that does nothing else is taken out by the planner, which then expands from one of them
                text.append("WITH row, s, e SKIP 0\nMATCH ")
                        .append(pattern)
                        .append(identity.condition("r", "row.k"))
                        .append('\n');
        }
        return text.append(operation == Operation.DELETE ? "DELETE r" : set())
                .append(outcome(guarded))
                .toString();
    }

    private String set() {
        List<String> assignments = new ArrayList<>(3);
        if (start.properties() != PropertyWrite.NONE) {
            assignments.add(start.properties().assignment("s", "row.sp"));
        }
        if (end.properties() != PropertyWrite.NONE) {
            assignments.add(end.properties().assignment("e", "row.ep"));
        }
        assignments.add(properties.assignment("r", "row.p"));
        return "SET " + String.join(", ", assignments);
    }

    private String outcome(boolean guarded) {
        List<String> columns = new ArrayList<>(2);
        if (mustFind()) {
            columns.add("collect(DISTINCT row.i) AS " + FOUND);
        }
        if (guarded) {
            columns.add(GraphShape.shared(GraphShape.isForeign("labels(s)", FOREIGN) + " OR "
                    + GraphShape.isForeign("labels(e)", FOREIGN_END)));
        }
        return GraphShape.outcome(columns);
    }
}
