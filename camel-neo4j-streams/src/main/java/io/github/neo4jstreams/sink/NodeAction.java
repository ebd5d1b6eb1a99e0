package io.github.neo4jstreams.sink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something is done to one node.
 *
 * @param shape            what
 * @param keys             values of the shape's keys, in their order, none of them null
 * @param properties       to be set; a null removes one
 * @param createProperties of a node that wasn't there, before the others are set
 */
public record NodeAction(
        NodeShape shape, List<Object> keys, Map<String, Object> properties, Map<String, Object> createProperties)
        implements GraphAction {

    public NodeAction(NodeShape shape, List<Object> keys, Map<String, Object> properties) {
        this(shape, keys, properties, Map.of());
    }

    @Override
    public Object row(int number) {
        boolean found = shape.operation() != NodeShape.Operation.CREATE;
        boolean written = shape.properties() != PropertyWrite.NONE;
        if (found && written && !shape.numbersRows() && shape.createLabels().isEmpty()) {
            // most rows are like this, and this is the smallest map that there is
            return Map.of("k", keys, "p", properties);
        }
        Map<String, Object> row = new LinkedHashMap<>();
        if (shape.numbersRows()) {
            row.put("i", number);
        }
        if (found) {
            row.put("k", keys);
        }
        if (written) {
            row.put("p", properties);
        }
        if (!shape.createLabels().isEmpty()) {
            row.put("c", createProperties);
        }
        return row;
    }
}
