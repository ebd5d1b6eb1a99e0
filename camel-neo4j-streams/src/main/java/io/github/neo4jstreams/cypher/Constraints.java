package io.github.neo4jstreams.cypher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Constraints in the words of the server's version. */
public final class Constraints {

    /** {@code CONSTRAINT ON ( a:A ) ASSERT a.p IS UNIQUE}, with more brackets later; names are not quoted in it. */
    private static final Pattern DESCRIPTION =
            Pattern.compile("ON \\( ?(\\w+):(.+) ?\\) ASSERT \\(?(.+?)\\)? IS (?:UNIQUE|NODE KEY)");

    private Constraints() {}

    /** The statement that makes a key unique; where the version has no such constraint, one that makes an index. */
    public static String create(ServerVersion version, String label, List<String> properties) {
        String name = Names.quote(label);
        String all = properties.stream()
                .map(property -> "n." + Names.quote(property))
                .collect(Collectors.joining(", "));
        if (version.atLeast(4, 4) && (properties.size() == 1 || version.atLeast(5, 0))) {
            return "CREATE CONSTRAINT FOR (n:" + name + ") REQUIRE (" + all + ") IS UNIQUE";
        }
        if (properties.size() == 1) {
            return "CREATE CONSTRAINT ON (n:" + name + ") ASSERT " + all + " IS UNIQUE";
        }
        return version.atLeast(4, 0)
                ? "CREATE INDEX FOR (n:" + name + ") ON (" + all + ")"
                : "CREATE INDEX ON :" + name + "("
                        + properties.stream().map(Names::quote).collect(Collectors.joining(", ")) + ")";
    }

    /**
     * The statement that lists the constraints of nodes: as columns {@code label} and {@code properties}, or, before 4.3, as
     * {@code description}, see {@link #described}.
     */
    public static Statement list(ServerVersion version) {
        return Statement.of(
                version.atLeast(4, 3)
                        ? "SHOW CONSTRAINTS YIELD type, entityType, labelsOrTypes, properties"
                                + " WHERE entityType = 'NODE' AND (type CONTAINS 'UNIQUENESS' OR type CONTAINS 'KEY')"
                                + " RETURN labelsOrTypes[0] AS label, properties"
                        : "CALL db.constraints() YIELD description RETURN description");
    }

    /**
     * The statement that lists all constraints, from 5.0 on: as columns {@code type}, {@code entityType}, {@code name} of the
     * label or type, and {@code properties}.
     */
    public static Statement all() {
        return Statement.of("SHOW CONSTRAINTS YIELD type, entityType, labelsOrTypes, properties"
                + " RETURN type, entityType, labelsOrTypes[0] AS name, properties");
    }

    /** Label and properties of a described constraint, in this order; empty if it makes nothing unique. */
    public static List<String> described(String description) {
        Matcher matcher = DESCRIPTION.matcher(description);
        if (!matcher.find()) {
            return List.of();
        }
        String prefix = matcher.group(1) + ".";
        List<String> words = new ArrayList<>();
        words.add(matcher.group(2).strip());
        Arrays.stream(matcher.group(3).split(", "))
                .map(property -> property.startsWith(prefix) ? property.substring(prefix.length()) : property)
                .forEach(words::add);
        return words;
    }
}
