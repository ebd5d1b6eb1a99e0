package io.github.neo4jstreams.value;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.types.IsoDuration;
import org.neo4j.driver.types.Point;

/**
 * Values in JSON as the Streams plugin wrote them: points by the names of their coordinates, temporal values as ISO 8601
 * text. What a value was is said beside it, by the name of the class that the server had for it. Nodes, relationships and paths
 * of {@link Rows} have the members that {@code streams.publish} gave them (manual of Neo4j Streams 4, and its source), but
 * element ids.
 */
public final class StreamsJson {

    private StreamsJson() {}

    private static final String ID = "id";
    private static final String PROPERTIES = "properties";
    private static final String LABELS = "labels";
    private static final String TYPE = "type";
    private static final String NODES = "nodes";

    /** @throws UnsupportedValueException for a point in a system that Neo4j doesn't have */
    public static Object of(Object value) {
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(of(element)));
            return copy;
        }
        if (value instanceof EntityMap entity) {
            return switch (entity.kind()) {
                case NODE -> node(entity);
                case RELATIONSHIP -> relationship(entity, Map.of());
                case PATH -> path(entity);
            };
        }
        if (value instanceof Map<?, ?> map) {
            return properties(map);
        }
        if (value instanceof Point point) {
            return point(point);
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value == null
                || value instanceof String
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof Double number && Double.isFinite(number)) {
            return value;
        }
        return value.toString();
    }

    /** Properties with their values so. */
    public static Map<String, Object> properties(Map<?, ?> values) {
        Map<String, Object> copy = new LinkedHashMap<>(values.size() * 4 / 3 + 1);
        values.forEach((name, value) -> copy.put((String) name, of(value)));
        return copy;
    }

    /** The name of the value's type: {@code Long}, {@code LocalDate}, {@code PointValue}, {@code long[]}. */
    public static String typeName(Object value) {
        if (value instanceof List<?> list) {
            return (list.isEmpty() ? "String" : elementName(list.get(0))) + "[]";
        }
        if (value instanceof byte[]) {
            return "byte[]";
        }
        // what durations were called has no use but to be read again: in JSON the plugin wrote their units only
        return value instanceof Point
                ? "PointValue"
                : value instanceof IsoDuration
                        ? "DurationValue"
                        : value.getClass().getSimpleName();
    }

    /** The server kept lists as arrays, of primitives where it could. */
    private static String elementName(Object element) {
        if (element instanceof Long) {
            return "long";
        }
        if (element instanceof Double) {
            return "double";
        }
        return element instanceof Boolean ? "boolean" : typeName(element);
    }

    private static Map<String, Object> node(Map<?, ?> node) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(ID, node.get("elementId"));
        map.put(PROPERTIES, properties((Map<?, ?>) node.get(PROPERTIES)));
        map.put(LABELS, node.get(LABELS));
        map.put(TYPE, "node");
        return map;
    }

    /** @param nodes those that are known, by their ids */
    private static Map<String, Object> relationship(Map<?, ?> relationship, Map<Object, Object> nodes) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(ID, relationship.get("elementId"));
        map.put(PROPERTIES, properties((Map<?, ?>) relationship.get(PROPERTIES)));
        map.put("label", relationship.get(TYPE));
        map.put("start", end(relationship.get("startElementId"), nodes));
        map.put("end", end(relationship.get("endElementId"), nodes));
        map.put(TYPE, "relationship");
        return map;
    }

    /** Of a relationship that comes without its nodes the server tells their ids only. */
    private static Object end(Object id, Map<Object, Object> nodes) {
        Object node = nodes.get(id);
        if (node != null) {
            return node;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(ID, id);
        map.put(TYPE, "node");
        return map;
    }

    private static Map<String, Object> path(Map<?, ?> path) {
        List<Object> nodes = new ArrayList<>();
        Map<Object, Object> byId = new HashMap<>();
        for (Object element : (List<?>) path.get(NODES)) {
            Map<String, Object> node = node((Map<?, ?>) element);
            nodes.add(node);
            byId.put(node.get(ID), node);
        }
        List<Object> relationships = new ArrayList<>();
        for (Object element : (List<?>) path.get("relationships")) {
            relationships.add(relationship((Map<?, ?>) element, byId));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("length", (long) relationships.size());
        map.put("rels", relationships);
        map.put(NODES, nodes);
        return map;
    }

    private static Map<String, Object> point(Point point) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (point.srid()) {
            case 4326 -> put(map, "wgs-84", "longitude", point.x(), "latitude", point.y());
            case 4979 -> {
                put(map, "wgs-84-3d", "longitude", point.x(), "latitude", point.y());
                map.put("height", point.z());
            }
            case 7203 -> put(map, "cartesian", "x", point.x(), "y", point.y());
            case 9157 -> {
                put(map, "cartesian-3d", "x", point.x(), "y", point.y());
                map.put("z", point.z());
            }
            default ->
                throw new UnsupportedValueException(
                        "The events of Streams have no name for the coordinate system " + point.srid());
        }
        return map;
    }

    private static void put(Map<String, Object> map, String system, String first, double x, String second, double y) {
        map.put("crs", system);
        map.put(first, x);
        map.put(second, y);
    }
}
