package io.github.neo4jstreams.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.neo4j.driver.types.MapAccessor;
import org.neo4j.driver.types.Node;
import org.neo4j.driver.types.Path;
import org.neo4j.driver.types.Relationship;
import org.neo4j.driver.types.Type;
import org.neo4j.driver.types.TypeSystem;

/**
 * From Neo4j to Java: rows as maps. Temporal values are those of {@code java.time}, durations and points the driver's
 * types, so that they can be passed back unchanged; nodes, relationships and paths are maps with element ids, because
 * the numeric ids mean nothing in a cluster.
 */
public final class Rows {

    private static final Type MAP = TypeSystem.getDefault().MAP();
    private static final Type LIST = TypeSystem.getDefault().LIST();

    private Rows() {}

    /** One row: its columns by name, in order. */
    public static JsonObject of(Record row) {
        JsonObject map = new JsonObject(row.size());
        List<String> names = row.keys();
        for (int i = 0; i < names.size(); i++) {
            map.put(names.get(i), of(row.get(i)));
        }
        return map;
    }

    /** One value. */
    public static Object of(Value value) {
        Type type = value.type();
        if (type.equals(MAP)) {
            return map(value);
        }
        if (type.equals(LIST)) {
            List<Object> list = new ArrayList<>(value.size());
            for (Value element : value.values()) {
                list.add(of(element));
            }
            return list;
        }
        return plain(value.asObject());
    }

    private static Object plain(Object value) {
        if (value instanceof Node node) {
            return node(node);
        }
        if (value instanceof Relationship relationship) {
            return relationship(relationship);
        }
        if (value instanceof Path path) {
            EntityMap map = new EntityMap(EntityMap.Kind.PATH);
            List<Object> nodes = new ArrayList<>();
            path.nodes().forEach(node -> nodes.add(node(node)));
            List<Object> relationships = new ArrayList<>();
            path.relationships().forEach(relationship -> relationships.add(relationship(relationship)));
            map.put("nodes", nodes);
            map.put("relationships", relationships);
            return map;
        }
        return value;
    }

    private static Map<String, Object> map(MapAccessor values) {
        Map<String, Object> map = new LinkedHashMap<>(values.size() * 4 / 3 + 1);
        for (String name : values.keys()) {
            map.put(name, of(values.get(name)));
        }
        return map;
    }

    private static Map<String, Object> node(Node node) {
        EntityMap map = new EntityMap(EntityMap.Kind.NODE);
        map.put("elementId", node.elementId());
        List<String> labels = new ArrayList<>();
        node.labels().forEach(labels::add);
        map.put("labels", labels);
        map.put("properties", map(node));
        return map;
    }

    private static Map<String, Object> relationship(Relationship relationship) {
        EntityMap map = new EntityMap(EntityMap.Kind.RELATIONSHIP);
        map.put("elementId", relationship.elementId());
        map.put("type", relationship.type());
        map.put("startElementId", relationship.startNodeElementId());
        map.put("endElementId", relationship.endNodeElementId());
        map.put("properties", map(relationship));
        return map;
    }
}
