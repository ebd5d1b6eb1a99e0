package io.github.neo4jstreams.pattern;

import java.util.List;

/**
 * A piece of a pattern.
 *
 * @param start offset of its first character
 * @param segments of a name, else empty
 * @param startsLine whether a line break stands between it and the token before
 */
record Token(Kind kind, int start, int end, List<String> segments, boolean startsLine) {

    enum Kind {
        NAME("a name"),
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

    boolean is(Kind expected) {
        return kind == expected;
    }
}
