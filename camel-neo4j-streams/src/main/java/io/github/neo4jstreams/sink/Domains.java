package io.github.neo4jstreams.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which lookups of a batch may find the same node. A node that one of them finds has that lookup's labels and those that the
 * batch sets on it; another lookup whose labels are among these may find it as well, and the two are of one domain. Lookups
 * of different domains are <em>taken</em> to find different nodes, and the guarded statements of a {@link BatchPlan} tell if
 * the graph has a node for which that is wrong. A label that all nodes have connects nothing unless something looks for it
 * alone.
 */
final class Domains {

    /** Nodes that may be the same. */
    static final class Domain {

        /** All that a node of the domain may have for all the batch knows. */
        private final Set<String> labels = new LinkedHashSet<>();

        private final Set<NodeLookup> lookups = new LinkedHashSet<>();
        /** Where this domain was found to be part of another. */
        private Domain joined;

        private boolean comparable = true;
        private boolean mixed;
        private List<String> keys = List.of();

        private Domain last() {
            Domain domain = this;
            while (domain.joined != null) {
                domain = domain.joined;
            }
            return domain;
        }

        private void seal() {
            NodeLookup first = null;
            for (NodeLookup lookup : lookups) {
                first = first == null ? lookup : first;
                comparable &=
                        lookup.identity() == first.identity() && lookup.keys().equals(first.keys());
                mixed |= !lookup.labels().equals(first.labels());
            }
            keys = first == null ? List.of() : first.keys();
        }

        /** Whether equal key values, and only these, mean the same node: all its lookups have the same keys. */
        boolean isComparable() {
            return comparable;
        }

        /**
         * Whether lookups of equal values may still differ by their labels, so that whether one finds what another has made
         * depends on which came first.
         */
        boolean isMixed() {
            return mixed;
        }

        /** Names of the key properties by which its nodes are found; none if they are found otherwise, or not at all. */
        List<String> keys() {
            return keys;
        }
    }

    /** Where in the index by labels those lookups are that have none. */
    private static final String ANY = "";

    private final Map<NodeLookup, Domain> byLookup = new HashMap<>();
    private final Map<String, List<NodeLookup>> byFirstLabel = new HashMap<>();
    private final Set<Domain> all = new LinkedHashSet<>();

    private Domains() {}

    static Domains of(Collection<GraphShape> shapes) {
        Domains domains = new Domains();
        for (GraphShape shape : shapes) {
            if (shape instanceof NodeShape node) {
                domains.add(node);
            } else if (shape instanceof RelationshipShape relationship) {
                domains.add(relationship.start().node(), List.of());
                domains.add(relationship.end().node(), List.of());
            }
        }
        domains.connect();
        return domains;
    }

    /** The domain of a lookup of the batch, or of a node that it creates. */
    Domain of(NodeLookup lookup) {
        return byLookup.get(lookup);
    }

    int size() {
        return all.size();
    }

    /** Labels by which nodes of the domain are seen to be found by a lookup of another one, too. */
    List<String> foreignLabels(Domain domain) {
        Set<String> foreign = new LinkedHashSet<>();
        for (Domain other : all) {
            if (other != domain) {
                for (NodeLookup lookup : other.lookups) {
                    // there is one, or the two would be one domain
                    lookup.labels().stream()
                            .filter(label -> !domain.labels.contains(label))
                            .findFirst()
                            .ifPresent(foreign::add);
                }
            }
        }
        return List.copyOf(foreign);
    }

    private void add(NodeShape shape) {
        List<String> more = new ArrayList<>(shape.createLabels());
        more.addAll(shape.addLabels());
        more.addAll(shape.removeLabels());
        if (shape.operation() == NodeShape.Operation.CREATE) {
            // it looks for nothing, and is of the domain of those that will find it
            byLookup.computeIfAbsent(shape.node(), none -> new Domain())
                    .labels
                    .addAll(shape.node().labels());
        } else {
            add(shape.node(), more);
        }
    }

    private void add(NodeLookup lookup, List<String> more) {
        Domain domain = byLookup.computeIfAbsent(lookup, added -> {
            String first = added.labels().isEmpty() ? ANY : added.labels().get(0);
            byFirstLabel.computeIfAbsent(first, label -> new ArrayList<>()).add(added);
            return new Domain();
        });
        domain.lookups.add(lookup);
        domain.labels.addAll(lookup.labels());
        domain.labels.addAll(more);
    }

    private void connect() {
        Deque<Domain> open = new ArrayDeque<>(byLookup.values());
        while (!open.isEmpty()) {
            Domain domain = open.pop().last();
            for (NodeLookup found : foundIn(domain)) {
                Domain other = byLookup.get(found).last();
                if (other != domain) {
                    domain.lookups.addAll(other.lookups);
                    domain.labels.addAll(other.labels);
                    other.joined = domain;
                    // with more labels it may be found by more lookups
                    open.push(domain);
                }
            }
        }
        byLookup.replaceAll((lookup, domain) -> domain.last());
        all.addAll(byLookup.values());
        all.forEach(Domain::seal);
    }

    /** Lookups that find a node with the labels of the domain; one without a label finds any. */
    private List<NodeLookup> foundIn(Domain domain) {
        List<NodeLookup> found = new ArrayList<>(byFirstLabel.getOrDefault(ANY, List.of()));
        for (String label : domain.labels) {
            for (NodeLookup lookup : byFirstLabel.getOrDefault(label, List.of())) {
                if (domain.labels.containsAll(lookup.labels())) {
                    found.add(lookup);
                }
            }
        }
        return found;
    }
}
