package io.github.neo4jstreams.vector;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Compares what arrived with what a case names of it: of a map only the named fields, and {@code *} is anything. A map
 * without any field is an empty one. Lists are compared element by element, labels as sets; 1 is not 1.0.
 */
final class Match {

    private static final String ANYTHING = "*";

    private final List<String> differences = new ArrayList<>();

    private Match() {}

    /** In words, each with the place it is about; none if all matches. */
    static List<String> differences(Object expected, Object actual) {
        Match match = new Match();
        match.compare("", expected, actual);
        return match.differences;
    }

    private void compare(String path, Object expected, Object actual) {
        if (ANYTHING.equals(expected)) {
            return;
        }
        if (expected instanceof Map<?, ?> named && !named.isEmpty() && actual instanceof Map<?, ?> fields) {
            named.forEach((name, value) -> compareField(path + "/" + name, name, value, fields));
        } else if (expected instanceof List<?> wanted && actual instanceof List<?> found) {
            compare(path, wanted, found);
        } else if (!same(expected, actual)) {
            differ(path, expected, actual);
        }
    }

    private void compareField(String path, Object name, Object expected, Map<?, ?> actual) {
        if (actual.containsKey(name)) {
            compare(path, expected, actual.get(name));
        } else {
            differences.add(path + " is missing");
        }
    }

    private void compare(String path, List<?> expected, List<?> actual) {
        boolean labels = path.toLowerCase(Locale.ROOT).endsWith("labels");
        if (expected.size() != actual.size() || labels && !new HashSet<>(expected).equals(new HashSet<>(actual))) {
            differ(path, expected, actual);
        } else if (!labels) {
            for (int i = 0; i < expected.size(); i++) {
                compare(path + "/" + i, expected.get(i), actual.get(i));
            }
        }
    }

    private static boolean same(Object expected, Object actual) {
        if (expected instanceof Number one && actual instanceof Number other) {
            return isWhole(one) == isWhole(other) && decimal(one).compareTo(decimal(other)) == 0;
        }
        return Objects.equals(expected, actual);
    }

    private static boolean isWhole(Number number) {
        return number instanceof Long || number instanceof Integer || number instanceof BigInteger;
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }

    private void differ(String path, Object expected, Object actual) {
        differences.add(
                (path.isEmpty() ? "it" : path) + " should be " + inWords(expected) + " and is " + inWords(actual));
    }

    private static String inWords(Object value) {
        return value instanceof String ? "'" + value + "'" : String.valueOf(value);
    }
}
