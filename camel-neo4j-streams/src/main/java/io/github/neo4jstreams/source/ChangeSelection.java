package io.github.neo4jstreams.source;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.graph.OwnNodes;
import io.github.neo4jstreams.graph.OwnWrites;
import io.github.neo4jstreams.pattern.NodeSelector;
import io.github.neo4jstreams.pattern.RelationshipSelector;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a source reports: the changes that one of its selectors selects, once for each that does.
 *
 * @param selectors one without a name, or several with names
 * @param excluded  what sinks of this component wrote and is left out
 */
public record ChangeSelection(List<ChangeSelector> selectors, OwnWrites excluded) {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeSelection.class);

    public static final ChangeSelection EVERYTHING =
            new ChangeSelection(List.of(ChangeSelector.EVERYTHING), OwnWrites.NONE);

    /**
     * A change as it is reported.
     *
     * @param selector that selected it, null if it has no name
     */
    record Reported(String selector, ChangeEvent change) {}

    /** As {@code db.cdc.query} takes them: fields of one are all to be met, of the list any one. */
    List<Map<String, Object>> toServerSelectors() {
        return selectors.stream()
                .flatMap(selector -> selector.toServerSelectors().stream())
                .distinct()
                .toList();
    }

    /** The patterns of nodes that a snapshot reads. */
    List<NodeSelector> nodes() {
        return selectors.stream().flatMap(ChangeSelector::nodes).toList();
    }

    /** The patterns of relationships that a snapshot reads. */
    List<RelationshipSelector> relationships() {
        return selectors.stream().flatMap(ChangeSelector::relationships).toList();
    }

    /** Once for each selector that selects the change. Empty for what sinks and sources of this component wrote for themselves. */
    List<Reported> report(ChangeEvent change) {
        if (OwnNodes.have(change.labels()) || excluded.include(change.txMetadata())) {
            return List.of();
        }
        if (selectors.size() == 1 && !change.isRead()) {
            // the server has judged it
            return List.of(reported(selectors.get(0), change));
        }
        List<Reported> reported = selectors.stream()
                .filter(selector -> selector.matches(change))
                .map(selector -> reported(selector, change))
                .toList();
        // a snapshot may find what has the properties of a key, without being identified by them
        if (reported.isEmpty() && !change.isRead()) {
            LOG.warn(
                    "The server has selected change {} (txId {}, seq {}), but none of select.NAME does: it is left out",
                    change.id(),
                    change.txId(),
                    change.seq());
        }
        return reported;
    }

    private static Reported reported(ChangeSelector selector, ChangeEvent change) {
        return new Reported(selector.name(), selector.choose(change));
    }
}
