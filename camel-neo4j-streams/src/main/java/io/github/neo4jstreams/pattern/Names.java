package io.github.neo4jstreams.pattern;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a name looks like, for those who read one and those who print one: the two must never disagree. */
final class Names {

    private Names() {}

    static boolean isStart(int codePoint) {
        return codePoint == '_' || Character.isUnicodeIdentifierStart(codePoint);
    }

    /** As in Cypher, and {@code $} because of fields such as {@code price$}; invisible characters need back-ticks. */
    static boolean isPart(int codePoint) {
        return codePoint == '$'
                || isStart(codePoint)
                || Character.isUnicodeIdentifierPart(codePoint) && !Character.isIdentifierIgnorable(codePoint);
    }

    static String print(String name) {
        return isPlain(name) ? name : "`" + name.replace("`", "``") + "`";
    }

    /** For names that are the same with and without back-ticks around their dots. */
    static String printDotted(String name) {
        // -1 keeps empty trailing parts, which only back-ticks can express
        return Arrays.stream(name.split("\\.", -1)).allMatch(Names::isPlain) ? name : print(name);
    }

    static String printLabels(List<String> labels) {
        return labels.stream().map(label -> ":" + print(label)).collect(Collectors.joining());
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && isStart(name.codePointAt(0))
                && name.codePoints().allMatch(Names::isPart);
    }
}
