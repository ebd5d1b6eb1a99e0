package io.github.neo4jstreams.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.neo4jstreams.value.Parameters;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.Values;

class AvroReaderTest {

    private static final String FIXED = "{'type': 'fixed', 'name': 'F', 'size': %d, 'logicalType': '%s'}";

    static Stream<Arguments> fields() {
        Schema fixed = schema("{'type': 'fixed', 'name': 'F', 'size': 2}");
        Schema enumeration = schema("{'type': 'enum', 'name': 'E', 'symbols': ['A', 'B']}");
        return Stream.of(
                Arguments.of("'null'", null, null),
                Arguments.of("'boolean'", true, true),
                Arguments.of("'int'", 7, 7L),
                Arguments.of("'long'", 7L, 7L),
                Arguments.of("'float'", 0.1f, 0.1),
                Arguments.of("'double'", 0.1, 0.1),
                Arguments.of("'string'", new Utf8("Zoë"), "Zoë"),
                Arguments.of("'string'", "Zoë", "Zoë"),
                Arguments.of("'bytes'", ByteBuffer.wrap(new byte[] {0, 1, -1}, 1, 2), new byte[] {1, -1}),
                Arguments.of(fixed.toString(), new GenericData.Fixed(fixed, new byte[] {1, -1}), new byte[] {1, -1}),
                Arguments.of(enumeration.toString(), new GenericData.EnumSymbol(enumeration, "B"), "B"),
                Arguments.of(
                        "{'type': 'array', 'items': 'string'}",
                        List.of(new Utf8("a"), new Utf8("b")),
                        List.of("a", "b")),
                Arguments.of(
                        "{'type': 'map', 'values': {'type': 'int', 'logicalType': 'date'}}",
                        Map.of(new Utf8("d"), 1),
                        Map.of("d", LocalDate.of(1970, 1, 2))),
                Arguments.of("['null', 'string']", null, null),
                Arguments.of("['null', 'string']", new Utf8("a"), "a"),
                Arguments.of("['int', 'null']", 7, 7L));
    }

    static Stream<Arguments> logicalTypes() {
        byte[] duration = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(14)
                .putInt(-1)
                .putInt(1_500)
                .array();
        UUID uuid = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
        byte[] uuidBytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        Instant instant = Instant.parse("1969-12-31T23:59:59.123456789Z");
        LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return Stream.of(
                logical("int", "date", -1, LocalDate.of(1969, 12, 31)),
                logical("int", "time-millis", 1, LocalTime.ofNanoOfDay(1_000_000)),
                logical("long", "time-micros", 1L, LocalTime.ofNanoOfDay(1_000)),
                logical("long", "timestamp-millis", -877L, instant.minusNanos(456_789)),
                logical("long", "timestamp-micros", -876_544L, instant.minusNanos(789)),
                logical("long", "timestamp-nanos", -876_543_211L, instant),
                logical("long", "local-timestamp-millis", -877L, local.minusNanos(456_789)),
                logical("long", "local-timestamp-micros", -876_544L, local.minusNanos(789)),
                logical("long", "local-timestamp-nanos", -876_543_211L, local),
                logical("string", "uuid", new Utf8(uuid.toString()), uuid.toString()),
                logical("long", "unheard-of", 7L, 7L),
                logical("string", "date", new Utf8("x"), "x"),
                Arguments.of(
                        "{'type': 'bytes', 'logicalType': 'decimal', 'precision': 9, 'scale': 2}",
                        ByteBuffer.wrap(new byte[] {-1, 56}),
                        new BigDecimal("-2.00")),
                fixed(
                        12,
                        "duration",
                        duration,
                        Values.isoDuration(14, 4_294_967_295L, 1, 500_000_000).asIsoDuration()),
                fixed(16, "uuid", uuidBytes, uuid.toString()));
    }

    private static Arguments logical(String type, String logicalType, Object raw, Object read) {
        return Arguments.of("{'type': '%s', 'logicalType': '%s'}".formatted(type, logicalType), raw, read);
    }

    private static Arguments fixed(int size, String logicalType, byte[] raw, Object read) {
        String schema = FIXED.formatted(size, logicalType);
        return Arguments.of(schema, new GenericData.Fixed(schema(schema), raw), read);
    }

    @ParameterizedTest
    @MethodSource({"fields", "logicalTypes"})
    void everyFieldIsPlainJava(String type, Object raw, Object read) {
        GenericRecord record = record(type, raw);

        assertThat(((Map<?, ?>) value(record)).get("f")).isEqualTo(read);
    }

    @ParameterizedTest
    @MethodSource("logicalTypes")
    void soAreThoseOfUnionsAndLists(String type, Object raw, Object read) {
        assertThat(((Map<?, ?>) value(record("['null', " + type + "]", raw))).get("f"))
                .isEqualTo(read);
        assertThat(((List<?>) ((Map<?, ?>) value(record("{'type': 'array', 'items': " + type + "}", List.of(raw))))
                                .get("f"))
                        .get(0))
                .isEqualTo(read);
    }

    @Test
    void whatAConversionHasMadeStaysThat() {
        for (Object made : List.of(LocalDate.EPOCH, Instant.EPOCH, new BigDecimal("0.10"), new UUID(1, 2))) {
            for (String type : List.of(
                    "{'type': 'int', 'logicalType': 'date'}",
                    "['null', {'type': 'long', 'logicalType': 'timestamp-millis'}]",
                    "['null', 'string', {'type': 'int', 'logicalType': 'date'}]")) {
                assertThat(((Map<?, ?>) value(record(type, made))).get("f")).isSameAs(made);
            }
        }
    }

