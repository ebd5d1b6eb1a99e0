package io.github.neo4jstreams.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for all patterns and for all texts; jqwik looks for one for which it does not. */
class PatternParserPropertiesTest {

    private static final String SYMBOLS = "(){}[]:;,.!+-*<>`'\"\\$ \n\r\tab1eé\u00A0\u0000\uD83D\uDE00";

    @Property(tries = 500)
    void printedSinkPatternsParseToThemselves(@ForAll("sinkPatterns") List<Pattern> patterns) {
        assertThat(Patterns.parseSinkPatterns(print(patterns, ";"))).isEqualTo(patterns);
        assertThat(Patterns.parseSinkPatterns(print(patterns, "\n"))).isEqualTo(patterns);
    }

    @Property(tries = 500)
    void printedSelectorsParseToThemselves(@ForAll("selectors") List<EntitySelector> selectors) {
        assertThat(Patterns.parseSelectors(print(selectors, ";"))).isEqualTo(selectors);
        assertThat(Patterns.parseSelectors(print(selectors, "\n"))).isEqualTo(selectors);
    }

    @Property(tries = 500)
    void anyTextIsParsedOrRefused(@ForAll String text) {
        parseOrRefuse(text);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void anyTextOfThePatternsAlphabetIsParsedOrRefused(@ForAll("symbols") String text) {
        parseOrRefuse(text);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void nearlyValidSinkPatternsAreParsedOrRefused(
            @ForAll("sinkPatterns") List<Pattern> patterns, @ForAll Random random) {
        parseOrRefuse(mutate(print(patterns, ";"), random));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void nearlyValidSelectorsAreParsedOrRefused(
            @ForAll("selectors") List<EntitySelector> selectors, @ForAll Random random) {
        parseOrRefuse(mutate(print(selectors, "\n"), random));
    }

    /** Any other exception fails the property; what is parsed must print as something that means the same. */
    private static void parseOrRefuse(String text) {
        check(text, Patterns::parseSinkPatterns);
        check(text, Patterns::parseSelectors);
    }

    private static <T> void check(String text, Function<String, List<T>> parse) {
        List<T> parsed;
        try {
            parsed = parse.apply(text);
        } catch (InvalidPatternException e) {
            assertThat(e).message().contains(e.line() + ":" + e.column()).endsWith("^");
            return;
        }
        assertThat(parsed).isNotEmpty();
        assertThat(parse.apply(print(parsed, ";"))).isEqualTo(parsed);
    }

    private static String print(List<?> patterns, String separator) {
        return patterns.stream().map(Object::toString).collect(Collectors.joining(separator));
    }

    private static String mutate(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int edits = 1 + random.nextInt(3); edits > 0 && mutated.length() > 0; edits--) {
            int at = random.nextInt(mutated.length());
            char symbol = SYMBOLS.charAt(random.nextInt(SYMBOLS.length()));
            switch (random.nextInt(5)) {
                case 0 -> mutated.deleteCharAt(at);
                case 1 -> mutated.insert(at, symbol);
                case 2 -> mutated.setCharAt(at, symbol);
                case 3 -> mutated.setLength(at);
                default -> mutated.insert(at, mutated.substring(random.nextInt(at + 1), at));
            }
        }
        return mutated.toString();
    }

    @Provide
    Arbitrary<String> symbols() {
        return Arbitraries.strings().withChars(SYMBOLS.toCharArray()).ofMaxLength(40);
    }

    @Provide
    Arbitrary<List<Pattern>> sinkPatterns() {
        Arbitrary<Pattern> node =
                Combinators.combine(labels(1), mapping(1, true)).as(NodePattern::new);
        Arbitrary<NodePattern> end =
                Combinators.combine(labels(1), mapping(1, false)).as(NodePattern::new);
        Arbitrary<Pattern> relationship =
                Combinators.combine(end, name(), mapping(0, true), end).as(RelationshipPattern::new);
        return Arbitraries.oneOf(node, relationship).list().ofMinSize(1).ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<EntitySelector>> selectors() {
        Arbitrary<PropertyChoice> choice = Combinators.combine(name().set().ofMaxSize(3), Arbitraries.of(true, false))
                .as((names, include) -> new PropertyChoice(include ? names : Set.of(), include ? Set.of() : names));
        Arbitrary<Map<String, Object>> key = Arbitraries.maps(name(), value()).ofMaxSize(2);
        Arbitrary<NodeFilter> filter = Combinators.combine(labels(0), key).as(NodeFilter::new);
        Arbitrary<EntitySelector> node = Combinators.combine(filter, choice).as(NodeSelector::new);
        Arbitrary<EntitySelector> relationship = Combinators.combine(filter, name().optional(), key, choice, filter)
                .as(RelationshipSelector::new);
        return Arbitraries.oneOf(node, relationship).list().ofMinSize(1).ofMaxSize(3);
    }

    private static Arbitrary<Object> value() {
        return Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.doubles(),
                Arbitraries.of(true, false),
                Arbitraries.strings().withChars("ab'\"\\\n\r\t;`é \u0000").ofMaxLength(6));
    }

    private static Arbitrary<PropertyMapping> mapping(int minKeys, boolean withRest) {
        Arbitrary<Map<PropertyPath, PropertyPath>> properties =
                Arbitraries.maps(path(), path()).ofMinSize(minKeys).ofMaxSize(5);
        return Combinators.combine(
                        properties,
                        Arbitraries.integers().between(minKeys, 3),
                        path().set().ofMaxSize(2),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as((all, keyCount, excludes, star, same) -> {
                    // one source for each name: `a.b` and a.b are different paths to the same property
                    Map<String, MappedProperty> byName = new LinkedHashMap<>();
                    all.forEach((target, source) ->
                            byName.put(target.name(), new MappedProperty(target, same ? target : source)));
                    List<MappedProperty> mapped = new ArrayList<>(byName.values());
                    int keys = Math.min(keyCount, mapped.size());
                    List<MappedProperty> includes = mapped.subList(keys, mapped.size());
                    boolean rest = withRest && (star || includes.isEmpty());
                    return new PropertyMapping(
                            mapped.subList(0, keys),
                            includes,
                            rest ? new ArrayList<>(new LinkedHashSet<>(excludes)) : List.of(),
                            rest);
                });
    }

    private static Arbitrary<List<String>> labels(int min) {
        return name().list().uniqueElements().ofMinSize(min).ofMaxSize(3);
    }

    private static Arbitrary<PropertyPath> path() {
        return name().list().ofMinSize(1).ofMaxSize(3).map(PropertyPath::new);
    }

    private static Arbitrary<String> name() {
        return Arbitraries.oneOf(
                        Arbitraries.strings()
                                .alpha()
                                .numeric()
                                .withChars('_')
                                .ofMinLength(1)
                                .ofMaxLength(6),
                        Arbitraries.strings()
                                .withChars(SYMBOLS.toCharArray())
                                .ofMinLength(1)
                                .ofMaxLength(6),
                        Arbitraries.strings().all().ofMinLength(1).ofMaxLength(6))
                .filter(PatternParserPropertiesTest::isPossible);
    }

    private static boolean isPossible(String name) {
        return name.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(name);
    }
}
