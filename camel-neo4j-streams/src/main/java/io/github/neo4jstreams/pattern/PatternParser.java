package io.github.neo4jstreams.pattern;

import io.github.neo4jstreams.pattern.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What sink patterns and selectors have in common. Recursive descent, one token ahead; the grammar does not nest, so the
 * depth of the calls is bounded whatever the text.
 *
 * @param <T> what one pattern is parsed to
 */
abstract class PatternParser<T> {

    private final Tokenizer tokens;

    PatternParser(String text) {
        this.tokens = new Tokenizer(text);
    }

    /** One pattern; what may follow it is none of its business. */
    abstract T pattern();

    /** What one pattern stands for, if it can be short for several. */
    List<T> patterns() {
        return List.of(pattern());
    }

    List<T> parse() {
        List<T> patterns = new ArrayList<>();
        skipSeparators();
        do {
            patterns.addAll(patterns());
            if (!at(Kind.END) && !at(Kind.SEMICOLON) && !peek().startsLine()) {
                throw unexpected("the end of the pattern, or ';' or a new line before another one");
            }
            skipSeparators();
        } while (!at(Kind.END));
        return List.copyOf(patterns);
    }

    private void skipSeparators() {
        while (at(Kind.SEMICOLON)) {
            take();
        }
    }

    /** Labels, each after its colon; repeating one means nothing. */
    final List<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        while (accept(Kind.COLON)) {
            labels.add(simpleName("a label"));
        }
        return List.copyOf(labels);
    }

    /** The name of a label or type, which has no parts. */
    final String simpleName(String what) {
        if (!at(Kind.NAME)) {
            throw unexpected(what);
        }
        Token name = take();
        if (name.segments().size() > 1) {
            throw error(
                    name, "found " + tokens.describe(name) + ", expected " + what + " without dots, or in back-ticks");
        }
        return name.segments().get(0);
    }

    final PropertyPath path(String expected) {
        if (!at(Kind.NAME)) {
            throw unexpected(expected + nameHint());
        }
        return new PropertyPath(take().segments());
    }

    /** Whatever stands between braces, with commas. */
    final void braces(Runnable property) {
        expect(Kind.OPEN_BRACE, "'{'");
        if (accept(Kind.CLOSE_BRACE)) {
            return;
        }
        do {
            property.run();
        } while (accept(Kind.COMMA));
        if (!at(Kind.CLOSE_BRACE)) {
            throw unexpected("',' or '}'" + nameHint());
        }
        take();
    }

    final boolean atArrow() {
        return at(Kind.DASH) || at(Kind.LESS);
    }

    /**
     * An arrow, either way round.
     *
     * @param undirected what to write instead of an arrow without a head
     */
    final <M> Arrow<M> arrow(Supplier<M> middle, String undirected) {
        boolean toTheLeft = accept(Kind.LESS);
        expect(Kind.DASH, "'-'");
        M content = middle.get();
        expect(Kind.DASH, "'-' of the arrow");
        if (toTheLeft == at(Kind.GREATER)) {
            throw toTheLeft
                    ? unexpected("a node: a relationship has one direction, and this arrow has two heads")
                    : unexpected("'>': a relationship needs a direction; " + undirected);
        }
        accept(Kind.GREATER);
        return new Arrow<>(content, toTheLeft);
    }

    record Arrow<M>(M content, boolean toTheLeft) {}

    final Token peek() {
        return tokens.peek();
    }

    final Token take() {
        return tokens.take();
    }

    final boolean at(Kind kind) {
        return peek().is(kind);
    }

    final boolean accept(Kind kind) {
        if (!at(kind)) {
            return false;
        }
        take();
        return true;
    }

    final void expect(Kind kind, String expected) {
        if (!accept(kind)) {
            throw unexpected(expected);
        }
    }

    final InvalidPatternException unexpected(String expected) {
        return error(peek(), "found " + tokens.describe(peek()) + ", expected " + expected);
    }

    final InvalidPatternException error(Token at, String problem) {
        return tokens.error(at, problem);
    }

    /** Helps those whose fields are called user-id or 2nd. */
    private String nameHint() {
        return at(Kind.OTHER) || at(Kind.DASH) || at(Kind.NUMBER) || at(Kind.STRING) ? "; " + Tokenizer.BACK_TICKS : "";
    }
}
