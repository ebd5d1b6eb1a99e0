package io.github.neo4jstreams.cypher;

import org.neo4j.cypherdsl.support.schema_name.SchemaNames;

/** Names as Cypher wants them: quoted when they need it, with every way out of the quotes closed. */
public final class Names {

    private Names() {}

    /**
     * Quotes a label, type, property or variable name.
     *
     * @throws IllegalArgumentException if there is no such name in any version of Cypher
     */
    public static String quote(String name) {
        return SchemaNames.sanitize(name)
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' can't be a name in Cypher"));
    }
}
