package io.github.neo4jstreams.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.neo4jstreams.value.Parameters;
import io.github.neo4jstreams.value.PropertyValue;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connect's values, as structs and as the JSON that its own converter writes of them. */
class ConnectTest {

    private static final Schema INNER =
            SchemaBuilder.struct().name("Inner").field("i", Schema.INT32_SCHEMA).build();
    private static final java.util.Date DAY_AND_A_BIT = new java.util.Date(86_400_001);

    static Stream<Arguments> fields() {
        return Stream.of(
                Arguments.of(Schema.OPTIONAL_STRING_SCHEMA, null, null),
                Arguments.of(Schema.BOOLEAN_SCHEMA, true, true),
                Arguments.of(Schema.INT8_SCHEMA, Byte.MIN_VALUE, -128L),
                Arguments.of(Schema.INT16_SCHEMA, Short.MAX_VALUE, 32767L),
                Arguments.of(Schema.INT32_SCHEMA, Integer.MIN_VALUE, -2147483648L),
                Arguments.of(Schema.INT64_SCHEMA, Long.MAX_VALUE, Long.MAX_VALUE),
                Arguments.of(Schema.FLOAT32_SCHEMA, 0.1f, 0.1),
                Arguments.of(Schema.FLOAT64_SCHEMA, 5.0, 5.0),
                Arguments.of(Schema.FLOAT64_SCHEMA, Double.MIN_VALUE, Double.MIN_VALUE),
                Arguments.of(Schema.FLOAT64_SCHEMA, Double.NaN, Double.NaN),
                Arguments.of(Schema.STRING_SCHEMA, "Zoë", "Zoë"),
                Arguments.of(Schema.BYTES_SCHEMA, new byte[] {1, -1}, new byte[] {1, -1}),
                Arguments.of(Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {1, -1}), new byte[] {1, -1}),
                Arguments.of(Date.SCHEMA, new java.util.Date(-86_400_000), LocalDate.of(1969, 12, 31)),
                Arguments.of(Time.SCHEMA, new java.util.Date(1), LocalTime.of(0, 0, 0, 1_000_000)),
                Arguments.of(Timestamp.SCHEMA, DAY_AND_A_BIT, ZonedDateTime.parse("1970-01-02T00:00:00.001Z")),
                Arguments.of(
                        Decimal.schema(2),
                        new BigDecimal("-12345678901234567890.10"),
                        new BigDecimal("-12345678901234567890.10")),
                Arguments.of(named("int32", "io.debezium.time.Date"), 1, LocalDate.of(1970, 1, 2)),
                Arguments.of(named("int32", "io.debezium.time.Time"), 1, LocalTime.of(0, 0, 0, 1_000_000)),
                Arguments.of(named("int64", "io.debezium.time.MicroTime"), 1L, LocalTime.of(0, 0, 0, 1_000)),
                Arguments.of(named("int64", "io.debezium.time.NanoTime"), 1L, LocalTime.of(0, 0, 0, 1)),
                Arguments.of(
                        named("int64", "io.debezium.time.Timestamp"),
                        -1L,
                        LocalDateTime.parse("1969-12-31T23:59:59.999")),
                Arguments.of(
                        named("int64", "io.debezium.time.MicroTimestamp"),
                        -1L,
                        LocalDateTime.parse("1969-12-31T23:59:59.999999")),
                Arguments.of(
                        named("int64", "io.debezium.time.NanoTimestamp"),
                        -1L,
                        LocalDateTime.parse("1969-12-31T23:59:59.999999999")),
                Arguments.of(
                        named("string", "io.debezium.time.ZonedTimestamp"),
                        "2026-01-02T03:04:05.000006Z",
                        ZonedDateTime.parse("2026-01-02T03:04:05.000006Z")),
                Arguments.of(named("string", "io.debezium.time.ZonedTime"), "03:04:05Z", OffsetTime.parse("03:04:05Z")),
                Arguments.of(named("int64", "unheard.of"), 1L, 1L),
                Arguments.of(named("string", "unheard.of"), "x", "x"),
                Arguments.of(INNER, new Struct(INNER).put("i", 1), Map.of("i", 1L)),
                Arguments.of(
                        SchemaBuilder.array(Date.builder().optional().build()).build(),
                        Arrays.asList(new java.util.Date(0), null),
                        Arrays.asList(LocalDate.EPOCH, null)),
                Arguments.of(
                        SchemaBuilder.map(Schema.STRING_SCHEMA, INNER).build(),
                        Map.of("k", new Struct(INNER).put("i", 1)),
                        Map.of("k", Map.of("i", 1L))));
    }

    private static Schema named(String type, String name) {
        return (switch (type) {
                    case "int32" -> SchemaBuilder.int32();
                    case "int64" -> SchemaBuilder.int64();
                    default -> SchemaBuilder.string();
                })
                .name(name)
                .build();
    }

    private static Struct struct(Schema type, Object value) {
        Schema schema = SchemaBuilder.struct().field("f", type).build();
        return new Struct(schema).put("f", value);
    }

    private static byte[] json(Struct struct, Map<String, ?> settings) {
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(settings, false);
            return converter.fromConnectData("topic", struct.schema(), struct);
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void structsArePlainJava(Schema type, Object raw, Object read) {
        assertThat(field(value(ReadAs.JSON, struct(type, raw)))).isEqualTo(read);
        assertThat(field(value(ReadAs.CONNECT_JSON, struct(type, raw)))).isEqualTo(read);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void theirJsonIsTheSame(Schema type, Object raw, Object read) throws Exception {
        byte[] json = json(struct(type, raw), Map.of());

        assertThat(field(value(ReadAs.CONNECT_JSON, json))).isEqualTo(read);
        assertThat(field(value(ReadAs.CONNECT_JSON, new String(json, StandardCharsets.UTF_8))))
                .isEqualTo(read);
        assertThat(field(value(ReadAs.CONNECT_JSON, new ObjectMapper().readTree(json))))
                .isEqualTo(read);
        assertThat(field(value(ReadAs.CONNECT_JSON, new ObjectMapper().readValue(json, Map.class))))
                .isEqualTo(read);
    }

    @Nested
    class Structs {

        private final Schema schema = SchemaBuilder.struct()
                .field("z", Schema.STRING_SCHEMA)
                .field(
                        "a",
                        SchemaBuilder.string()
                                .optional()
                                .defaultValue("default")
                                .build())
                .build();
        private final Struct struct = new Struct(schema).put("z", "z").put("a", null);

        @Test
        void areMapsInTheOrderOfTheirFieldsAndNullIsNotTheDefault() {
            assertThat(value(ReadAs.JSON, struct)).hasToString("{z=z, a=null}");
        }

        @Test
        void areReadInsideMapsListsAndPojosAndAsKeys() {
            assertThat(value(ReadAs.JSON, Map.of("m", List.of(struct)))).hasToString("{m=[{z=z, a=null}]}");
            assertThat(value(ReadAs.JSON, new Holder(struct))).hasToString("{struct={z=z, a=null}}");
            assertThat(new Message(MessageFormat.DEFAULT, null, struct, Map.of(), null, null).key())
                    .hasToString("{z=z, a=null}");
        }

        record Holder(Struct struct) {}

        @Test
        void withATimeThatNoDayHasAreRefused() {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(ReadAs.JSON, struct(named("int32", "io.debezium.time.Time"), -1)))
                    .withMessage("The value has a io.debezium.time.Time that is out of range: -1");
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(ReadAs.JSON, struct(named("string", "io.debezium.time.ZonedTime"), "x")));
        }
    }

    @Nested
    class Json {

        @Test
        void mayHaveItsDecimalsAsNumbers() {
            Struct struct = struct(Decimal.schema(2), new BigDecimal("-12345678901234567890.10"));

            assertThat(field(value(ReadAs.CONNECT_JSON, json(struct, Map.of("decimal.format", "NUMERIC")))))
                    .isEqualTo(new BigDecimal("-12345678901234567890.10"));
        }

        @Test
        void hasMapsWithOtherKeysAsPairs() {
            Struct struct = struct(
                    SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build(), Map.of(1, "a"));

            assertThat(field(value(ReadAs.CONNECT_JSON, json(struct, Map.of()))))
                    .isEqualTo(Map.of("1", "a"));
            assertThat(field(value(ReadAs.JSON, struct))).isEqualTo(Map.of("1", "a"));
        }

        @Test
        void maybeOfSomethingElseThanAStruct() {
            assertThat(value(ReadAs.CONNECT_JSON, "{'schema': {'type': 'int64'}, 'payload': 5}"))
                    .isEqualTo(5L);
        }

        @Test
        void ofTheConnectorIsUnwrappedToItsProperties() {
            assertThat(PropertyValue.of(value(ReadAs.CONNECT_JSON, """
                    {'schema': {'type': 'struct', 'fields': [{'type': 'string', 'field': 'type'},
                     {'type': 'int64', 'optional': true, 'field': 'I64'}, {'type': 'string', 'optional': true, 'field': 'S'}]},
                     'payload': {'type': 'I64', 'I64': 5, 'S': null}}"""))).isEqualTo(5L);
        }

        @Test
        void isNeverUnwrappedUnlessItIsSaidToBeConnects() {
            assertThat(value(ReadAs.JSON, "{'schema': {'type': 'int64'}, 'payload': 5}"))
                    .isEqualTo(Map.of("schema", Map.of("type", "int64"), "payload", 5L));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "5",
                    "{'a': 1}",
                    "{'payload': 5}",
                    "{'schema': null, 'payload': 5}",
                    "{'schema': {}, 'payload': 5}",
                    "{'schema': {'type': 5}, 'payload': 5}",
                    "{'schema': {'type': 'int64'}, 'value': 5}",
                    "{'schema': {'type': 'int64'}, 'payload': 5, 'more': 1}"
                })
        void withoutTheEnvelopeIsRefused(String json) {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(ReadAs.CONNECT_JSON, json))
                    .withMessageStartingWith("The value is not {\"schema\": {\"type\": …}, \"payload\": …}, as");
        }

        @Test
        void withoutAPayloadIsNoTombstone() {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(ReadAs.CONNECT_JSON, "{'schema': {'type': 'int64'}, 'payload': null}"))
                    .withMessage("The value has the payload null; only a null value is a tombstone");
            assertThat(value(ReadAs.CONNECT_JSON, null)).isNull();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{'type': 'int8'}                                                      | 128",
                    "{'type': 'int8'}                                                      | -129",
                    "{'type': 'int32'}                                                     | 2147483648",
                    "{'type': 'int64'}                                                     | 9223372036854775808",
                    "{'type': 'int64'}                                                     | 5.0",
                    "{'type': 'int64'}                                                     | '5'",
                    "{'type': 'double'}                                                    | 1e400",
                    "{'type': 'double'}                                                    | 1e-400",
                    "{'type': 'double'}                                                    | 9007199254740993",
                    "{'type': 'double'}                                                    | 'five'",
                    "{'type': 'boolean'}                                                   | 1",
                    "{'type': 'string'}                                                    | 1",
                    "{'type': 'bytes'}                                                     | '?'",
                    "{'type': 'bytes', 'name': 'org.apache.kafka.connect.data.Decimal'}    | 'AQ=='",
                    "{'type': 'int32', 'name': 'org.apache.kafka.connect.data.Time'}       | -1",
                    "{'type': 'array', 'items': {'type': 'int8'}}                          | 5",
                    "{'type': 'array', 'items': {'type': 'int8'}}                          | [500]",
                    "{'type': 'array'}                                                     | [5]",
                    "{'type': 'map', 'values': {'type': 'int8'}}                           | 5",
                    "{'type': 'map', 'values': {'type': 'int8'}}                           | [[1, 1]]",
                    "{'type': 'map', 'keys': {'type': 'int8'}, 'values': {'type': 'int8'}} | [[1, 1], [1, 2]]",
                    "{'type': 'struct'}                                                    | {}",
                    "{'type': 'struct', 'fields': [{'type': 'int8'}]}                      | {}",
                    "{'type': 'struct', 'fields': []}                                      | {'a': 1}",
                    "{'type': 'struct', 'fields': []}                                      | []",
                    "{'type': 'money'}                                                     | 5"
                })
        void thatContradictsItsSchemaIsRefused(String schema, String payload) {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(
                            () -> value(ReadAs.CONNECT_JSON, "{'schema': " + schema + ", 'payload': " + payload + "}"))
                    .withMessageStartingWith("The value has ");
        }

        @Test
        void errorsNameTheField() {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(ReadAs.CONNECT_JSON, """
                            {'schema': {'type': 'struct', 'fields': [{'field': 'age', 'type': 'int8'}]},
                             'payload': {'age': 'old'}}"""))
                    .withMessage("The value has something else at age than its schema says: int8");
        }
    }

    private static Object field(Object value) {
        return ((Map<?, ?>) value).get("f");
    }

    private static Object value(ReadAs as, Object raw) {
        Object json = raw instanceof String text && text.indexOf('"') < 0 ? text.replace('\'', '"') : raw;
        Object value = new Message(new MessageFormat(as, as), json, null, Map.of(), null, null).value();
        Parameters.of(value);
        return value;
    }
}
