package io.github.neo4jstreams.migrate.read;

/**
 * A word of a shell's command, without its quotes: {@code a'b c'"d"} is one. Substitutions stay as they are written.
 *
 * @param end where the text goes on behind it
 */
record ShellWord(String value, int end) {

    /** A dollar sign that begins no variable. */
    private static final char LITERAL = '\1';

    /** The word that begins at a place, or null if a quote in it is never closed. */
    static ShellWord at(String text, int begin) {
        StringBuilder value = new StringBuilder();
        int i = begin;
        while (i < text.length() && !Character.isWhitespace(text.charAt(i)) && ";&|".indexOf(text.charAt(i)) < 0) {
            char c = text.charAt(i);
            if (c == '\'') {
                int close = text.indexOf('\'', i + 1);
                if (close < 0) {
                    return null;
                }
                value.append(text.substring(i + 1, close).replace('$', LITERAL));
                i = close + 1;
            } else if (c == '"') {
                i = quoted(text, i + 1, value);
                if (i < 0) {
                    return null;
                }
            } else if (c == '\\' && i + 1 < text.length()) {
                value.append(escaped(text.charAt(i + 1)));
                i += 2;
            } else {
                value.append(c);
                i++;
            }
        }
        return new ShellWord(Environment.braced(value.toString()).replace(LITERAL, '$'), i);
    }

    private static String escaped(char c) {
        return c == '\n' ? "" : String.valueOf(c == '$' ? LITERAL : c);
    }

    /** @return the place behind the closing quote, or -1 */
    private static int quoted(String text, int begin, StringBuilder value) {
        for (int i = begin; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\' && i + 1 < text.length() && "\"\\$`\n".indexOf(text.charAt(i + 1)) >= 0) {
                value.append(escaped(text.charAt(i + 1)));
                i++;
            } else {
                value.append(c);
            }
        }
        return -1;
    }
}
