package io.github.neo4jstreams.pattern;

import io.github.neo4jstreams.pattern.Token.Kind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Patterns that choose the changes of a change data capture source. */
final class SelectorParser extends PatternParser<EntitySelector> {

    // the server's selectors have a start and an end: without a direction one pattern would have to become two of them
    private static final String NO_DIRECTION = "for both, write two selectors, one each way";

    SelectorParser(String text) {
        super(text);
    }

    @Override
    List<EntitySelector> patterns() {
        return accept(Kind.STAR) ? List.of(NodeSelector.ANY, RelationshipSelector.ANY) : super.patterns();
    }

    @Override
    EntitySelector pattern() {
        Node start = node();
        if (!atArrow()) {
            return new NodeSelector(
                    new NodeFilter(start.labels(), start.braces().key()),
                    start.braces().choice());
        }
        NodeFilter first = end(start);
        Arrow<Relationship> arrow = arrow(this::middle, NO_DIRECTION);
        NodeFilter second = end(node());
        Relationship relationship = arrow.content();
        return new RelationshipSelector(
                arrow.toTheLeft() ? second : first,
                relationship.type(),
                relationship.braces().key(),
                relationship.braces().choice(),
                arrow.toTheLeft() ? first : second);
    }

    /** @param at where the braces are, null if there are none */
    private record Node(List<String> labels, Braces braces, Token at) {}

    private record Relationship(Optional<String> type, Braces braces) {}

    private Node node() {
        if (at(Kind.NAME)) {
            // the older Streams plugin had KNOWS{*} for relationships, which must not be taken for a label
            throw unexpected("'(': a bare name could be a label or a type, write (:Label) or ()-[:TYPE]->()");
        }
        expect(Kind.OPEN_PARENTHESIS, "'(': a selector is a pattern like (:Label) or ()-[:TYPE]->(), or *");
        List<String> labels = labels();
        Token at = at(Kind.OPEN_BRACE) ? peek() : null;
        Braces braces = new Braces();
        expect(Kind.CLOSE_PARENTHESIS, at == null ? "':' and a label, '{' or ')'" : "')'");
        return new Node(labels, braces, at);
    }

    /** Of the ends a change event has labels and keys only, so there is nothing to choose from. */
    private NodeFilter end(Node node) {
        if (node.at() != null && (node.braces().key().isEmpty() || node.braces().choosesProperties())) {
            throw error(
                    node.at(),
                    "found properties in an end of a relationship selector, expected labels and the values of a key only:"
                            + " the change of a relationship does not report the properties of its nodes");
        }
        return new NodeFilter(node.labels(), node.braces().key());
    }

    private Relationship middle() {
        if (!accept(Kind.OPEN_BRACKET)) {
            return new Relationship(Optional.empty(), new Braces());
        }
        Optional<String> type = accept(Kind.COLON) ? Optional.of(simpleName("a type")) : Optional.empty();
        Braces braces = new Braces();
        expect(Kind.CLOSE_BRACKET, "']', after at most one ':TYPE' and properties in braces");
        return new Relationship(type, braces);
    }

    /** Properties between braces, or none if there are no braces. */
    private final class Braces {

        private final Map<String, Object> key = new LinkedHashMap<>();
        private final Set<String> includes = new LinkedHashSet<>();
        private final Set<String> excludes = new LinkedHashSet<>();
        private boolean everything;
        private Token firstExclusion;

        Braces() {
            if (!at(Kind.OPEN_BRACE)) {
                return;
            }
            braces(this::property);
            if (!includes.isEmpty() && !excludes.isEmpty() && !everything) {
                throw mutuallyExclusive("unless '*' includes everything else");
            }
            if (includes.stream().anyMatch(excludes::contains)) {
                throw mutuallyExclusive("for the same property");
            }
        }

        private InvalidPatternException mutuallyExclusive(String where) {
            return error(
                    firstExclusion,
                    "found an exclusion beside inclusions, expected only one of the two: they are mutually exclusive "
                            + where);
        }

        private void property() {
            switch (peek().kind()) {
                case STAR -> {
                    take();
                    everything = true;
                }
                case DASH -> {
                    firstExclusion = firstExclusion == null ? peek() : firstExclusion;
                    take();
                    excludes.add(name("the name of a property to exclude"));
                }
                case EXCLAMATION -> {
                    take();
                    Token at = peek();
                    String name = name("the name of a key's property");
                    expect(Kind.COLON, "':' and a value: keys without one are for sinks");
                    key(at, name);
                }
                case PLUS -> {
                    take();
                    includes.add(name("the name of a property"));
                }
                default -> {
                    Token at = peek();
                    String name = name("the name of a property, or '+', '-' or '*'");
                    if (accept(Kind.COLON)) {
                        key(at, name);
                    } else {
                        includes.add(name);
                    }
                }
            }
            if (at(Kind.COLON)) {
                throw unexpected("',' or '}': a selector chooses properties, it does not rename them");
            }
        }

        private void key(Token at, String name) {
            if (key.put(name, value()) != null) {
                throw error(at, "found the same property twice, expected one value for it");
            }
        }

        private String name(String expected) {
            return path(expected).name();
        }

        Map<String, Object> key() {
            return key;
        }

        boolean choosesProperties() {
            return everything || !includes.isEmpty() || !excludes.isEmpty();
        }

        PropertyChoice choice() {
            return new PropertyChoice(everything ? Set.of() : includes, excludes);
        }
    }

    /** Of a property of a key. */
    private Object value() {
        boolean negative = accept(Kind.DASH);
        Token at = peek();
        if (accept(Kind.NUMBER)) {
            Object number =
                    Literals.number((negative ? "-" : "") + at.segments().get(0));
            if (number == null) {
                throw error(at, "found a number that does not fit into 64 bits, expected a smaller one");
            }
            return number;
        }
        if (!negative && accept(Kind.STRING)) {
            return at.segments().get(0);
        }
        if (!negative && (isWord(at, "true") || isWord(at, "false"))) {
            take();
            return Boolean.valueOf(at.segments().get(0));
        }
        throw unexpected("a number, a string in quotes, true or false: NAME: VALUE is the key that an entity must have,"
                + " a selector does not rename properties");
    }

    /** Whether it is this name, and not in back-ticks. */
    private static boolean isWord(Token token, String word) {
        return token.segments().equals(List.of(word)) && token.end() - token.start() == word.length();
    }
}
