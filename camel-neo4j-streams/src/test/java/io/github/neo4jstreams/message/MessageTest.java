package io.github.neo4jstreams.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.neo4jstreams.value.Parameters;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    private static final byte[] NOT_UTF8 = {'"', (byte) 0xC3, (byte) 0x28, '"'};

    @Nested
    class StrictJson {

        @Test
        void isPlainJavaInTheOrderOfTheText() {
            Object value = value("{\"b\": [1, true, null, {\"c\": 1.5}], \"a\": \"x\"}");

            assertThat(value).isEqualTo(Map.of("b", Arrays.asList(1L, true, null, Map.of("c", 1.5)), "a", "x"));
            assertThat(((Map<?, ?>) value).keySet()).hasToString("[b, a]");
        }

        @Test
        void isReadFromBytesAsFromText() {
            assertThat(value("{\"name\": \"Zoë 🦉\"}".getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(value("{\"name\": \"Zoë 🦉\"}"));
        }

        @Test
        void mayHaveBlanksAroundIt() {
            assertThat(value(" \r\n\t{\"a\": 1} \n")).isEqualTo(Map.of("a", 1L));
        }

        @Test
        void mayBeASingleScalar() {
            assertThat(value("\"text\"")).isEqualTo("text");
            assertThat(value("false")).isEqualTo(false);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "   ",
                    "text",
                    "{\"a\": 1} x",
                    "{\"a\": 1}{\"a\": 2}",
                    "{\"a\": 1},",
                    "1 2",
                    "{\"a\": 1",
                    "{'a': 1}",
                    "{a: 1}",
                    "[1,]",
                    "NaN",
                    "007",
                    "// comment\n1"
                })
        void isOneValueAndNothingElse(String text) {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(text))
                    .withMessageStartingWith("The value is not one JSON value: ");
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(text.getBytes(StandardCharsets.UTF_8)));
        }

        @Test
        void errorsPointAtThePlace() {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value("{\"a\": 1,\n \"b\": x}"))
                    .withMessageContaining("line 2, column");
        }

        @Test
        void errorsDoNotShowTheRestOfTheMessage() {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value("{\"iban\": \"DE02120300000000202051\", oops}"))
                    .satisfies(e -> assertThat(e.getMessage() + e.getCause().getMessage())
                            .doesNotContain("DE02120300000000202051"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", " null\n"})
        void refusesTheTextNullBecauseOnlyANullValueIsATombstone(String text) {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(text))
                    .withMessage("The value is the JSON text null");
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(text.getBytes(StandardCharsets.UTF_8)))
                    .withMessage("The value is the JSON text null");
        }

        @Test
        void refusesBytesThatAreNotUtf8() {
            assertThatExceptionOfType(InvalidMessageException.class).isThrownBy(() -> value(NOT_UTF8));
        }
    }

    @Nested
    class Numbers {

        @Test
        void wholeOnesAreLongs() {
            assertThat(value("[0, 1, -1, 9223372036854775807, -9223372036854775808]"))
                    .isEqualTo(List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE));
        }

        /** Who sees it first may refuse it: the reading, or the value layer. */
        @ParameterizedTest
        @MethodSource("io.github.neo4jstreams.message.MessageTest#beyond64Bits")
        void wholeOnesBeyond64BitsAreRefusedAndNeverTakenForSomethingElse(Object raw) {
            assertThat(catchThrowable(() -> Parameters.of(value(raw))))
                    .isInstanceOfAny(InvalidMessageException.class, UnsupportedValueException.class);
            assertThat(catchThrowable(() -> Parameters.of(key(raw))))
                    .isInstanceOfAny(InvalidMessageException.class, UnsupportedValueException.class);
        }

        @Test
        void othersAreDoubles() {
            assertThat(value("[0.1, 1.0, 1e3, -2.5E-3]")).isEqualTo(List.of(0.1, 1.0, 1000.0, -0.0025));
        }
    }

    static Stream<Object> beyond64Bits() {
        BigInteger number = BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE);
        return Stream.of(
                "" + number,
                ("[" + number + "]").getBytes(StandardCharsets.UTF_8),
                number,
                JsonNodeFactory.instance.numberNode(number),
                JsonNodeFactory.instance.arrayNode().add(number));
    }

    @Nested
    class TextAndBytes {

        @Test
        void textIsNeverGuessedWhenItIsSaidToBeText() {
            assertThat(value(ReadAs.TEXT, " 42 ")).isEqualTo(" 42 ");
            assertThat(value(ReadAs.TEXT, "{\"a\": 1}".getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo("{\"a\": 1}");
            assertThat(value(ReadAs.TEXT, new StringBuilder("null"))).isEqualTo("null");
        }

        @Test
        void textRefusesBytesThatAreNotUtf8() {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(ReadAs.TEXT, NOT_UTF8))
                    .withMessage("The value is not UTF-8 text");
        }

        @Test
        void bytesStayBytesAndTextBecomesUtf8() {
            assertThat(value(ReadAs.BYTES, NOT_UTF8)).isSameAs(NOT_UTF8);
            assertThat(value(ReadAs.BYTES, "ë")).isEqualTo(new byte[] {(byte) 0xC3, (byte) 0xAB});
        }
    }

    @Nested
    class Auto {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '\'',
                value = {"42, 42", "-1, -1", "' 7 ', 7"})
        void isJsonWhenTheWholeTextIsOneJsonValue(String text, long number) {
            assertThat(key(text)).isEqualTo(number);
            assertThat(key(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(number);
        }

        @Test
        void readsMapsAndQuotedText() {
            assertThat(key("{\"id\": 1}")).isEqualTo(Map.of("id", 1L));
            assertThat(key("\"quoted\"")).isEqualTo("quoted");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "order-1", "1 2", "007", "2026-01-01", "{\"id\": 1", "NaN", "null", "+1"})
        void isTextOtherwise(String text) {
            assertThat(key(text)).isEqualTo(text);
            assertThat(key(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
        }

        @Test
        void leavesBytesThatAreNoTextAsTheyAre() {
            assertThat(key(NOT_UTF8)).isSameAs(NOT_UTF8);
        }
    }

    @Nested
    class WhatIsNotTextOrBytes {

        record Person(String name, int age, List<String> tags) {}

        @Test
        void nullIsATombstone() {
            assertThat(value((Object) null)).isNull();
            assertThat(value(ReadAs.BYTES, null)).isNull();
        }

        @Test
        void theNullOfAJsonTreeIsATombstone() {
            assertThat(value(NullNode.getInstance())).isNull();
        }

        @Test
        void jsonTreesReadAsTheirText() throws Exception {
            String text = "{\"a\": [1, 0.5, null, \"x\", true]}";
            JsonNode tree = new ObjectMapper().readTree(text);

            assertThat(value(tree)).isEqualTo(value(text));
        }

        @Test
        void pojosReadAsMaps() {
            assertThat(value(new Person("Ann", 7, List.of("a"))))
                    .isEqualTo(Map.of("name", "Ann", "age", 7L, "tags", List.of("a")));
        }

        @Test
        void pojosThatCanNotBeReadAreRefusedByTheirClass() {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(new Object() {
                        @SuppressWarnings("unused")
                        public Object getSelf() {
                            return this;
                        }
                    }))
                    .withMessageContaining(MessageTest.class.getName());
        }

        @Test
        void mapsListsNumbersAndTimesAreWhatTheyAre() {
            for (Object plain : List.of(Map.of("a", 1), List.of(1), 1, 1.5f, true, Instant.EPOCH, ReadAs.AUTO)) {
                assertThat(value(ReadAs.BYTES, plain)).isSameAs(plain);
            }
        }
    }

    @Nested
    class Reading {

        @Test
        void isDoneOnce() {
            Message message = message("{\"a\": 1}", "{\"id\": 1}");

            assertThat(message.value()).isSameAs(message.value());
            assertThat(message.key()).isSameAs(message.key());
        }

        @Test
        void isPutOffUntilSomebodyAsks() {
            MessageFormat strict = new MessageFormat(ReadAs.JSON, ReadAs.JSON);

            Message badKey = new Message(strict, "1", "bad", Map.of(), null, null);
            assertThat(badKey.value()).isEqualTo(1L);
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(badKey::key)
                    .withMessageStartingWith("The key is not one JSON value");

            Message badValue = new Message(strict, "bad", "1", Map.of(), null, null);
            assertThat(badValue.key()).isEqualTo(1L);
        }

        @Test
        void failsEachTimeItIsAskedFor() {
            Message message = message("bad", null);

            assertThatExceptionOfType(InvalidMessageException.class).isThrownBy(message::value);
            assertThatExceptionOfType(InvalidMessageException.class).isThrownBy(message::value);
        }
    }

    @Nested
    class Printing {

        @Test
        void saysWhereItCameFromAndNeverWhatIsInIt() {
            Message message = new Message(
                    MessageFormat.DEFAULT,
                    "\"secret\"",
                    "secret",
                    Map.of("h", "secret"),
                    Instant.EPOCH,
                    new Coordinates("orders", 3, 42));

            assertThat(message).hasToString("message orders/3@42");
            assertThat(message("\"secret\"", "secret")).hasToString("message");
        }
    }

    private static Object value(Object raw) {
        return value(ReadAs.JSON, raw);
    }

    private static Object value(ReadAs as, Object raw) {
        return new Message(new MessageFormat(as, ReadAs.AUTO), raw, null, Map.of(), null, null).value();
    }

    private static Object key(Object raw) {
        return message(null, raw).key();
    }

    private static Message message(Object value, Object key) {
        return new Message(MessageFormat.DEFAULT, value, key, Map.of(), null, null);
    }
}
