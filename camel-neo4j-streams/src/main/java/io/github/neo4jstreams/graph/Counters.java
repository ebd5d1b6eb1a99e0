package io.github.neo4jstreams.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import org.neo4j.driver.summary.SummaryCounters;

/** Adds up what statements changed, leaving out what they did not. Not thread-safe. */
public final class Counters {

    private final Map<String, Long> sums = new LinkedHashMap<>();

    void add(SummaryCounters counters) {
        add("nodesCreated", counters.nodesCreated());
        add("nodesDeleted", counters.nodesDeleted());
        add("relationshipsCreated", counters.relationshipsCreated());
        add("relationshipsDeleted", counters.relationshipsDeleted());
        add("propertiesSet", counters.propertiesSet());
        add("labelsAdded", counters.labelsAdded());
        add("labelsRemoved", counters.labelsRemoved());
        add("indexesAdded", counters.indexesAdded());
        add("indexesRemoved", counters.indexesRemoved());
        add("constraintsAdded", counters.constraintsAdded());
        add("constraintsRemoved", counters.constraintsRemoved());
        add("systemUpdates", counters.systemUpdates());
    }

    public void add(Map<String, Long> others) {
        others.forEach(this::add);
    }

    private void add(String name, long count) {
        if (count != 0) {
            sums.merge(name, count, Long::sum);
        }
    }

    public Map<String, Long> toMap() {
        return new LinkedHashMap<>(sums);
    }
}
