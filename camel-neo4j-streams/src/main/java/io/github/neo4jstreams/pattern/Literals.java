package io.github.neo4jstreams.pattern;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values in a text, as Cypher writes them: numbers, strings in quotes, true and false. */
final class Literals {

    private Literals() {}

    /** @param content of a string, between its quotes; null if a backslash in it means nothing */
    static String unescape(String content) {
        StringBuilder value = new StringBuilder(content.length());
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c != '\\') {
                value.append(c);
                continue;
            }
            i++;
            char escaped = i < content.length() ? content.charAt(i) : 0;
            switch (escaped) {
                case '\\', '\'', '"' -> value.append(escaped);
                case 'n' -> value.append('\n');
                case 'r' -> value.append('\r');
                case 't' -> value.append('\t');
                default -> {
                    return null;
                }
            }
        }
        return value.toString();
    }

    /** @return a Long, or a Double if there is a point or an exponent; null if it is out of range */
    static Object number(String text) {
        if (text.chars().allMatch(c -> c == '-' || Character.isDigit(c))) {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                return null;
            }
        }
        double number = Double.parseDouble(text);
        return Double.isInfinite(number) ? null : number;
    }

    /** Braces with the properties of a key and those that are reported, or nothing if there is nothing to say. */
    static String printBraces(Map<String, Object> key, PropertyChoice properties) {
        List<String> printed = Stream.concat(
                        key.entrySet().stream()
                                .map(entry -> Names.printDotted(entry.getKey()) + ": " + print(entry.getValue())),
                        properties.print())
                .toList();
        return printed.isEmpty() ? "" : printed.stream().collect(Collectors.joining(", ", "{", "}"));
    }

    private static String print(Object value) {
        if (!(value instanceof String text)) {
            return value.toString();
        }
        return "'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + "'";
    }
}
