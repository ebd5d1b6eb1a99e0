package io.github.neo4jstreams.pattern;

import io.github.neo4jstreams.pattern.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Patterns that map messages to nodes and relationships, and the rules that sinks have for them. */
final class SinkPatternParser extends PatternParser<Pattern> {

    private static final String NO_DIRECTION = "write -[:TYPE]-> or <-[:TYPE]-";

    /** Of a relationship without braces. */
    private static final PropertyMapping EVERYTHING = new PropertyMapping(List.of(), List.of(), List.of(), true);

    SinkPatternParser(String text) {
        super(text);
    }

    @Override
    Pattern pattern() {
        boolean bare = at(Kind.NAME);
        Node start = node();
        if (atArrow()) {
            Arrow<Relationship> arrow = arrow(this::middle, NO_DIRECTION);
            Node end = node();
            return arrow.toTheLeft()
                    ? arrow.content().between(end, start)
                    : arrow.content().between(start, end);
        }
        if (bare && at(Kind.NAME) && !peek().startsLine()) {
            Relationship relationship = relationship();
            return relationship.between(start, bareNode());
        }
        return start.alone();
    }

    private Node node() {
        if (at(Kind.NAME)) {
            return bareNode();
        }
        expect(Kind.OPEN_PARENTHESIS, "'(' or a label: a pattern starts like (:Label{!key}) or Label{!key}");
        if (!at(Kind.COLON)) {
            throw unexpected("':' and a label: the node of a sink's pattern needs one");
        }
        Node node = nodeWithBraces(labels());
        expect(Kind.CLOSE_PARENTHESIS, "')'");
        return node;
    }

    /** A node without the parentheses and the first colon. */
    private Node bareNode() {
        Set<String> labels = new LinkedHashSet<>();
        labels.add(simpleName("a label"));
        labels.addAll(labels());
        return nodeWithBraces(List.copyOf(labels));
    }

    private Node nodeWithBraces(List<String> labels) {
        if (!at(Kind.OPEN_BRACE)) {
            throw unexpected("'{' and the node's properties, with at least one key like {!id}");
        }
        Token open = peek();
        Braces braces = new Braces();
        if (braces.keys.isEmpty()) {
            throw error(open, "found no key between the braces, expected at least one, marked with '!' like {!id}");
        }
        return new Node(labels, braces);
    }

    private Relationship middle() {
        expect(Kind.OPEN_BRACKET, "'[:TYPE]': a relationship needs a type");
        expect(Kind.COLON, "':' and a type: a relationship needs one");
        Relationship relationship = relationship();
        expect(Kind.CLOSE_BRACKET, "']', after one type and its properties in braces, if any");
        return relationship;
    }

    private Relationship relationship() {
        String type = simpleName("the type of the relationship");
        return new Relationship(type, at(Kind.OPEN_BRACE) ? new Braces().mapping() : EVERYTHING);
    }

    private record Relationship(String type, PropertyMapping properties) {

        Pattern between(Node start, Node end) {
            return new RelationshipPattern(start.asEnd(), type, properties, end.asEnd());
        }
    }

    /** A node of which it is still open whether it stands alone or is an end of a relationship, which has stricter rules. */
    private record Node(List<String> labels, Braces braces) {

        Pattern alone() {
            return new NodePattern(labels, braces.mapping());
        }

        NodePattern asEnd() {
            return new NodePattern(labels, braces.mappingOfEnd());
        }
    }

    /** Properties between braces. */
    private final class Braces {

        // sets, because a repetition is harmless: only a second source for the same property loses data
        private final Set<MappedProperty> keys = new LinkedHashSet<>();
        private final Set<MappedProperty> includes = new LinkedHashSet<>();
        private final Set<PropertyPath> excludes = new LinkedHashSet<>();
        private final Map<String, PropertyPath> sources = new HashMap<>();
        private Token wildcard;
        private Token firstExclusion;

        Braces() {
            braces(this::property);
            if (!includes.isEmpty() && !excludes.isEmpty() && wildcard == null) {
                throw error(
                        firstExclusion,
                        "found an exclusion beside inclusions, expected only one of the two:"
                                + " they are mutually exclusive unless '*' includes everything else");
            }
        }

        private void property() {
            Token first = peek();
            switch (first.kind()) {
                case STAR -> {
                    wildcard = wildcard == null ? first : wildcard;
                    take();
                }
                case DASH -> {
                    firstExclusion = firstExclusion == null ? first : firstExclusion;
                    take();
                    excludes.add(path("the name of a field to exclude"));
                    if (at(Kind.COLON)) {
                        throw unexpected("',' or '}': an exclusion names a field of the message and has no alias");
                    }
                }
                case EXCLAMATION -> {
                    take();
                    keys.add(mappedProperty("the name of a key"));
                }
                case PLUS -> {
                    take();
                    includes.add(mappedProperty("the name of a property"));
                }
                default -> includes.add(mappedProperty("the name of a property, or '!', '+', '-' or '*'"));
            }
        }

        private MappedProperty mappedProperty(String expected) {
            Token name = peek();
            PropertyPath target = path(expected);
            PropertyPath source =
                    accept(Kind.COLON) ? path("the field of the message that the property is read from") : target;
            PropertyPath other = sources.putIfAbsent(target.name(), source);
            if (other != null && !other.equals(source)) {
                throw error(
                        name,
                        "found a second source for the property %s, expected only one of %s and %s"
                                .formatted(target, other, source));
            }
            return new MappedProperty(target, source);
        }

        PropertyMapping mapping() {
            return mapping(includes.isEmpty() || wildcard != null);
        }

        PropertyMapping mappingOfEnd() {
            if (firstExclusion != null) {
                throw error(
                        firstExclusion,
                        "found an exclusion in an end of a relationship, expected only keys and includes");
            }
            if (wildcard != null) {
                throw error(
                        wildcard,
                        "found a wildcard in an end of a relationship, expected only keys and includes:"
                                + " everything else belongs to the relationship");
            }
            return mapping(false);
        }

        private PropertyMapping mapping(boolean rest) {
            return new PropertyMapping(
                    new ArrayList<>(keys), new ArrayList<>(includes), new ArrayList<>(excludes), rest);
        }
    }
}
