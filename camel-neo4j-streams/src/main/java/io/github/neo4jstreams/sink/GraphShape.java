package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.cypher.Clauses;
import io.github.neo4jstreams.cypher.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A shape of which is known what it does to which nodes, so that a plan may move it past others that touch different
 * ones.
 */
sealed interface GraphShape extends StatementShape permits NodeShape, RelationshipShape {

    /** Parameter: labels that a node must not have, or else the start node of a relationship. */
    String FOREIGN = "foreign";

    /** Parameter: labels that the end node of a relationship must not have. */
    String FOREIGN_END = "foreignEnd";

    /** Column that counts rows that touched a node with foreign labels. */
    String SHARED = "shared";

    /** Column that lists the rows that found what they had to find. */
    String FOUND = "found";

    /** Column that lists the rows whose node can't be deleted because it has relationships. */
    String CONNECTED = "connected";

    /**
     * @param guarded whether the statement is to say if it touched a node that other statements of the plan may touch as
     *                well, see {@link #SHARED}
     */
    String text(boolean guarded);

    /** Whether a row that finds no node must not pass in silence; the statement then says which did, see {@link #FOUND}. */
    boolean mustFind();

    /** Whether a row whose node has relationships is refused; the statement then says which are, see {@link #CONNECTED}. */
    boolean mustBeUnconnected();

    /** Whether rows carry their number, by which the statement speaks of them. */
    default boolean numbersRows() {
        return mustFind() || mustBeUnconnected();
    }

    @Override
    default List<Statement> statements(List<Object> rows) {
        return List.of(new Statement(text(false), Clauses.batch(rows, Map.of())));
    }

    /** Whether a node is one of those that another part of the plan takes for its own. */
    static String isForeign(String labels, String foreign) {
        return "any(label IN " + labels + " WHERE label IN $batch." + foreign + ")";
    }

    static String shared(String condition) {
        return "sum(CASE WHEN " + condition + " THEN 1 ELSE 0 END) AS " + SHARED;
    }

    /** The last clause; nothing where nothing is to be said. */
    static String outcome(List<String> columns) {
        return columns.isEmpty() ? "" : columns.stream().collect(Collectors.joining(", ", "\nRETURN ", ""));
    }
}
