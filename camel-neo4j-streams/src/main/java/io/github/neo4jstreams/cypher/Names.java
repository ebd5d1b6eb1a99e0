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
        if (name.indexOf('\\') >= 0) {
            // the library reads escapes of texts in it; a name has only the unicode escape, which must not become one
            return "`" + name.replace("\\u", "\\u005Cu").replace("`", "``") + "`";
        }
        // and two back-ticks for one
        return SchemaNames.sanitize(name.replace("`", "``"))
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' can't be a name in Cypher"));
    }
}