    @Test
    void unionsOfManyTypesAreReadAsTheOneThatTheValueHas() {
        String union = "['null', 'string', 'int', {'type': 'long', 'logicalType': 'timestamp-millis'},"
                + " {'type': 'array', 'items': 'int'}]";

        assertThat(((Map<?, ?>) value(record(union, 7))).get("f")).isEqualTo(7L);
        assertThat(((Map<?, ?>) value(record(union, 0L))).get("f")).isEqualTo(Instant.EPOCH);
        assertThat(((Map<?, ?>) value(record(union, new Utf8("a")))).get("f")).isEqualTo("a");
        assertThat(((Map<?, ?>) value(record(union, List.of(7)))).get("f")).isEqualTo(List.of(7L));
        assertThat(((Map<?, ?>) value(record(union, null))).get("f")).isNull();
    }

    @Nested
    class Records {

        private final Schema inner =
                SchemaBuilder.record("Inner").fields().requiredInt("i").endRecord();
        private final Schema outer = SchemaBuilder.record("Outer")
                .fields()
                .requiredString("z")
                .name("inner")
                .type(inner)
                .noDefault()
                .name("a")
                .type()
                .array()
                .items(inner)
                .noDefault()
                .endRecord();
        private final GenericRecord record = new GenericData.Record(outer);

        {
            GenericRecord one = new GenericData.Record(inner);
            one.put("i", 1);
            record.put("z", new Utf8("z"));
            record.put("inner", one);
            record.put("a", new GenericData.Array<>(outer.getField("a").schema(), List.of(one)));
        }

        private final Map<String, Object> read =
                Map.of("z", "z", "inner", Map.of("i", 1L), "a", List.of(Map.of("i", 1L)));

        @Test
        void areMapsInTheOrderOfTheirFields() {
            assertThat(value(record)).isEqualTo(read);
            assertThat(((Map<?, ?>) value(record)).keySet()).hasToString("[z, inner, a]");
        }

        @Test
        void areKeysAsWell() {
            assertThat(new Message(MessageFormat.DEFAULT, null, record, Map.of(), null, null).key())
                    .isEqualTo(read);
        }

        @Test
        void areReadInsideMapsListsAndPojos() {
            assertThat(value(Map.of("m", Arrays.asList(record, null, 1))))
                    .isEqualTo(Map.of("m", Arrays.asList(read, null, 1)));
            assertThat(value(new Holder(record, List.of(record))))
                    .isEqualTo(Map.of("record", read, "records", List.of(read)));
        }

        record Holder(GenericRecord record, List<GenericRecord> records) {}

        @Test
        void mayBeSpecific() {
            assertThat(value(new Day(1, LocalDate.EPOCH)))
                    .isEqualTo(Map.of("raw", LocalDate.of(1970, 1, 2), "made", LocalDate.EPOCH));
        }

        @Test
        void thatHoldThemselvesAreRefused() {
            Schema schema = schema("{'type': 'record', 'name': 'N', 'fields': [{'name': 'n', 'type': ['null', 'N']}]}");
            GenericRecord circle = new GenericData.Record(schema);
            circle.put("n", circle);

            assertThatExceptionOfType(InvalidMessageException.class).isThrownBy(() -> value(circle));
        }

        @Test
        void withATimeThatNoDayHasAreRefused() {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> value(record("{'type': 'int', 'logicalType': 'time-millis'}", -1)))
                    .withMessageStartingWith("The value has a date or time in Avro that is out of range: ");
        }
    }

    @Test
    void enumsAndFixedMayBeTheWholeValue() {
        Schema enumeration = schema("{'type': 'enum', 'name': 'E', 'symbols': ['A', 'B']}");
        Schema fixed = schema("{'type': 'fixed', 'name': 'F', 'size': 2}");

        assertThat(value(new GenericData.EnumSymbol(enumeration, "B"))).isEqualTo("B");
        assertThat(value(new GenericData.Fixed(fixed, new byte[] {1, -1}))).isEqualTo(new byte[] {1, -1});
    }

    /** What avro-maven-plugin would generate, with one field that it converts and one that it doesn't. */
    public static final class Day extends SpecificRecordBase {

        private static final String DATE = "{'type': 'int', 'logicalType': 'date'}";
        private static final Schema SCHEMA =
                schema("{'type': 'record', 'name': 'Day', 'fields': [{'name': 'raw', 'type': " + DATE
                        + "}, {'name': 'made', 'type': " + DATE + "}]}");

        private Object raw;
        private Object made;

        Day(Object raw, Object made) {
            this.raw = raw;
            this.made = made;
        }

        @Override
        public Schema getSchema() {
            return SCHEMA;
        }

        @Override
        public Object get(int field) {
            return field == 0 ? raw : made;
        }

        @Override
        public void put(int field, Object value) {
            throw new UnsupportedOperationException();
        }
    }

    private static Schema schema(String json) {
        return new Schema.Parser().parse(json.replace('\'', '"'));
    }

    private static GenericRecord record(String type, Object value) {
        GenericRecord record = new GenericData.Record(
                schema("{'type': 'record', 'name': 'R', 'fields': [{'name': 'f', 'type': " + type + "}]}"));
        record.put("f", value);
        return record;
    }

    private static Object value(Object raw) {
        Object value = new Message(MessageFormat.DEFAULT, raw, null, Map.of(), null, null).value();
        Parameters.of(value);
        return value;
    }
}
