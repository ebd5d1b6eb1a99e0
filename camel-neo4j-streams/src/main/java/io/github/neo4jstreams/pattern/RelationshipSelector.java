package io.github.neo4jstreams.pattern;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Changes of relationships, always from start to end whichever way the arrow was written.
 *
 * @param start between which nodes
 * @param type  empty for any type
 * @param key   one of its keys, all properties of it with their values; none for any key
 * @param end   between which nodes
 */
public record RelationshipSelector(
        NodeFilter start, Optional<String> type, Map<String, Object> key, PropertyChoice properties, NodeFilter end)
        implements EntitySelector {

    /** Changes of any relationship. */
    public static final RelationshipSelector ANY =
            new RelationshipSelector(NodeFilter.ANY, Optional.empty(), Map.of(), PropertyChoice.ALL, NodeFilter.ANY);

    public RelationshipSelector {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(type, "type");
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
        Objects.requireNonNull(properties, "properties");
        Objects.requireNonNull(end, "end");
    }

    @Override
    public String toString() {
        String printedType = type.map(name -> ":" + Names.print(name)).orElse("");
        return start + "-[" + printedType + Literals.printBraces(key, properties) + "]->" + end;
    }
}
