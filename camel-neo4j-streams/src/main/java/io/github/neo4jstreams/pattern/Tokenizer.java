package io.github.neo4jstreams.pattern;

import io.github.neo4jstreams.pattern.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Cuts a text into tokens as they are asked for, in one pass. Characters that mean nothing become tokens, too: what was
 * expected in their place is for the parser to say.
 */
final class Tokenizer {

    static final String BACK_TICKS =
            "a name that does not consist of letters, digits and '_', or starts with a digit, goes in back-ticks";

    /** The longest piece of the text that is quoted in a message. */
    private static final int QUOTED = 40;

    private final String text;
    private int position;
    private int lastEnd;
    private Token next;

    Tokenizer(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    Token peek() {
        if (next == null) {
            next = read();
        }
        return next;
    }

    Token take() {
        Token taken = peek();
        next = null;
        lastEnd = taken.end();
        return taken;
    }

    InvalidPatternException error(Token at, String problem) {
        return InvalidPatternException.at(text, at.start(), problem);
    }

    /** The token as a message shows it. */
    String describe(Token token) {
        if (!token.isQuoted()) {
            return token.kind().description();
        }
        StringBuilder quoted = new StringBuilder("'");
        text.substring(token.start(), token.end())
                .codePoints()
                .limit(QUOTED)
                .map(InvalidPatternException::visible)
                .forEach(quoted::appendCodePoint);
        if (text.codePointCount(token.start(), token.end()) > QUOTED) {
            quoted.append('…');
        }
        quoted.append('\'');
        if (token.is(Kind.OTHER)) {
            quoted.append(" (U+%04X)".formatted(text.codePointAt(token.start())));
        }
        return quoted.toString();
    }

    private Token read() {
        boolean startsLine = skipBlanks();
        if (position == text.length()) {
            // right behind the last token, where the missing text belongs, and not below some blank lines
            return new Token(Kind.END, lastEnd, lastEnd, List.of(), startsLine);
        }
        int start = position;
        int codePoint = text.codePointAt(start);
        if (codePoint == '`' || Names.isStart(codePoint)) {
            List<String> segments = readPath();
            return new Token(Kind.NAME, start, position, segments, startsLine);
        }
        if (codePoint == '\'' || codePoint == '"') {
            List<String> content = List.of(readString());
            return new Token(Kind.STRING, start, position, content, startsLine);
        }
        if (isDigit(codePoint)) {
            List<String> number = List.of(readNumber());
            return new Token(Kind.NUMBER, start, position, number, startsLine);
        }
        position += Character.charCount(codePoint);
        return new Token(symbol(codePoint), start, position, List.of(), startsLine);
    }

    private boolean skipBlanks() {
        boolean lineBreak = false;
        while (position < text.length()) {
            char c = text.charAt(position);
            // isSpaceChar for the no-break space, which comes along when a pattern is copied from a web page
            if (!Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
                break;
            }
            lineBreak |= c == '\n' || c == '\r';
            position++;
        }
        return lineBreak;
    }

    private List<String> readPath() {
        List<String> segments = new ArrayList<>(1);
        segments.add(readName());
        while (position < text.length() && text.charAt(position) == '.') {
            position++;
            int codePoint = position < text.length() ? text.codePointAt(position) : -1;
            if (codePoint != '`' && (codePoint == -1 || !Names.isStart(codePoint))) {
                throw InvalidPatternException.at(
                        text,
                        position - 1,
                        "found '.' with no name right behind it, expected the name of a nested field; " + BACK_TICKS);
            }
            segments.add(readName());
        }
        return segments;
    }

    private String readName() {
        int start = position;
        if (text.charAt(start) == '`') {
            return readBackTicked();
        }
        while (position < text.length() && Names.isPart(text.codePointAt(position))) {
            position += Character.charCount(text.codePointAt(position));
        }
        return text.substring(start, position);
    }

    private String readBackTicked() {
        int open = position;
        StringBuilder name = new StringBuilder();
        int from = open + 1;
        while (true) {
            int tick = text.indexOf('`', from);
            if (tick < 0) {
                throw InvalidPatternException.at(
                        text, open, "found a back-tick that opens a name, expected another one to close it");
            }
            name.append(text, from, tick);
            if (tick + 1 == text.length() || text.charAt(tick + 1) != '`') {
                position = tick + 1;
                break;
            }
            name.append('`');
            from = tick + 2;
        }
        if (name.isEmpty()) {
            throw InvalidPatternException.at(text, open, "found an empty name in back-ticks, expected a character");
        }
        if (name.codePoints().anyMatch(Tokenizer::isImpossible)) {
            throw InvalidPatternException.at(
                    text,
                    open,
                    "found a null byte or half a character between back-ticks, which no server takes in a name");
        }
        return name.toString();
    }

    private String readString() {
        int open = position;
        char quote = text.charAt(open);
        int end = open + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            throw InvalidPatternException.at(
                    text, open, "found a quote that opens a string, expected another one to close it");
        }
        position = end + 1;
        String content = Literals.unescape(text.substring(open + 1, end));
        if (content == null) {
            throw InvalidPatternException.at(
                    text,
                    open,
                    "found a string with a backslash that means nothing, expected \\\\, \\', \\\", \\n, \\r or \\t");
        }
        if (content.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw InvalidPatternException.at(text, open, "found half a character in a string, which no server takes");
        }
        return content;
    }

    /** Digits, and what makes them a floating point number. */
    private String readNumber() {
        int start = position;
        skipDigits();
        if (at(0, '.') && isDigitAt(1)) {
            position++;
            skipDigits();
        }
        if (at(0, 'e') || at(0, 'E')) {
            int sign = at(1, '-') || at(1, '+') ? 1 : 0;
            if (isDigitAt(1 + sign)) {
                position += 1 + sign;
                skipDigits();
            }
        }
        return text.substring(start, position);
    }

    private void skipDigits() {
        while (isDigitAt(0)) {
            position++;
        }
    }

    private boolean at(int ahead, char expected) {
        return position + ahead < text.length() && text.charAt(position + ahead) == expected;
    }

    private boolean isDigitAt(int ahead) {
        return position + ahead < text.length() && isDigit(text.charAt(position + ahead));
    }

    private static boolean isDigit(int codePoint) {
        return codePoint >= '0' && codePoint <= '9';
    }

    private static boolean isImpossible(int codePoint) {
        return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
    }

    private static Kind symbol(int codePoint) {
        return switch (codePoint) {
            case '(' -> Kind.OPEN_PARENTHESIS;
            case ')' -> Kind.CLOSE_PARENTHESIS;
            case '[' -> Kind.OPEN_BRACKET;
            case ']' -> Kind.CLOSE_BRACKET;
            case '{' -> Kind.OPEN_BRACE;
            case '}' -> Kind.CLOSE_BRACE;
            case ':' -> Kind.COLON;
            case ',' -> Kind.COMMA;
            case ';' -> Kind.SEMICOLON;
            case '!' -> Kind.EXCLAMATION;
            case '+' -> Kind.PLUS;
            case '-' -> Kind.DASH;
            case '*' -> Kind.STAR;
            case '<' -> Kind.LESS;
            case '>' -> Kind.GREATER;
            default -> Kind.OTHER;
        };
    }
}
