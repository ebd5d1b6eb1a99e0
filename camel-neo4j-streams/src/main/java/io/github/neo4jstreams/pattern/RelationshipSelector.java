package io.github.neo4jstreams.pattern;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Changes of relationships, always from start to end whichever way the arrow was written.
 *
 * @param startLabels that the start node must have, all of them; none for any node
 * @param type empty for any type
 * @param endLabels that the end node must have, all of them; none for any node
 */
public record RelationshipSelector(
        List<String> startLabels, Optional<String> type, PropertyChoice properties, List<String> endLabels)
        implements EntitySelector {

    public RelationshipSelector {
        startLabels = List.copyOf(startLabels);
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(properties, "properties");
        endLabels = List.copyOf(endLabels);
    }

    @Override
    public String toString() {
        String printedType = type.map(name -> ":" + Names.print(name)).orElse("");
        return "(" + Names.printLabels(startLabels) + ")-[" + printedType + properties + "]->("
                + Names.printLabels(endLabels) + ")";
    }
}
