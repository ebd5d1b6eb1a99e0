package io.github.neo4jstreams.message;

import io.github.neo4jstreams.value.Bytes;
import io.github.neo4jstreams.value.Durations;
import io.github.neo4jstreams.value.Numbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/**
 * Reads Avro's records, generic and specific ones, with all that they hold: maps in the order of their fields, and logical
 * types as the schema says, unless a conversion has already made Java values of them.
 */
final class AvroReader implements ForeignReader {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    @Override
    public Class<?> type() {
        return GenericContainer.class;
    }

    @Override
    public Object read(String part, Object value, int depth) {
        try {
            return read(part, ((GenericContainer) value).getSchema(), value, depth);
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidMessageException(
                    "The " + part + " has a date or time in Avro that is out of range: " + e.getMessage(), e);
        }
    }

    private Object read(String part, Schema schema, Object value, int depth) {
        if (value == null) {
            return null;
        }
        Object read =
                switch (schema.getType()) {
                    case UNION -> {
                        Schema branch = branch(schema, value);
                        yield branch == null ? null : read(part, branch, value, depth);
                    }
                    case RECORD ->
                        value instanceof IndexedRecord fields ? record(part, fields, Depth.inside(part, depth)) : null;
                    case ARRAY ->
                        value instanceof Collection<?> elements
                                ? array(part, schema.getElementType(), elements, Depth.inside(part, depth))
                                : null;
                    case MAP ->
                        value instanceof Map<?, ?> map
                                ? map(part, schema.getValueType(), map, Depth.inside(part, depth))
                                : null;
                    case FIXED ->
                        value instanceof GenericFixed fixed
                                ? bytes(schema, fixed.bytes().clone())
                                : null;
                    case BYTES -> value instanceof ByteBuffer buffer ? bytes(schema, Bytes.of(buffer)) : null;
                    case ENUM -> value.toString();
                    case INT -> value instanceof Integer number ? whole(schema, number.longValue()) : null;
                    case LONG -> value instanceof Long number ? whole(schema, number) : null;
                    case FLOAT -> value instanceof Float ? Numbers.real(value) : null;
                    default -> null;
                };
        // what the schema doesn't explain is text, a number, or what a conversion made of it
        return read == null ? JavaReader.read(part, value, depth) : read;
    }

    private Map<String, Object> record(String part, IndexedRecord fields, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Schema.Field field : fields.getSchema().getFields()) {
            map.put(field.name(), read(part, field.schema(), fields.get(field.pos()), depth));
        }
        return map;
    }

    private List<Object> array(String part, Schema schema, Collection<?> elements, int depth) {
        List<Object> list = new ArrayList<>(elements.size());
        for (Object element : elements) {
            list.add(read(part, schema, element, depth));
        }
        return list;
    }

    private Map<String, Object> map(String part, Schema schema, Map<?, ?> entries, int depth) {
        Map<String, Object> map = new LinkedHashMap<>(entries.size() * 4 / 3 + 1);
        entries.forEach((name, value) -> map.put(name.toString(), read(part, schema, value, depth)));
        return map;
    }

    /** The schema of the union that the value follows; null if it is of none, which a conversion may have made it. */
    private static Schema branch(Schema union, Object value) {
        List<Schema> branches = union.getTypes();
        if (branches.size() == 2 && union.isNullable()) {
            return branches.get(branches.get(0).getType() == Schema.Type.NULL ? 1 : 0);
        }
        try {
            return branches.get(SpecificData.get().resolveUnion(union, value));
        } catch (AvroRuntimeException e) {
            return null;
        }
    }

    private static Object whole(Schema schema, long number) {
        String type = schema.getProp("logicalType");
        if (type == null) {
            return number;
        }
        return switch (schema.getType() + " " + type) {
            case "INT date" -> LocalDate.ofEpochDay(number);
            case "INT time-millis" -> LocalTime.ofNanoOfDay(Math.multiplyExact(number, 1_000_000L));
            case "LONG time-micros" -> LocalTime.ofNanoOfDay(Math.multiplyExact(number, 1_000L));
            case "LONG timestamp-millis" -> instant(number, 1_000L);
            case "LONG timestamp-micros" -> instant(number, 1_000_000L);
            case "LONG timestamp-nanos" -> instant(number, NANOS_PER_SECOND);
            case "LONG local-timestamp-millis" -> local(instant(number, 1_000L));
            case "LONG local-timestamp-micros" -> local(instant(number, 1_000_000L));
            case "LONG local-timestamp-nanos" -> local(instant(number, NANOS_PER_SECOND));
            default -> number;
        };
    }

    private static Instant instant(long number, long perSecond) {
        return Instant.ofEpochSecond(
                Math.floorDiv(number, perSecond), Math.floorMod(number, perSecond) * (NANOS_PER_SECOND / perSecond));
    }

    private static LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Object bytes(Schema schema, byte[] bytes) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return new BigDecimal(new BigInteger(bytes), decimal.getScale());
        }
        String type = schema.getProp("logicalType");
        if ("duration".equals(type) && schema.getType() == Schema.Type.FIXED && bytes.length == 12) {
            ByteBuffer parts = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            long months = Integer.toUnsignedLong(parts.getInt());
            long days = Integer.toUnsignedLong(parts.getInt());
            long millis = Integer.toUnsignedLong(parts.getInt());
            return Durations.of(months, days, millis / 1_000, (int) (millis % 1_000) * 1_000_000);
        }
        if ("uuid".equals(type) && schema.getType() == Schema.Type.FIXED && bytes.length == 16) {
            ByteBuffer halves = ByteBuffer.wrap(bytes);
            return new UUID(halves.getLong(), halves.getLong()).toString();
        }
        return bytes;
    }
}
