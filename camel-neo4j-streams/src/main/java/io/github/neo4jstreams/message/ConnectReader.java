package io.github.neo4jstreams.message;

import io.github.neo4jstreams.value.Numbers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Reads Kafka Connect's structs, as Debezium's components hand them out: maps in the order of their fields, logical types as
 * the schema says. It is compiled against Connect's API alone, without the Kafka client: all that it touches are data
 * classes, and whoever has a struct has the client that they need. That is checked code where reflection would be guesses.
 */
final class ConnectReader implements ForeignReader {

    private static final long MILLIS_PER_DAY = 86_400_000L;

    @Override
    public Class<?> type() {
        return Struct.class;
    }

    @Override
    public Object read(String part, Object value, int depth) {
        return struct(part, (Struct) value, Depth.inside(part, depth));
    }

    private Map<String, Object> struct(String part, Struct struct, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Field field : struct.schema().fields()) {
            // a null that was sent is null, also where the schema has a default
            map.put(field.name(), value(part, field.schema(), struct.getWithoutDefault(field.name()), depth));
        }
        return map;
    }

    private Object value(String part, Schema schema, Object value, int depth) {
        if (value instanceof Struct struct) {
            return struct(part, struct, Depth.inside(part, depth));
        }
        if (value instanceof Collection<?> elements && schema.type() == Schema.Type.ARRAY) {
            return array(part, schema.valueSchema(), elements, Depth.inside(part, depth));
        }
        if (value instanceof Map<?, ?> entries && schema.type() == Schema.Type.MAP) {
            return map(part, schema.valueSchema(), entries, depth);
        }
        if (value instanceof Date date) {
            return date(part, schema.name(), date);
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ConnectTypes.whole(part, schema.name(), ((Number) value).longValue());
        }
        if (value instanceof Float) {
            return Numbers.real(value);
        }
        if (value instanceof String text) {
            return ConnectTypes.text(part, schema.name(), text);
        }
        return JavaReader.read(part, value, depth);
    }

    private List<Object> array(String part, Schema schema, Collection<?> elements, int depth) {
        List<Object> list = new ArrayList<>(elements.size());
        for (Object element : elements) {
            list.add(value(part, schema, element, depth));
        }
        return list;
    }

    private Object map(String part, Schema schema, Map<?, ?> entries, int depth) {
        Map<Object, Object> map = new LinkedHashMap<>(entries.size() * 4 / 3 + 1);
        int inside = Depth.inside(part, depth);
        entries.forEach((key, value) -> map.put(key, value(part, schema, value, inside)));
        return JavaReader.read(part, map, depth);
    }

    /** Connect's dates and times are all {@link Date}, and only the name of the schema says of what. */
    private static Object date(String part, String name, Date date) {
        if (name == null) {
            return date;
        }
        long number = name.equals(org.apache.kafka.connect.data.Date.LOGICAL_NAME)
                ? Math.floorDiv(date.getTime(), MILLIS_PER_DAY)
                : date.getTime();
        Object read = ConnectTypes.whole(part, name, number);
        return read instanceof Long ? date : read;
    }
}
