package io.github.neo4jstreams.migrate.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Properties with the lines on which they begin, which {@link java.util.Properties} forgets. The same rules: comments,
 * {@code =}, {@code :} or a blank between key and value, a backslash at the end of a line goes on with the next, and one
 * before a character stands for it.
 */
final class PropertiesText {

    /** @param key never empty */
    record Entry(int line, String key, String value) {}

    private PropertiesText() {}

    /** What is a problem is told to the input. */
    static List<Entry> parse(String text, String file, Input input) {
        List<Entry> entries = new ArrayList<>();
        String[] lines = text.split("\n|\r", -1);
        for (int i = 0; i < lines.length; i++) {
            int first = i + 1;
            String line = stripLeading(lines[i]);
            if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == '!') {
                continue;
            }
            StringBuilder logical = new StringBuilder(line);
            while (continues(logical) && i + 1 < lines.length) {
                logical.setLength(logical.length() - 1);
                logical.append(stripLeading(lines[++i]));
            }
            if (continues(logical)) {
                logical.setLength(logical.length() - 1);
            }
            entry(logical.toString(), new Place(file, first), entries, input);
        }
        return entries;
    }

    private static void entry(String logical, Place place, List<Entry> entries, Input input) {
        int end = 0;
        while (end < logical.length() && !isSeparator(logical.charAt(end))) {
            end += logical.charAt(end) == '\\' ? 2 : 1;
        }
        end = Math.min(end, logical.length());
        int value = end;
        while (value < logical.length() && isBlank(logical.charAt(value))) {
            value++;
        }
        boolean separated = value < logical.length() && (logical.charAt(value) == '=' || logical.charAt(value) == ':');
        if (separated) {
            value++;
            while (value < logical.length() && isBlank(logical.charAt(value))) {
                value++;
            }
        }
        String key = unescape(logical.substring(0, end), place, input);
        if (key.isEmpty()) {
            input.problem(place, "has a value without a key; write key=value");
            return;
        }
        if (!separated) {
            input.note(
                    place,
                    end == logical.length()
                            ? "has no '=': the key has no value"
                            : "has no '=' behind the key; what follows the blank is read as the value, as the old system did");
        }
        // a blank at the end of a line is never meant
        entries.add(new Entry(
                place.line(),
                key,
                unescape(logical.substring(value), place, input).strip()));
    }

    private static String unescape(String text, Place place, Input input) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            switch (escaped) {
                case 't' -> plain.append('\t');
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 'f' -> plain.append('\f');
                case 'u' -> {
                    String hex = text.substring(i + 1, Math.min(i + 5, text.length()));
                    if (hex.matches("[0-9a-fA-F]{4}")) {
                        plain.append((char) Integer.parseInt(hex, 16));
                        i += 4;
                    } else {
                        input.note(place, "has a \\u that four hexadecimal digits don't follow; it is read as u");
                        plain.append('u');
                    }
                }
                default -> plain.append(escaped);
            }
        }
        return plain.toString();
    }

    private static boolean continues(CharSequence line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static String stripLeading(String line) {
        int start = 0;
        while (start < line.length() && isBlank(line.charAt(start))) {
            start++;
        }
        return line.substring(start);
    }

    private static boolean isSeparator(char c) {
        return c == '=' || c == ':' || isBlank(c);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }
}
