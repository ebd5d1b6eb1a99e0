package io.github.neo4jstreams.pattern;

/**
 * A text is not a pattern. The message says where ({@code line:column}, both from 1), what was found and what was
 * expected, and shows the line with a caret below the place.
 */
public final class InvalidPatternException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** How much of the line is shown on each side of the caret: a message goes to logs, a pattern may be a megabyte. */
    private static final int CONTEXT = 60;

    private final int line;
    private final int column;

    private InvalidPatternException(int line, int column, String message) {
        super(message);
        this.line = line;
        this.column = column;
    }

    static InvalidPatternException at(String text, int offset, String problem) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (isLineEnd(text, i)) {
                line++;
                lineStart = i + 1;
            }
        }
        int lineEnd = offset;
        while (lineEnd < text.length() && text.charAt(lineEnd) != '\n' && text.charAt(lineEnd) != '\r') {
            lineEnd++;
        }
        int column = text.codePointCount(lineStart, offset) + 1;
        return new InvalidPatternException(
                line,
                column,
                "Invalid pattern at %d:%d: %s\n%s"
                        .formatted(line, column, problem, excerpt(text.substring(lineStart, lineEnd), column - 1)));
    }

    /** The line on which the problem is, from 1. */
    public int line() {
        return line;
    }

    /** The character of the line at which the problem is, from 1. */
    public int column() {
        return column;
    }

    private static boolean isLineEnd(String text, int index) {
        char c = text.charAt(index);
        return c == '\n' || c == '\r' && (index + 1 == text.length() || text.charAt(index + 1) != '\n');
    }

    private static String excerpt(String line, int caret) {
        int[] codePoints = line.codePoints().toArray();
        int from = Math.max(0, caret - CONTEXT);
        int to = Math.min(codePoints.length, caret + CONTEXT);
        String left = from > 0 ? "…" : "";
        String right = to < codePoints.length ? "…" : "";
        StringBuilder shown = new StringBuilder();
        for (int i = from; i < to; i++) {
            shown.appendCodePoint(visible(codePoints[i]));
        }
        return "  " + left + shown + right + "\n  " + " ".repeat(left.length() + caret - from) + "^";
    }

    /** One column each, and nothing that would forge a line of a log or drive a terminal. */
    static int visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.SPACE_SEPARATOR -> ' ';
            case Character.CONTROL -> codePoint == '\t' ? ' ' : '\uFFFD';
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                '\uFFFD';
            default -> codePoint;
        };
    }
}
