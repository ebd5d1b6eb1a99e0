package io.github.neo4jstreams.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.neo4jstreams.value.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From what routes and deserializers make to plain Java. Maps and lists in which there is nothing to read are taken as they
 * are and not copied.
 */
final class JavaReader {

    /** Those whose libraries are there; nothing but this names their classes. */
    private static final List<ForeignReader> FOREIGN = foreign();

    private JavaReader() {}

    /**
     * The value in plain Java: what the value layer knows, or refuses.
     *
     * @param part  what is read, for errors
     * @param depth how deep in the message the value is
     * @throws InvalidMessageException if it can't be read
     */
    static Object read(String part, Object value, int depth) {
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        for (ForeignReader reader : FOREIGN) {
            if (reader.type().isInstance(value)) {
                return reader.read(part, value, depth);
            }
        }
        if (value instanceof Map<?, ?> map) {
            return map(part, map, Depth.inside(part, depth));
        }
        if (value instanceof Collection<?> list) {
            return list(part, value, list, Depth.inside(part, depth));
        }
        if (value instanceof Object[] array) {
            return list(part, value, Arrays.asList(array), Depth.inside(part, depth));
        }
        if (value instanceof CharSequence) {
            return value.toString();
        }
        if (value instanceof ByteBuffer buffer) {
            return Bytes.of(buffer);
        }
        if (value instanceof JsonNode tree) {
            return tree(part, tree, depth);
        }
        return isPlain(value.getClass()) ? value : PojoReader.read(part, value, depth);
    }

    /** Whether values of the class are to be kept when a POJO has them, rather than written as Jackson would. */
    static boolean isForeign(Class<?> type) {
        for (ForeignReader reader : FOREIGN) {
            if (reader.type().isAssignableFrom(type)) {
                return true;
            }
        }
        return type.getName().startsWith("org.neo4j.driver.");
    }

    /** Names are text from here on: whoever looks for one by text in a sorted map of numbers would fail. */
    private static Object map(String part, Map<?, ?> map, int depth) {
        Map<Object, Object> copy = new LinkedHashMap<>(map.size() * 4 / 3 + 1);
        boolean same = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object name = entry.getKey();
            Object text = name == null ? null : name.toString();
            Object read = read(part, entry.getValue(), depth);
            same &= text == name && read == entry.getValue();
            copy.put(text, read);
        }
        if (copy.size() != map.size()) {
            throw new InvalidMessageException("The " + part + " has a map with two names of the same text");
        }
        return same ? map : copy;
    }

    private static Object list(String part, Object original, Collection<?> elements, int depth) {
        List<Object> list = new ArrayList<>(elements.size());
        boolean same = true;
        for (Object element : elements) {
            Object read = read(part, element, depth);
            same &= read == element;
            list.add(read);
        }
        return same ? original : list;
    }

    private static Object tree(String part, JsonNode tree, int depth) {
        try (JsonParser tokens = tree.traverse()) {
            return JsonReader.read(part, tokens, JsonReader.Source.JAVA, depth);
        } catch (IOException e) {
            throw new InvalidMessageException("The " + part + " can't be read: " + e.getMessage(), e);
        }
    }

    private static boolean isPlain(Class<?> type) {
        return type.isArray()
                || Enum.class.isAssignableFrom(type)
                || type.getName().startsWith("java.")
                || type.getName().startsWith("org.neo4j.driver.");
    }

    private static List<ForeignReader> foreign() {
        List<ForeignReader> readers = new ArrayList<>();
        if (isPresent("org.apache.avro.generic.GenericContainer")) {
            readers.add(new AvroReader());
        }
        if (isPresent("org.apache.kafka.connect.data.Struct")) {
            readers.add(new ConnectReader());
        }
        return List.copyOf(readers);
    }

    private static boolean isPresent(String name) {
        try {
            Class.forName(name, false, JavaReader.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
