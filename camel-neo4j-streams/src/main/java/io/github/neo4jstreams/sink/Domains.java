package io.github.neo4jstreams.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which lookups of a batch may find the same node. Labels that occur together, in a lookup or because a statement sets one
 * on the other, are one domain; lookups of different domains are <em>taken</em> to find different nodes, and the guarded
 * statements of a {@link BatchPlan} tell if the graph has a node for which that is wrong.
 */
final class Domains {

    /** Nodes that may be the same. */
    static final class Domain {

        private final Set<String> labels = new HashSet<>();
        private final Set<NodeLookup> lookups = new HashSet<>();
        private List<String> foreign = List.of();
        private Signature signature;
        private boolean comparable = true;
        private boolean mixed;

        /** By what the nodes are found, if all lookups do it in the same way; else any two may find the same. */
        private record Signature(Identity identity, List<String> keys) {
            static Signature of(NodeLookup lookup) {
                return new Signature(lookup.identity(), lookup.keys());
            }
        }

        private void seal() {
            for (NodeLookup lookup : lookups) {
                Signature other = Signature.of(lookup);
                comparable &= signature == null || signature.equals(other);
                signature = other;
                mixed |= !lookup.labels().equals(lookups.iterator().next().labels());
            }
        }

        /** Whether equal key values, and only these, mean the same node. */
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

        /** Names of the key properties by which its nodes are found; none if they are found otherwise. */
        List<String> keys() {
            return signature == null ? List.of() : signature.keys();
        }

        boolean isLookedUp() {
            return signature != null;
        }

        /** Labels of the other domains. */
        List<String> foreignLabels() {
            return foreign;
        }
    }

    private final Map<String, Domain> byLabel = new HashMap<>();
    private Domain ofAll;
    private final List<Domain> all = new ArrayList<>();

    private Domains() {}

    static Domains of(Collection<GraphShape> shapes) {
        Domains domains = new Domains();
        for (GraphShape shape : shapes) {
            if (shape instanceof NodeShape node) {
                List<String> labels = new ArrayList<>(node.node().labels());
                labels.addAll(node.createLabels());
                labels.addAll(node.addLabels());
                labels.addAll(node.removeLabels());
                boolean created = node.operation() == NodeShape.Operation.CREATE;
                domains.join(labels, created ? null : node.node());
            } else if (shape instanceof RelationshipShape relationship) {
                domains.join(
                        relationship.start().node().labels(),
                        relationship.start().node());
                domains.join(
                        relationship.end().node().labels(), relationship.end().node());
            }
        }
        domains.seal();
        return domains;
    }

    Domain of(NodeLookup lookup) {
        return ofAll != null
                ? ofAll
                : byLabel.get(lookup.labels().isEmpty() ? null : lookup.labels().get(0));
    }

    int size() {
        return ofAll != null ? 1 : all.size();
    }

    /** @param lookup null if the labels are only set */
    private void join(List<String> labels, NodeLookup lookup) {
        if (lookup != null && lookup.labels().isEmpty()) {
            // it may find any node
            ofAll = ofAll == null ? new Domain() : ofAll;
            ofAll.lookups.add(lookup);
            return;
        }
        if (labels.isEmpty()) {
            // a new node without labels is found by lookups without labels only
            byLabel.computeIfAbsent(null, none -> new Domain());
            return;
        }
        Domain joined = byLabel.computeIfAbsent(labels.get(0), label -> new Domain());
        for (String label : labels) {
            Domain other = byLabel.get(label);
            if (other == null) {
                byLabel.put(label, joined);
            } else if (other != joined) {
                joined.lookups.addAll(other.lookups);
                joined.labels.addAll(other.labels);
                for (String moved : other.labels) {
                    byLabel.put(moved, joined);
                }
            }
            joined.labels.add(label);
        }
        if (lookup != null) {
            joined.lookups.add(lookup);
        }
    }

    private void seal() {
        Set<Domain> distinct = new HashSet<>(byLabel.values());
        if (ofAll != null) {
            distinct.forEach(domain -> ofAll.lookups.addAll(domain.lookups));
            ofAll.seal();
            return;
        }
        all.addAll(distinct);
        for (Domain domain : all) {
            domain.seal();
            domain.foreign = byLabel.keySet().stream()
                    .filter(label -> label != null && !domain.labels.contains(label))
                    .sorted()
                    .toList();
        }
    }
}
