package io.github.neo4jstreams.cypher;

import java.util.regex.Pattern;
import org.neo4j.cypherdsl.support.schema_name.SchemaNames;

/** Names as Cypher wants them: quoted when they need it, with every way out of the quotes closed. */
public final class Names {

    /** No more: which other letters need no quotes depends on the server's version, and which letters there are on Java's. */
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

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
        return SchemaNames.sanitize(
                        name.replace("`", "``"), !IDENTIFIER.matcher(name).matches())
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' can't be a name in Cypher"));
    }
}
