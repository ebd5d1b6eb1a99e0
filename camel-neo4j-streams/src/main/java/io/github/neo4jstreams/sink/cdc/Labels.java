package io.github.neo4jstreams.sink.cdc;

import io.github.neo4jstreams.sink.StoredProperties;
import java.util.List;

/** Labels of events, which must be such. */
final class Labels {

    private Labels() {}

    static List<String> checked(List<String> labels) {
        return without(labels, List.of());
    }

    /** @param labels null for none */
    static List<String> without(List<String> labels, List<String> others) {
        return labels == null || others.equals(labels)
                ? List.of()
                : labels.stream()
                        .distinct()
                        .filter(label -> !others.contains(label))
                        .map(label -> StoredProperties.name("the labels", label))
                        .toList();
    }
}
