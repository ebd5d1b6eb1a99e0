package io.github.neo4jstreams.pattern;

import io.github.neo4jstreams.pattern.Token.Kind;
import java.util.LinkedHashSet;
import java.util.List;
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
    EntitySelector pattern() {
        Node start = node();
        if (!atArrow()) {
            return new NodeSelector(start.labels(), start.choice());
        }
        List<String> startLabels = labelsOfEnd(start);
        Arrow<Relationship> arrow = arrow(this::middle, NO_DIRECTION);
        List<String> endLabels = labelsOfEnd(node());
        Relationship relationship = arrow.content();
        return arrow.toTheLeft()
                ? new RelationshipSelector(endLabels, relationship.type(), relationship.choice(), startLabels)
                : new RelationshipSelector(startLabels, relationship.type(), relationship.choice(), endLabels);
    }

    /** @param brace where the properties start, null if there are none */
    private record Node(List<String> labels, PropertyChoice choice, Token brace) {}

    private record Relationship(Optional<String> type, PropertyChoice choice) {}

    private Node node() {
        if (at(Kind.NAME)) {
            // the older Streams plugin had KNOWS{*} for relationships, which must not be taken for a label
            throw unexpected("'(': a bare name could be a label or a type, write (:Label) or ()-[:TYPE]->()");
        }
        expect(Kind.OPEN_PARENTHESIS, "'(': a selector is a pattern like (:Label) or ()-[:TYPE]->()");
        List<String> labels = labels();
        Token brace = at(Kind.OPEN_BRACE) ? peek() : null;
        PropertyChoice choice = optionalChoice();
        expect(Kind.CLOSE_PARENTHESIS, brace == null ? "':' and a label, '{' or ')'" : "')'");
        return new Node(labels, choice, brace);
    }

    /** Of the ends a change event has labels and keys only, so there is nothing to choose from. */
    private List<String> labelsOfEnd(Node node) {
        if (node.brace() != null) {
            throw error(
                    node.brace(),
                    "found properties in an end of a relationship selector, expected labels only:"
                            + " the change of a relationship does not report the properties of its nodes");
        }
        return node.labels();
    }

    private Relationship middle() {
        if (!accept(Kind.OPEN_BRACKET)) {
            return new Relationship(Optional.empty(), PropertyChoice.ALL);
        }
        Optional<String> type = accept(Kind.COLON) ? Optional.of(simpleName("a type")) : Optional.empty();
        PropertyChoice choice = optionalChoice();
        expect(Kind.CLOSE_BRACKET, "']', after at most one ':TYPE' and properties in braces");
        return new Relationship(type, choice);
    }

    private PropertyChoice optionalChoice() {
        return at(Kind.OPEN_BRACE) ? new Braces().choice() : PropertyChoice.ALL;
    }

    /** Properties between braces. */
    private final class Braces {

        private final Set<String> includes = new LinkedHashSet<>();
        private final Set<String> excludes = new LinkedHashSet<>();
        private boolean everything;
        private Token firstExclusion;

        Braces() {
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
                case EXCLAMATION -> throw unexpected("a property without '!': keys are for sinks, a selector has none");
                case PLUS -> {
                    take();
                    includes.add(name("the name of a property"));
                }
                default -> includes.add(name("the name of a property, or '+', '-' or '*'"));
            }
            if (at(Kind.COLON)) {
                throw unexpected(
                        "',' or '}': a selector chooses properties, it neither renames them nor compares values");
            }
        }

        private String name(String expected) {
            return path(expected).name();
        }

        PropertyChoice choice() {
            return new PropertyChoice(everything ? Set.of() : includes, excludes);
        }
    }
}
