package io.github.neo4jstreams.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.neo4jstreams.value.Json;
import io.github.neo4jstreams.value.Parameters;
import io.github.neo4jstreams.value.PropertyValue;
import io.github.neo4jstreams.value.TypedJson;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Values;

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

        @Test
        void refusesANameThatAnObjectHasTwice() {
            for (String text : List.of(
                    "{\"x\": [{\"a\": 1, \"a\": 2}]}",
                    "{\"x\": [{\"a\": null, \"a\": 2}]}",
                    "{\"x\": [{\"a\": 1, \"\\u0061\": null}]}")) {
                assertThatExceptionOfType(InvalidMessageException.class)
                        .isThrownBy(() -> value(text))
                        .withMessage("The value has a name twice in one object at /x/0/a");
            }
        }

        /** The threads that read are others', and what the compiler makes of a call takes more of their stacks than anyone foresees. */
        @Test
        void needsNoMoreStackForMoreLevels() throws Exception {
            String deep = "[".repeat(999) + "]".repeat(999);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread small = new Thread(null, () -> value(deep), "small", 200 << 10);
            small.setUncaughtExceptionHandler((thread, e) -> failure.set(e));

            small.start();
            small.join();

            assertThat(failure).hasNullValue();
        }

        @Test
        void refusesDepthWithoutEndAsBadData() {
            String depth = "[".repeat(100_000);
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(depth))
                    .withMessageContaining("nesting depth");
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(("{\"a\":".repeat(100_000)).getBytes(StandardCharsets.UTF_8)));
            assertThatExceptionOfType(InvalidMessageException.class).isThrownBy(() -> key(depth));
        }

        @Test
        void isReadAndTakenUpToThatDepth() {
            Object value = value("[".repeat(1000) + "]".repeat(1000));

            assertThat(Parameters.of(value)).isEqualTo(value);
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
        void wholeOnesBeyond64BitsAreRefusedByNumberAndPlace() {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value("{\"a\": {\"b/c\": [1, 9223372036854775808]}}"))
                    .withMessage("The value has a whole number at /a/b~1c/1 that is beyond the 64 bits of an INTEGER:"
                            + " 9223372036854775808");
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> key("-9223372036854775809"))
                    .withMessage("The key has a whole number that is beyond the 64 bits of an INTEGER:"
                            + " -9223372036854775809");
        }

        @Test
        void othersAreTheNearestDoubles() {
            assertThat(value("[0.1, 1.0, 1e3, -2.5E-3, 0.1234567890123456789, 1.7976931348623157e308, 4.9e-324]"))
                    .isEqualTo(List.of(
                            0.1, 1.0, 1000.0, -0.0025, 0.12345678901234568, Double.MAX_VALUE, Double.MIN_VALUE));
            assertThat(value("[0.0, -0.0, 0e5, 0.000E-999]")).isEqualTo(List.of(0.0, -0.0, 0.0, 0.0));
        }

        @ParameterizedTest
        @CsvSource({"1e400, large", "-1e400, large", "1e-400, small", "-0.001e-400, small", "1e99999999999, large"})
        void othersBeyondAFloatAreRefusedAndNotRounded(String number, String why) {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value("{\"a\": [" + number + "]}"))
                    .withMessage("The value has a number at /a/0 that is too " + why + " for a FLOAT: " + number);
            assertThatExceptionOfType(InvalidMessageException.class).isThrownBy(() -> key(" " + number));
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
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(ReadAs.BYTES, "\uD83E"))
                    .withMessage("The value has half a character, which UTF-8 has no form for");
        }

        @Test
        void buffersAreReadAsTheirBytesAndStayAsTheyAre() {
            ByteBuffer buffer = ByteBuffer.wrap("x{\"a\": 1}".getBytes(StandardCharsets.UTF_8))
                    .position(1)
                    .slice();

            assertThat(value(buffer)).isEqualTo(Map.of("a", 1L));
            assertThat(value(ReadAs.TEXT, buffer.asReadOnlyBuffer())).isEqualTo("{\"a\": 1}");
            assertThat(((List<?>) value(List.of(buffer))).get(0))
                    .isEqualTo("{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
            assertThat(buffer.remaining()).isEqualTo(8);
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

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"a\": 1, \"a\": 2} x",
                    "1e400 x",
                    "9223372036854775808x",
                    "9223372036854775808 1",
                    "[1e400",
                    "true story",
                    "\"a\" and \"b\""
                })
        void isTextWhenOnlyItsBeginningIsJson(String text) {
            assertThat(key(text)).isEqualTo(text);
        }

        @Test
        void doesNotTakeJsonWithANameTwiceForText() {
            assertThatExceptionOfType(InvalidMessageException.class).isThrownBy(() -> key("{\"a\": 1, \"a\": 2}"));
        }

        @Test
        void doesNotTakeAnEndlessNumberForText() {
            assertThatExceptionOfType(InvalidMessageException.class).isThrownBy(() -> key("1".repeat(2000)));
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
        void numbersInTreesKeepTheirTypes() {
            byte[] bytes = {1};
            ObjectNode tree = JsonNodeFactory.instance
                    .objectNode()
                    .put("decimal", new BigDecimal("0.10"))
                    .put("float", 0.1f)
                    .put("nan", Double.NaN)
                    .put("big", BigInteger.TEN)
                    .put("bytes", bytes)
                    .putPOJO("pojo", new Person("Ann", 7, List.of()));

            assertThat(value(tree))
                    .isEqualTo(Map.of(
                            "decimal",
                            new BigDecimal("0.10"),
                            "float",
                            0.1,
                            "nan",
                            Double.NaN,
                            "big",
                            10L,
                            "bytes",
                            bytes,
                            "pojo",
                            Map.of("name", "Ann", "age", 7L, "tags", List.of())));
        }

        @Test
        void treesThatAreMissingOrEndlessAreRefused() {
            ArrayNode deep = JsonNodeFactory.instance.arrayNode();
            ArrayNode inner = deep;
            for (int i = 0; i < 100_000; i++) {
                inner = inner.addArray();
            }

            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(deep))
                    .withMessage("The value is nested deeper than 1000 levels, or holds itself");
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(JsonNodeFactory.instance.missingNode()));
        }

        @Test
        void pojosReadAsMaps() {
            assertThat(value(new Person("Ann", 7, List.of("a"))))
                    .isEqualTo(Map.of("name", "Ann", "age", 7L, "tags", List.of("a")));
        }

        record Everything(
                LocalDate date,
                LocalTime time,
                LocalDateTime dateTime,
                OffsetTime offsetTime,
                ZonedDateTime zoned,
                Instant instant,
                Object declaredAsObject,
                Date old,
                Duration duration,
                Period period,
                Object isoDuration,
                Object point,
                byte[] bytes,
                BigDecimal decimal,
                UUID uuid,
                ReadAs constant,
                float real,
                Map<String, LocalDate> dates,
                List<Instant> instants,
                Person person,
                String nothing) {}

        @Test
        void javaValuesInPojosStayWhatTheyAre() {
            Everything everything = new Everything(
                    LocalDate.EPOCH,
                    LocalTime.of(1, 2, 3, 4),
                    LocalDateTime.MIN,
                    OffsetTime.MAX,
                    ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Berlin")),
                    Instant.MAX,
                    LocalDate.MAX,
                    new Date(1),
                    Duration.ofNanos(1),
                    Period.of(1, 2, 3),
                    Values.isoDuration(1, 2, 3, 4).asIsoDuration(),
                    Values.point(4326, 1, 2).asPoint(),
                    new byte[] {1, -1},
                    new BigDecimal("0.10"),
                    new UUID(1, 2),
                    ReadAs.AUTO,
                    0.1f,
                    Map.of("d", LocalDate.EPOCH),
                    List.of(Instant.EPOCH),
                    new Person("Ann", 7, List.of()),
                    null);
            Object[] values = {
                everything.date,
                everything.time,
                everything.dateTime,
                everything.offsetTime,
                everything.zoned,
                everything.instant,
                everything.declaredAsObject,
                everything.old,
                everything.duration,
                everything.period,
                everything.isoDuration,
                everything.point,
                everything.bytes,
                everything.decimal,
                everything.uuid,
                "AUTO",
                0.1,
                everything.dates,
                everything.instants,
                Map.of("name", "Ann", "age", 7L, "tags", List.of()),
                null
            };

            assertThat(((Map<?, ?>) value(everything)).values().toArray()).isEqualTo(values);
        }

        @Test
        void pojosTreesAndBuffersAreReadInsideMapsAndListsToo() throws Exception {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("z", new Person("Ann", 7, List.of()));
            map.put("list", Arrays.asList(1, null, new Person("Bob", 8, List.of())));
            map.put("array", new Object[] {new ObjectMapper().readTree("{\"a\": 1}")});
            map.put("same", 1);
            Map<String, Object> before = new LinkedHashMap<>(map);

            Object value = value(map);

            assertThat(value)
                    .isEqualTo(Map.of(
                            "z", Map.of("name", "Ann", "age", 7L, "tags", List.of()),
                            "list", Arrays.asList(1, null, Map.of("name", "Bob", "age", 8L, "tags", List.of())),
                            "array", List.of(Map.of("a", 1L)),
                            "same", 1));
            assertThat(((Map<?, ?>) value).keySet()).hasToString("[z, list, array, same]");
            assertThat(map).isEqualTo(before);
        }

        @Test
        void namesInMapsAreText() {
            Map<Object, Object> numbers = new TreeMap<>(Map.of(1, "a", 2, "b"));
            Map<Object, Object> twice = new LinkedHashMap<>(Map.of(1, "a", "1", "b"));

            assertThat(value(numbers)).isEqualTo(Map.of("1", "a", "2", "b"));
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(twice))
                    .withMessage("The value has a map with two names of the same text");
        }

        @Test
        void whatHoldsItselfIsRefused() {
            Map<String, Object> circle = new LinkedHashMap<>();
            circle.put("self", List.of(circle));
            Node first = new Node();
            first.next = new Node();
            first.next.next = first;

            for (Object endless : List.of(circle, first, List.of(first))) {
                assertThatExceptionOfType(InvalidMessageException.class).isThrownBy(() -> value(endless));
            }
        }

        static final class Node {
            public Node next;

            @Override
            public String toString() {
                return "node";
            }
        }

        @Test
        void pojosThatReadAsNullAreNoTombstone() {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(new Nothing()))
                    .withMessageEndingWith("it reads as null");
        }

        static final class Nothing {
            @JsonValue
            public String value() {
                return null;
            }
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

    /** One of every type of property: what our own JSON says comes back, from text and from bytes. */
    static Stream<Object> propertiesOfNeo4j() {
        return Stream.of(
                true,
                Long.MIN_VALUE,
                0.1,
                5.0,
                Double.NaN,
                "Zoë 🦉",
                new byte[] {0, -1},
                LocalDate.of(-1, 2, 28),
                LocalTime.of(1, 2, 3, 4),
                LocalDateTime.of(2026, 2, 28, 1, 2, 3, 4),
                OffsetTime.of(1, 2, 3, 4, ZoneOffset.ofHoursMinutes(-3, -30)),
                ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Berlin")),
                Values.isoDuration(-1, 2, -3, 999_999_999).asIsoDuration(),
                Values.point(4326, 1.5, 2).asPoint(),
                Values.point(9157, 1, 2, -3).asPoint(),
                List.of(Long.MAX_VALUE, 1L),
                List.of(LocalDate.EPOCH),
                List.of(Double.NaN, 1.0));
    }

    @ParameterizedTest
    @MethodSource
    void propertiesOfNeo4j(Object property) {
        Map<String, Object> written = Map.of("p", TypedJson.wrap(property));

        for (Object raw : List.of(Json.write(written), Json.writeBytes(written), written)) {
            assertThat(PropertyValue.of(((Map<?, ?>) value(raw)).get("p"))).isEqualTo(property);
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
        void isDoneAgainIfItWasForgotten() {
            Message message = message("{\"a\": 1}", "{\"id\": 1}");
            Object value = message.value();
            Object key = message.key();

            message.forget();

            assertThat(message.value()).isEqualTo(value).isNotSameAs(value);
            assertThat(message.key()).isEqualTo(key).isNotSameAs(key);
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
