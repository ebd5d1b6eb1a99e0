package io.github.neo4jstreams.vector;

import java.util.Arrays;
import java.util.List;

/** Cypher of a case: statements with a line between them that holds only a semicolon. */
final class Statements {

    private Statements() {}

    /** @param text may be null or empty: no statement */
    static List<String> of(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("(?m)^[ \\t]*;[ \\t]*$"))
                        .filter(statement -> !statement.isBlank())
                        .toList();
    }
}
