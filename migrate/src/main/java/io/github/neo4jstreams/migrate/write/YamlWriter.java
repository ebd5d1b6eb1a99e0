package io.github.neo4jstreams.migrate.write;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes maps, lists and scalars as YAML that reads well: texts of several lines as they are, quotes only where they must be. */
final class YamlWriter {

    /** What no reader takes for anything but text. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./:-]*[A-Za-z0-9_/-]|[A-Za-z]");

    private static final Pattern WORD =
            Pattern.compile("true|false|yes|no|on|off|null|y|n|nan|inf", Pattern.CASE_INSENSITIVE);

    private static final Pattern BLOCK = Pattern.compile("[\\x20-\\x7E\\n\\u00A1-\\uD7FF\\uE000-\\uFFFD]*");

    private static final int LONG = 60;

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /** A list at the top, as routes are. */
    static String write(List<?> list) {
        YamlWriter writer = new YamlWriter();
        writer.list(list, 0);
        return writer.out.toString();
    }

    private void list(List<?> list, int indent) {
        for (Object element : list) {
            out.append(" ".repeat(indent)).append("- ");
            if (element instanceof Map<?, ?> map) {
                map(map, indent + 2, true);
            } else {
                value(element, indent + 2);
            }
        }
    }

    /** @param inline whether the first line has its indentation */
    private void map(Map<?, ?> map, int indent, boolean inline) {
        if (map.isEmpty()) {
            out.append("{}\n");
            return;
        }
        boolean first = inline;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                out.append(" ".repeat(indent));
            }
            first = false;
            out.append(scalar(entry.getKey().toString())).append(':');
            Object value = entry.getValue();
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                out.append('\n');
                map(inner, indent + 2, false);
            } else if (value instanceof List<?> inner) {
                out.append('\n');
                list(inner, indent + 2);
            } else {
                out.append(' ');
                if (value instanceof Map) {
                    out.append("{}\n");
                } else {
                    value(value, indent + 2);
                }
            }
        }
    }

    private void value(Object value, int indent) {
        if (value instanceof String text && block(text)) {
            out.append("|-\n");
            text.lines().forEach(line -> {
                out.append(line.isEmpty() ? "" : " ".repeat(indent))
                        .append(line)
                        .append('\n');
            });
        } else {
            out.append(value instanceof String text ? scalar(text) : value).append('\n');
        }
    }

    /** A block keeps all but blanks at its ends, and its first line sets the indentation. */
    private static boolean block(String text) {
        return (text.contains("\n") || text.length() > LONG)
                && BLOCK.matcher(text).matches()
                && !text.startsWith(" ")
                && !text.startsWith("\n")
                && !text.endsWith("\n")
                && text.equals(text.strip())
                && text.indexOf('\u2028') < 0
                && text.indexOf('\u2029') < 0
                && text.lines().noneMatch(line -> line.endsWith(" "));
    }

    private static String scalar(String text) {
        if (PLAIN.matcher(text).matches()
                && !WORD.matcher(text).matches()
                && !text.contains("://")
                && !text.contains(": ")) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (c < 0x20
                            || c >= 0x7F && c < 0xA1
                            || c == 0x2028
                            || c == 0x2029
                            || c >= 0xD800 && c < 0xE000
                            || c > 0xFFFD) {
                        quoted.append(String.format("\\u%04x", c));
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
