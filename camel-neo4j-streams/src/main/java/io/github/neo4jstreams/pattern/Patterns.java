package io.github.neo4jstreams.pattern;

import java.util.List;

/**
 * Reads the two kinds of pattern. Several of a kind stand in one text, separated by {@code ;} or a new line; a line
 * break inside of parentheses, brackets, braces or back-ticks, or next to an arrow, separates nothing.
 *
 * <pre>{@code
 * sink      := node | node arrow node | bare TYPE [braces] bare
 * node      := '(' (':' Label)+ braces ')' | bare
 * bare      := Label (':' Label)* braces
 * arrow     := '-[' ':' TYPE [braces] ']->' | '<-[' … ']-'
 * braces    := '{' [property (',' property)*] '}'
 * property  := '!' path [':' path] | ['+'] path [':' path] | '-' path | '*'
 *
 * selector  := '(' (':' Label)* [choice] ')' | end arrow end | '*'
 * end       := '(' (':' Label)* ['{' key (',' key)* '}'] ')'
 * arrow     := '-[' [':' TYPE] [choice] ']->' | '-->' | '<-[' … ']-' | '<--'
 * choice    := '{' [(key | ['+'] path | '-' path | '*') (',' …)*] '}'
 * key       := ['!'] path ':' value
 * value     := whole number | floating point number | string in ' or " | 'true' | 'false'
 *
 * path      := name ('.' name)*                              no blanks around the dots
 * name      := letter or '_', then letters, digits, '_', '$' | anything in back-ticks, a back-tick doubled
 * }</pre>
 */
public final class Patterns {

    private Patterns() {}

    /**
     * The patterns of a sink, at least one.
     *
     * @throws InvalidPatternException if the text breaks the grammar or a rule of sinks
     */
    public static List<Pattern> parseSinkPatterns(String text) {
        return new SinkPatternParser(text).parse();
    }

    /**
     * The selectors of a change data capture source, at least one.
     *
     * @throws InvalidPatternException if the text breaks the grammar or a rule of selectors
     */
    public static List<EntitySelector> parseSelectors(String text) {
        return new SelectorParser(text).parse();
    }
}
