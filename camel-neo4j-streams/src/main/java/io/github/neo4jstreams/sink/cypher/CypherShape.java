package io.github.neo4jstreams.sink.cypher;

import io.github.neo4jstreams.cypher.Names;
import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.sink.StatementShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The user's query around which a batch is wrapped. A plain {@code UNWIND $events AS event QUERY} would not do: its
 * planner may read for all rows before it writes for the first. A subquery per row has the effects of one row in place
 * before the next begins. How a subquery is spelled depends on the server's version, and one that returns something
 * can't end a statement; so there are several forms, and the first that the server compiles is taken.
 *
 * @param text     with one placeholder-free text for any number of rows
 * @param oneByOne whether each row needs a statement of its own ({@code $events} is then a single row)
 */
record CypherShape(String text, boolean oneByOne) implements StatementShape {

    private static final String EVENTS = "events";
    private static final String ROW = "__row";

    /** From the best form to the one that every server compiles if it can compile the query at all. */
    static List<CypherShape> forms(String query, List<PartNames.Binding> bindings) {
        String body = withoutSemicolon(query);
        String names = bindings.stream().map(b -> Names.quote(b.name())).collect(Collectors.joining(", "));
        String unwind = unwind("$" + EVENTS, bindings);
        // the line break before the brace: the query may end in a comment
        String scoped = unwind + "CALL (" + names + ") {\n" + body + "\n}";
        String importing = unwind + "CALL { WITH " + names + "\n" + body + "\n}";
        String counted = "\nRETURN count(*) AS applied";
        return List.of(
                new CypherShape(scoped, false), // 5.23 and later
                new CypherShape(scoped + counted, false), // the same for a query that returns something
                new CypherShape(importing, false), // 4.4 and later
                new CypherShape(importing + counted, false), // 4.1 and later
                new CypherShape(unwind("[$" + EVENTS + "]", bindings) + body, true));
    }

    private static String unwind(String list, List<PartNames.Binding> bindings) {
        if (bindings.size() == 1) {
            return "UNWIND " + list + " AS " + Names.quote(bindings.get(0).name()) + "\n";
        }
        return "UNWIND " + list + " AS " + ROW + "\nWITH "
                + bindings.stream()
                        .map(b -> ROW + "." + b.part().field() + " AS " + Names.quote(b.name()))
                        .collect(Collectors.joining(", "))
                + "\n";
    }

    private static String withoutSemicolon(String query) {
        String text = query.strip();
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public List<Statement> statements(List<Object> rows) {
        if (!oneByOne) {
            return List.of(new Statement(text, Map.of(EVENTS, rows)));
        }
        if (rows.isEmpty()) {
            return List.of(new Statement(text, Map.of(EVENTS, Map.of())));
        }
        List<Statement> statements = new ArrayList<>(rows.size());
        for (Object row : rows) {
            // not Map.of: the value of a tombstone is null
            statements.add(new Statement(text, Collections.singletonMap(EVENTS, row)));
        }
        return statements;
    }
}
