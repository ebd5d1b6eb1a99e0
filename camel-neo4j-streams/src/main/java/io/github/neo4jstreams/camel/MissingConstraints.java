package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.cypher.Constraints;
import io.github.neo4jstreams.graph.AccessMode;
import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.UniqueKey;
import io.github.neo4jstreams.sink.NodeKey;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that no constraint of the database stands behind. The sink works without: it reads all nodes of the label for each
 * message, and two transactions at once may make the same node twice. So it is a warning, with what to do about it.
 */
final class MissingConstraints {

    private static final Logger LOG = LoggerFactory.getLogger(MissingConstraints.class);

    private MissingConstraints() {}

    /** One line for each pattern that lacks something; nothing if the user may not see the constraints. */
    static void warn(String endpoint, List<NodeKey> keys, Graph graph) {
        if (keys.isEmpty()) {
            return;
        }
        List<UniqueKey> constraints;
        try {
            constraints = graph.uniqueKeys();
        } catch (RuntimeException e) {
            if (ErrorClass.of(e) == ErrorClass.INFRASTRUCTURE) {
                throw e;
            }
            LOG.info("{} can't see which constraints there are: {}", endpoint, ErrorClass.oneLine(e));
            return;
        }
        Map<String, Set<String>> missing = new LinkedHashMap<>();
        for (NodeKey key : keys) {
            if (constraints.stream().noneMatch(constraint -> covers(constraint, key))) {
                missing.computeIfAbsent(key.usedBy(), pattern -> new LinkedHashSet<>())
                        .add(Constraints.create(
                                graph.contact(AccessMode.WRITE).version(),
                                key.labels().get(0),
                                key.properties()));
            }
        }
        missing.forEach((usedBy, statements) -> LOG.warn(
                "{} will be slow and may make nodes twice, {} has no constraint for its keys: {}",
                endpoint,
                usedBy,
                String.join("; ", statements)));
    }

    /** Properties that are unique stay so with others beside them. */
    private static boolean covers(UniqueKey constraint, NodeKey key) {
        return key.labels().contains(constraint.label()) && key.properties().containsAll(constraint.properties());
    }
}
