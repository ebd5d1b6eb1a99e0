package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.cypher.Clauses;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done to one node a row. A row holds {@code i}, its number, {@code k}, the values of the keys, {@code p},
 * properties, and {@code c}, properties of a node that wasn't there.
 *
 * @param operation    what is done
 * @param node         which node; for a node that is created only its labels
 * @param properties   what happens to its properties
 * @param createLabels labels that it gets in addition if it wasn't there
 * @param addLabels    labels that it gets
 * @param removeLabels labels that it loses
 */
public record NodeShape(
        Operation operation,
        NodeLookup node,
        PropertyWrite properties,
        List<String> createLabels,
        List<String> addLabels,
        List<String> removeLabels)
        implements GraphShape {

    /** What is done to a node. */
    public enum Operation {
        /** A new node, whatever is there. */
        CREATE,
        /** The node that is found, or a new one. */
        MERGE,
        /** The node that is found; nothing if there is none. */
        UPDATE,
        /** Fails if the node has relationships. */
        DELETE,
        /** With its relationships. */
        DETACH_DELETE
    }

    public NodeShape {
        createLabels = NodeLookup.sorted(createLabels);
        addLabels = NodeLookup.sorted(addLabels);
        removeLabels = NodeLookup.sorted(removeLabels);
    }

    public static NodeShape create(List<String> labels) {
        return of(Operation.CREATE, NodeLookup.byProperties(labels, List.of()), PropertyWrite.REPLACE);
    }

    public static NodeShape merge(NodeLookup node, PropertyWrite properties) {
        return of(Operation.MERGE, node, properties);
    }

    public static NodeShape update(NodeLookup node) {
        return of(Operation.UPDATE, node, PropertyWrite.ADD);
    }

    public static NodeShape delete(NodeLookup node, boolean detach) {
        return of(detach ? Operation.DETACH_DELETE : Operation.DELETE, node, PropertyWrite.NONE);
    }

    private static NodeShape of(Operation operation, NodeLookup node, PropertyWrite properties) {
        return new NodeShape(operation, node, properties, List.of(), List.of(), List.of());
    }

    boolean changesLabels() {
        return !createLabels.isEmpty() || !addLabels.isEmpty() || !removeLabels.isEmpty();
    }

    boolean deletes() {
        return operation == Operation.DELETE || operation == Operation.DETACH_DELETE;
    }

    /** An update or a delete that finds nobody does nothing, and that is fine. */
    @Override
    public boolean mustFind() {
        return false;
    }

    @Override
    public boolean mustBeUnconnected() {
        return operation == Operation.DELETE;
    }

    @Override
    public String text(boolean guarded) {
        return Clauses.UNWIND_ROWS
                + switch (operation) {
                    case CREATE -> "CREATE " + Clauses.node("n", node.labels(), List.of(), "") + "\n" + set();
                    case MERGE ->
                        node.merge("n", "row.k") + onCreate() + set() + remove() + outcome(guarded, "labels(n)");
                    case UPDATE -> node.match("n", "row.k") + set() + remove() + outcome(guarded, "labels(n)");
                    case DELETE -> delete(guarded);
                    case DETACH_DELETE -> detachDelete(guarded);
                };
    }

    /** A deleted node can't be asked for its labels, nor for its relationships. */
    private String detachDelete(boolean guarded) {
        return node.match("n", "row.k") + (guarded ? "WITH n, labels(n) AS labels\n" : "") + "DETACH DELETE n"
                + outcome(guarded, "labels");
    }

    /**
     * The server itself looks for relationships of deleted nodes only when the transaction is committed: a later message
     * that deletes the relationship would make an earlier one good.
     */
    private String delete(boolean guarded) {
        List<String> columns = new ArrayList<>(2);
        columns.add("collect(connected) AS " + CONNECTED);
        if (guarded) {
            columns.add(GraphShape.shared(GraphShape.isForeign("labels", FOREIGN)));
        }
        return node.match("n", "row.k") + "WITH n, CASE WHEN (n)--() THEN row.i END AS connected"
                + (guarded ? ", labels(n) AS labels" : "") + "\nDELETE n" + GraphShape.outcome(columns);
    }

    private String onCreate() {
        return createLabels.isEmpty()
                ? ""
                : "ON CREATE SET " + PropertyWrite.ADD.assignment("n", "row.c") + ", n" + Clauses.labels(createLabels)
                        + "\n";
    }

    private String set() {
        List<String> assignments = new ArrayList<>();
        if (properties != PropertyWrite.NONE) {
            assignments.add(properties.assignment("n", "row.p"));
        }
        if (!addLabels.isEmpty()) {
            assignments.add("n" + Clauses.labels(addLabels));
        }
        return assignments.isEmpty() ? "" : "SET " + String.join(", ", assignments);
    }

    private String remove() {
        return removeLabels.isEmpty() ? "" : "\nREMOVE n" + Clauses.labels(removeLabels);
    }

    private static String outcome(boolean guarded, String labels) {
        return GraphShape.outcome(
                guarded ? List.of(GraphShape.shared(GraphShape.isForeign(labels, FOREIGN))) : List.of());
    }
}
