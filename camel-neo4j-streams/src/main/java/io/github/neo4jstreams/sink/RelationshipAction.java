package io.github.neo4jstreams.sink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something is done to one relationship.
 *
 * @param shape           what
 * @param start           values of the start node's keys, in the order of its lookup, none of them null
 * @param end             the same of the end node
 * @param keys            values of the relationship's own keys
 * @param properties      of the relationship, to be set; a null removes one
 * @param startProperties of the start node
 * @param endProperties   of the end node
 */
public record RelationshipAction(
        RelationshipShape shape,
        List<Object> start,
        List<Object> end,
        List<Object> keys,
        Map<String, Object> properties,
        Map<String, Object> startProperties,
        Map<String, Object> endProperties)
        implements GraphAction {

    public RelationshipAction(
            RelationshipShape shape,
            List<Object> start,
            List<Object> end,
            List<Object> keys,
            Map<String, Object> properties) {
        this(shape, start, end, keys, properties, Map.of(), Map.of());
    }

    @Override
    public Object row(int number) {
        Map<String, Object> row = new LinkedHashMap<>();
        if (shape.numbersRows()) {
            row.put("i", number);
        }
        row.put("s", start);
        row.put("e", end);
        if (!keys.isEmpty()) {
            row.put("k", keys);
        }
        if (shape.operation() != RelationshipShape.Operation.DELETE) {
            row.put("p", properties);
        }
        if (shape.start().properties() != PropertyWrite.NONE) {
            row.put("sp", startProperties);
        }
        if (shape.end().properties() != PropertyWrite.NONE) {
            row.put("ep", endProperties);
        }
        return row;
    }
}
