package io.github.neo4jstreams.cypher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @Nested
    class Quoting {

        @ParameterizedTest
        @ValueSource(strings = {"Person", "__row", "a1"})
        void leavesAnIdentifierAlone(String name) {
            assertThat(Names.quote(name)).isEqualTo(name);
        }

        @ParameterizedTest
        @CsvSource({
            "a b,`a b`",
            "1a,`1a`",
            "a-b,`a-b`",
            "a.b,`a.b`",
            "$x,`$x`",
            "'x}) DETACH DELETE n //',`x}) DETACH DELETE n //`"
        })
        void quotesWhatIsNoIdentifier(String name, String quoted) {
            assertThat(Names.quote(name)).isEqualTo(quoted);
        }

        /** Some of these are letters to Java and syntax errors to the server, and which ones depends on both versions. */
        @ParameterizedTest
        @ValueSource(strings = {"naïve", "𠮷野家", "𝒳", "zero\u200Bwidth", "soft\u00ADhyphen", "a\u0001b"})
        void quotesWhateverIsNotAscii(String name) {
            assertThat(Names.quote(name)).isEqualTo("`" + name + "`");
        }

        @Test
        void doublesABackTick() {
            assertThat(Names.quote("a`b")).isEqualTo("`a``b`");
            assertThat(Names.quote("`")).isEqualTo("````");
        }

        @Test
        void refusesTheEmptyName() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Names.quote(""))
                    .withMessage("'' can't be a name in Cypher");
        }
    }

    /** A server may replace unicode escapes before it looks for back-ticks (all up to Cypher 5), or not at all. */
    @Nested
    class WaysOutOfTheQuotes {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\\u0060) DETACH DELETE n //",
                    "\\uuuu0060) DETACH DELETE n //",
                    "\\u0060\\u0060) x",
                    "a\\u005cu0060b",
                    "a\\u005c\\u0075\\u0030060b",
                    "ends in a backslash\\",
                    "\\\\u0060",
                    "`\\u0060`",
                    "``",
                    "a```b"
                })
        void areClosed(String name) {
            String quoted = Names.quote(name);

            assertThat(quoted).satisfies(NamesTest::isOneToken);
            assertThat(unescaped(quoted)).satisfies(NamesTest::isOneToken);
        }
    }

    @Property
    void noNameWhateverItHoldsIsMoreThanOneToken(@ForAll("nastyNames") String name) {
        String quoted = Names.quote(name);

        isOneToken(quoted);
        isOneToken(unescaped(quoted));
    }

    @Property
    void twoNamesAreNeverWrittenAlike(@ForAll("nastyNames") String name, @ForAll("nastyNames") String other) {
        Assume.that(!name.equals(other));
        // a name that spells a unicode escape can't be told from the character by an older server
        Assume.that(!name.contains("\\u") && !other.contains("\\u"));

        assertThat(Names.quote(name)).isNotEqualTo(Names.quote(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a`b", "a``b", "``", "a```b", "a\\b c", "C:\\new", "a\\\\b", "ends in one\\", "ends in two\\\\"})
    void theServerReadsTheNameThatWasMeant(String name) {
        String quoted = Names.quote(name);

        assertThat(quoted.substring(1, quoted.length() - 1).replace("``", "`")).isEqualTo(name);
    }

    @Provide
    Arbitrary<String> nastyNames() {
        return Arbitraries.of("`", "\\", "u", "0060", "005c", "\\u0060", "\\u005C", "a", " ", "}")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    private static void isOneToken(String text) {
        boolean identifier = text.codePoints().allMatch(Character::isUnicodeIdentifierPart);
        assertThat(identifier || text.matches("(?s)`([^`]|``)+`")).as(text).isTrue();
    }

    /** As a lexer with Java-like unicode escapes reads it: once, from left to right. */
    private static String unescaped(String text) {
        return Pattern.compile("\\\\u+([0-9a-fA-F]{4})")
                .matcher(text)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }
}
