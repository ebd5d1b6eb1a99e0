package io.github.neo4jstreams.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternParserTest {

    @Nested
    class SinkPatterns {

        @Test
        void nodeHasLabelsKeysAndIncludes() {
            assertThat(sink("(:Person:Member{!id: __key.id, name, +city: address.city})"))
                    .isEqualTo(new NodePattern(
                            List.of("Person", "Member"),
                            new PropertyMapping(
                                    List.of(new MappedProperty(PropertyPath.of("id"), PropertyPath.of("__key", "id"))),
                                    List.of(
                                            same("name"),
                                            new MappedProperty(
                                                    PropertyPath.of("city"), PropertyPath.of("address", "city"))),
                                    List.of(),
                                    false)));
        }

        @Test
        void relationshipPointsFromStartToEndWhicheverWayItIsWritten() {
            RelationshipPattern expected = new RelationshipPattern(
                    end("Reader", "card"),
                    "BORROWED",
                    new PropertyMapping(List.of(), List.of(), List.of(), true),
                    end("Book", "isbn"));

            assertThat(sink("(:Reader{!card})-[:BORROWED]->(:Book{!isbn})")).isEqualTo(expected);
            assertThat(sink("(:Book{!isbn})<-[:BORROWED]-(:Reader{!card})")).isEqualTo(expected);
            assertThat(sink("Reader{!card} BORROWED Book{!isbn}")).isEqualTo(expected);
            assertThat(sink("Reader{!card}-[:BORROWED{}]->(:Book{!isbn})")).isEqualTo(expected);
        }

        @ParameterizedTest
        @ValueSource(strings = {"(:A{!`nul\0`})", "(:A{!`half\uD83D`})", "(:A{!`\uDE00half`})"})
        void haveNoNamesThatNoServerTakes(String text) {
            assertThatExceptionOfType(InvalidPatternException.class)
                    .isThrownBy(() -> sink(text))
                    .withMessageContaining("Invalid pattern at 1:6: found a null byte or half a character");
        }

        @Test
        void endsThatTakeMoreThanTheirKeysSaySo() {
            assertThat(sink("(:A{!id, name: n})-[:R{!k}]->(:B{!id})"))
                    .hasToString("(:A{!id, name: n})-[:R{!k, *}]->(:B{!id})");
        }

        @Test
        void dotsNestAndBackTicksDoNot() {
            NodePattern node = (NodePattern) sink("(:A{!id, a.b, `c.d`: `e``f`.g})");

            assertThat(node.properties().includes())
                    .containsExactly(
                            same("a", "b"), new MappedProperty(PropertyPath.of("c.d"), PropertyPath.of("e`f", "g")));
            assertThat(node).hasToString("(:A{!id, a.b, `c.d`: `e``f`.g})");
        }

        @Test
        void includesAndExclusionsMixWhenEverythingElseIsTaken() {
            assertThat(sink("(:A{*, -x, name: n, !id})")).hasToString("(:A{!id, name: n, -x, *})");
        }

        @Test
        void aliasOfTheSameNameIsNoAlias() {
            assertThat(sink("(:A{!id: id})")).isEqualTo(sink("(:A{!id})"));
        }

        @Test
        void repetitionMeansNothing() {
            assertThat(sink("(:A:A{!id, !id, x, x, -y, -y, *, *})")).hasToString("(:A{!id, x, -y, *})");
        }

        @Test
        void keyThatIsAlsoIncludedKeepsTheRestOut() {
            assertThat(sink("(:A{!id, id})").properties().rest()).isFalse();
        }

        @Test
        void namesOfOtherScriptsNeedNoBackTicks() {
            assertThat(sink("(:Straße{!größe, 名前, 𝒳, price$})")).hasToString("(:Straße{!größe, 名前, 𝒳, price$})");
        }

        @Test
        void blanksAndLineBreaksStandAnywhereInAPattern() {
            assertThat(Patterns.parseSinkPatterns("""
                            ( : A\u00A0{ ! id : x . y }
                            )
                              <- [ : R {
                                \t+ a
                              } ] -
                            (
                            :B{!id})
                            """.replace(" . ", ".")))
                    .singleElement()
                    .hasToString("(:B{!id})-[:R{a}]->(:A{!id: x.y})");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "(:A{!id});(:B{!id})",
                    "(:A{!id})\n(:B{!id})",
                    "(:A{!id})\r(:B{!id})",
                    ";\n (:A{!id}) ;\r\n\r\n ; (:B{!id}) ;\n",
                    "A{!id}\nB{!id}",
                    "A{!id};B{!id}",
                })
        void semicolonsAndNewLinesSeparatePatterns(String text) {
            assertThat(Patterns.parseSinkPatterns(text))
                    .map(Pattern::toString)
                    .containsExactly("(:A{!id, *})", "(:B{!id, *})");
        }

        @Test
        void separatorsInBackTicksArePartOfTheName() {
            assertThat(sink("(:`A;\n{`{!id})")).hasToString("(:`A;\n{`{!id, *})");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                        (:A{id})                            | 1:4  | key
                        (:A{})                              | 1:4  | key
                        (:A)                                | 1:4  | key
                        A                                   | 1:2  | key
                        ({!id})                             | 1:2  | label
                        (A{!id})                            | 1:2  | label
                        (:{!id})                            | 1:3  | a label
                        (a:A{!id})                          | 1:2  | label
                        :A{!id}                             | 1:1  | '('
                        (:A.B{!id})                         | 1:3  | without dots, or in back-ticks
                        (:A{!id,-x,y})                      | 1:9  | mutually exclusive
                        (:A{!id,-x:y})                      | 1:11 | alias
                        (:A{!id:a,id:b})                    | 1:11 | second source for the property id
                        (:A{!a.b,`a.b`})                    | 1:10 | second source
                        (:A{!id,})                          | 1:9  | the name of a property
                        (:A{,!id})                          | 1:5  | the name of a property
                        (:A{!id name})                      | 1:9  | ',' or '}'
                        (:A{!user-id})                      | 1:10 | back-ticks
                        (:A{!2nd})                          | 1:6  | back-ticks
                        (:A{!a.2nd})                        | 1:7  | back-ticks
                        (:A{!a. b})                         | 1:7  | '.'
                        (:A{!a .b})                         | 1:8  | '.'
                        (:A{!+id})                          | 1:6  | a key
                        (:A{!*})                            | 1:6  | a key
                        (:A{!id:})                          | 1:9  | read from
                        (:A{!``})                           | 1:6  | empty name
                        (:A{!`id})                          | 1:6  | back-tick
                        (:A{!id}                            | 1:9  | found the end of the text, expected ')'
                        (:A{!id                             | 1:8  | '}'
                        (:A{!id}) B                         | 1:11 | end of the pattern
                        (:A{!id}),(:B{!id})                 | 1:10 | ';' or a new line
                        (:A{!id})-[]->(:B{!id})             | 1:12 | type
                        (:A{!id})-->(:B{!id})               | 1:11 | type
                        (:A{!id})-[:R,S]->(:B{!id})         | 1:14 | one type
                        (:A{!id})-[:R*]->(:B{!id})          | 1:14 | one type
                        (:A{!id})-[r:R]->(:B{!id})          | 1:12 | type
                        (:A{!id})-[:R]-(:B{!id})            | 1:16 | direction
                        (:A{!id})<-[:R]->(:B{!id})          | 1:17 | direction
                        (:A{!id})-[:R]->                    | 1:17 | '('
                        (:A{!id})-[:R]->(:B)                | 1:20 | key
                        (:A{!id,*})-[:R]->(:B{!id})         | 1:9  | wildcard
                        (:A{!id,-x})-[:R]->(:B{!id})        | 1:9  | exclusion
                        (:A{!id})-[:R{-x,y}]->(:B{!id})     | 1:15 | mutually exclusive
                        (:A{!id})-[:R]->(:B{!id})-[:S]->(:C{!id}) | 1:26 | end of the pattern
                        A{!id} R                            | 1:9  | a label
                        A{!id} R (:B{!id})                  | 1:10 | a label
                        (:A{!id}) R (:B{!id})               | 1:11 | end of the pattern
                        """)
        void whatIsWrongIsSaidWithItsPlace(String text, String position, String problem) {
            assertInvalid(() -> Patterns.parseSinkPatterns(text), position, problem);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "  \n ", ";", "\n;\n;"})
        void oneAtLeastIsRequired(String text) {
            assertThatExceptionOfType(InvalidPatternException.class)
                    .isThrownBy(() -> Patterns.parseSinkPatterns(text))
                    .withMessageContaining("found the end of the text, expected '(' or a label");
        }

        @Test
        void nullIsNoText() {
            assertThatNullPointerException().isThrownBy(() -> Patterns.parseSinkPatterns(null));
        }

        private static Pattern sink(String text) {
            List<Pattern> patterns = Patterns.parseSinkPatterns(text);
            assertThat(patterns).hasSize(1);
            return patterns.get(0);
        }

        private static NodePattern end(String label, String key) {
            return new NodePattern(
                    List.of(label), new PropertyMapping(List.of(same(key)), List.of(), List.of(), false));
        }

        private static MappedProperty same(String... segments) {
            return new MappedProperty(PropertyPath.of(segments), PropertyPath.of(segments));
        }
    }

    @Nested
    class Selectors {

        @Test
        void emptyParenthesesAreAnyNode() {
            assertThat(selector("()")).isEqualTo(NodeSelector.ANY);
        }

        @Test
        void nodeHasLabelsAndAChoiceOfProperties() {
            assertThat(selector("(:Person:Member{name,+city})"))
                    .isEqualTo(new NodeSelector(
                            labelled("Person", "Member"), new PropertyChoice(Set.of("name", "city"), Set.of())));
            assertThat(selector("({-ssn})"))
                    .isEqualTo(new NodeSelector(NodeFilter.ANY, new PropertyChoice(Set.of(), Set.of("ssn"))));
        }

        @Test
        void relationshipHasADirectionATypeAndAChoiceOfProperties() {
            RelationshipSelector expected = new RelationshipSelector(
                    labelled("Person"),
                    Optional.of("KNOWS"),
                    Map.of(),
                    new PropertyChoice(Set.of("since"), Set.of()),
                    labelled("Company"));

            assertThat(selector("(:Person)-[:KNOWS{since}]->(:Company)")).isEqualTo(expected);
            assertThat(selector("(:Company)<-[:KNOWS{since}]-(:Person)")).isEqualTo(expected);
        }

        @ParameterizedTest
        @ValueSource(strings = {"()-[]->()", "()-->()", "()<--()", "() - [ ] - > ()", "()-[{}]->()", "()-[{*}]->()"})
        void typeIsOptional(String text) {
            assertThat(selector(text)).isEqualTo(RelationshipSelector.ANY).hasToString("()-[]->()");
        }

        @Test
        void aKeyHasValues() {
            assertThat(selector("(:Person{mail: 'a@example.org', nr: -5, `of it`: 1.5, ok: true, name})"))
                    .isEqualTo(new NodeSelector(
                            new NodeFilter(
                                    List.of("Person"),
                                    Map.of("mail", "a@example.org", "nr", -5L, "of it", 1.5, "ok", true)),
                            new PropertyChoice(Set.of("name"), Set.of())));
        }

        @Test
        void theEndsOfARelationshipMayHaveKeys() {
            assertThat(selector("(:Car{plate: \"T\"})<-[:OWNS{nr: 1, since}]-({id: 'x'})"))
                    .isEqualTo(new RelationshipSelector(
                            new NodeFilter(List.of(), Map.of("id", "x")),
                            Optional.of("OWNS"),
                            Map.of("nr", 1L),
                            new PropertyChoice(Set.of("since"), Set.of()),
                            new NodeFilter(List.of("Car"), Map.of("plate", "T"))));
        }

        @Test
        void anAsteriskIsEverything() {
            assertThat(Patterns.parseSelectors("*")).containsExactly(NodeSelector.ANY, RelationshipSelector.ANY);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
                        (:A{x: 1})                    | (:A{x: 1})
                        (:A{!x: 1, *})                | (:A{x: 1})
                        (:A{x: 1, -x})                | (:A{x: 1, -x, *})
                        (:A{a.b: 'it\\'s "so"'})      | (:A{a.b: 'it\\'s "so"'})
                        (:A{x: "it's\\n\\\\"})         | (:A{x: 'it\\'s\\n\\\\'})
                        (:A{x: 'a;b'})                | (:A{x: 'a;b'})
                        (:A{x: 1e3, y: -0.5})         | (:A{x: 1000.0, y: -0.5})
                        (:A{x:1})-->({y:false})       | (:A{x: 1})-[]->({y: false})
                        """)
        void keysPrintAsTheyAreRead(String text, String canonical) {
            assertThat(selector(text)).hasToString(canonical).isEqualTo(selector(canonical));
        }

        private static NodeFilter labelled(String... labels) {
            return new NodeFilter(List.of(labels), Map.of());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        (:A{*})                       | (:A)
                        (:A{})                        | (:A)
                        (:A{+x,y,x})                  | (:A{x, y})
                        (:A{-x,-y})                   | (:A{-x, -y, *})
                        (:A{x,*})                     | (:A)
                        (:A{x,-y,*})                  | (:A{-y, *})
                        (:A{a.b,`c.d`,`e f`.g,`h.`})  | (:A{a.b, c.d, `e f.g`, `h.`})
                        (:`A`:`B c`)                  | (:A:`B c`)
                        (:A)<-[:`R s`{-x}]-()         | ()-[:`R s`{-x, *}]->(:A)
                        """)
        void canonicalFormSaysTheSame(String text, String canonical) {
            assertThat(selector(text)).hasToString(canonical).isEqualTo(selector(canonical));
        }

        @Test
        void choiceTellsWhichPropertiesAreReported() {
            assertThat(selector("(:A{name, address.city})").properties())
                    .matches(choice -> choice.takes("name"))
                    .matches(choice -> choice.takes("address.city"))
                    .matches(choice -> !choice.takes("ssn"));
            assertThat(selector("(:A{-ssn})").properties())
                    .matches(choice -> choice.takes("name"))
                    .matches(choice -> !choice.takes("ssn"));
            assertThat(selector("(:A)").properties()).matches(choice -> choice.takes("name"));
        }

        @Test
        void semicolonsAndNewLinesSeparateSelectors() {
            assertThat(Patterns.parseSelectors("();(:A)\n(:A)\n-[:R]->\n();"))
                    .map(EntitySelector::toString)
                    .containsExactly("()", "(:A)", "(:A)-[:R]->()");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                        (:A{!id})               | 1:8  | keys without one are for sinks
                        (:A{a: b})              | 1:8  | does not rename
                        (:A{a: `true`})         | 1:8  | does not rename
                        (:A{a: -true})          | 1:9  | a number
                        (:A{-a: b})             | 1:7  | does not rename
                        (:A{+a: 1})             | 1:7  | does not rename
                        (:A{a: 1, a: 2})        | 1:11 | the same property twice
                        (:A{a: 1e999})          | 1:8  | 64 bits
                        (:A{a: 9223372036854775808}) | 1:8 | 64 bits
                        (:A{a: 'x})             | 1:8  | another one to close it
                        (:A{a: 'x\\y'})          | 1:8  | a backslash that means nothing
                        (:A{a,-b})              | 1:7  | mutually exclusive
                        (:A{a,-a,*})            | 1:7  | mutually exclusive
                        (:A{a}                  | 1:7  | ')'
                        (:A{1})                 | 1:5  | back-ticks
                        (A)                     | 1:2  | ':' and a label, '{' or ')'
                        A{a}                    | 1:1  | a label or a type
                        KNOWS{*}                | 1:1  | a label or a type
                        ()-[:R]-()              | 1:9  | write two selectors, one each way
                        ()--()                  | 1:5  | direction
                        ()<-[:R]->()            | 1:10 | direction
                        ()-[R]->()              | 1:5  | ':TYPE'
                        ()-[:R:S]->()           | 1:7  | at most one
                        (:A{a})-[:R]->()        | 1:4  | labels and the values of a key only
                        (:A{a: 1, b})-[:R]->()  | 1:4  | labels and the values of a key only
                        ()-[:R]->(:A{})         | 1:13 | labels and the values of a key only
                        **                      | 1:2  | ';' or a new line
                        (:A),(:B)               | 1:5  | ';' or a new line
                        """)
        void whatIsWrongIsSaidWithItsPlace(String text, String position, String problem) {
            assertInvalid(() -> Patterns.parseSelectors(text), position, problem);
        }

        @Test
        void nullIsNoText() {
            assertThatNullPointerException().isThrownBy(() -> Patterns.parseSelectors(null));
        }

        private static EntitySelector selector(String text) {
            List<EntitySelector> selectors = Patterns.parseSelectors(text);
            assertThat(selectors).hasSize(1);
            return selectors.get(0);
        }
    }

    @Nested
    class Messages {

        @Test
        void showTheLineWithACaretBelowThePlace() {
            assertThatExceptionOfType(InvalidPatternException.class)
                    .isThrownBy(() -> Patterns.parseSinkPatterns("(:A{!id})\r\n\t(:B{!id name})\n(:C{!id})"))
                    .satisfies(e -> {
                        assertThat(e.line()).isEqualTo(2);
                        assertThat(e.column()).isEqualTo(10);
                    })
                    .withMessage("""
                            Invalid pattern at 2:10: found 'name', expected ',' or '}'
                               (:B{!id name})
                                       ^""");
        }

        @Test
        void countCharactersAndNotCharValues() {
            assertInvalid(() -> Patterns.parseSinkPatterns("(:`😀`{!id} x"), "1:12", "found 'x', expected ')'");
        }

        @Test
        void pointBehindTheTextWhenItEndsTooEarly() {
            assertInvalid(() -> Patterns.parseSinkPatterns("(:A{!id}  \n\n"), "1:9", "found the end of the text");
        }

        @Test
        void stayShortHoweverLongTheText() {
            String name = "n".repeat(100_000);
            assertThat(catchThrowable(() -> Patterns.parseSinkPatterns("(:A{!" + name + " " + name + "})")))
                    .message()
                    .hasSizeLessThan(500)
                    .contains("1:100007", "…");
        }

        @Test
        void showNothingThatDrivesATerminalOrForgesALine() {
            assertThat(catchThrowable(() -> Patterns.parseSinkPatterns("(:`\u001B[31m\u2028\u0085\u202E`{!id} \u0007")))
                    .message()
                    .contains("U+0007")
                    .doesNotContain("\u001B", "\u2028", "\u0085", "\u202E", "\u0007");
        }
    }

    @Nested
    class LongTexts {

        private static final int LENGTH = 300_000;

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "(",
                    "{",
                    "[",
                    "`",
                    "``",
                    "`a`",
                    "a",
                    "a.",
                    "a:",
                    ":a",
                    "-",
                    "<",
                    ";",
                    "\n",
                    " ",
                    "(:A{",
                    "()-",
                    "(:A{!id})-[:R]->",
                    "\uD83D",
                    "$",
                    "(:A{!id});x"
                })
        void areReadInLinearTimeAndConstantDepth(String piece) {
            String text = piece.repeat(LENGTH / piece.length());
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
                for (String start : List.of("", "(:A{!", "(:A{", "(:A{!id})-[:R{")) {
                    assertThat(catchThrowable(() -> Patterns.parseSinkPatterns(start + text)))
                            .isInstanceOf(InvalidPatternException.class);
                    assertThat(catchThrowable(() -> Patterns.parseSelectors(start + text)))
                            .isInstanceOf(InvalidPatternException.class);
                }
            });
        }

        @Test
        void areFineWhenTheyAreValid() {
            String properties =
                    IntStream.range(0, 100_000).mapToObj(i -> "p" + i + ": x.y").collect(Collectors.joining(","));
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
                List<Pattern> wide = Patterns.parseSinkPatterns("(:A{!id," + properties + "})");
                assertThat(wide.get(0).properties().includes()).hasSize(100_000);
                assertThat(Patterns.parseSinkPatterns("(:A{!id})-[:R]->(:B{!id});\n".repeat(50_000)))
                        .hasSize(50_000);
            });
        }
    }

    @Test
    void whatStartsANameIsAlsoPartOfNames() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(Names::isStart))
                .allMatch(Names::isPart);
    }

    private static void assertInvalid(Runnable parse, String position, String problem) {
        assertThatExceptionOfType(InvalidPatternException.class)
                .isThrownBy(parse::run)
                .withMessageStartingWith("Invalid pattern at " + position + ": found ")
                .withMessageContaining(problem)
                .withMessageEndingWith("^");
    }
}
