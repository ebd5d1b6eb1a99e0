package io.github.neo4jstreams.pattern;

import java.util.List;

/**
 * A piece of a pattern.
 *
 * @param start offset of its first character
 * @param segments of a name; of a string its one content, of a number its one text; else empty
 * @param startsLine whether a line break stands between it and the token before
 */
record Token(Kind kind, int start, int end, List<String> segments, boolean startsLine) {

    enum Kind {
        NAME("a name"),
        STRING("a string"),
        NUMBER("a number"),
        OPEN_PARENTHESIS("'('"),
        CLOSE_PARENTHESIS("')'"),
        OPEN_BRACKET("'['"),
        CLOSE_BRACKET("']'"),
        OPEN_BRACE("'{'"),
        CLOSE_BRACE("'}'"),
        COLON("':'"),
        COMMA("','"),
        SEMICOLON("';'"),
        EXCLAMATION("'!'"),
        PLUS("'+'"),
        DASH("'-'"),
        STAR("'*'"),
        LESS("'<'"),
        GREATER("'>'"),
        OTHER("a character without a meaning here"),
        END("the end of the text");

        private final String description;

        Kind(String description) {
            this.description = description;
        }

        String description() {
            return description;
        }
    }

    /** Whether a message shows the text itself, and not what it is. */
    boolean isQuoted() {
        return switch (kind) {
            case NAME, STRING, NUMBER, OTHER -> true;
            default -> false;
        };
    }

    boolean is(Kind expected) {
        return kind == expected;
    }
}
