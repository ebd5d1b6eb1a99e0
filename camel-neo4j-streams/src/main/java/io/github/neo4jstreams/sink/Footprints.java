package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.sink.Domains.Domain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the actions of a batch touch, and so how early in the plan each of them may stand: behind whatever it must not be
 * moved past. Actions are looked at in their order, one {@link #earliest} and one {@link #placedAt} each.
 */
final class Footprints {

    /** How an action touches something. Two actions may change places if all that both touch allows it. */
    private enum Touch {
        /** It doesn't matter whether it is there: an end of a relationship that is changed or deleted. */
        PASS,
        /** It has to be there, or else something is not done. */
        FIND,
        /** It is there afterwards, made with its keys if need be. */
        ENSURE,
        /** It is changed; equal actions may follow each other in one statement. */
        CHANGE,
        /** The same in another part of a statement, which may run for all rows before or after that of CHANGE. */
        CHANGE_END,
        /** What it is found by is changed: not even an equal action may be in the same statement. */
        REPLACE;

        boolean canRepeat() {
            return this == CHANGE || this == CHANGE_END;
        }
    }

    /** Where in the plan something was touched so far; -1 for nowhere. */
    private static final class Trace {
        private final int thing;
        private int changed = -1;
        private Touch how;
        /** The first of the statements after which it is there. */
        private int ensured = -1;
        /** The last of those that had to find it before anything made sure of it. */
        private int found = -1;
        /** The last of those that touched it in any way since it was changed. */
        private int touched = -1;

        Trace(int thing) {
            this.thing = thing;
        }

        int earliest(Touch touch) {
            int behindChange = changed < 0 || touch == how && touch.canRepeat() ? Math.max(changed, 0) : changed + 1;
            return switch (touch) {
                case PASS -> behindChange;
                // not in the statement that makes it either, which may look for all rows before it makes the first
                case FIND -> Math.max(behindChange, ensured + 1);
                case ENSURE -> Math.max(behindChange, found + 1);
                case CHANGE, CHANGE_END, REPLACE -> Math.max(behindChange, touched + 1);
            };
        }

        void placed(Touch touch, int place) {
            switch (touch) {
                case FIND -> found = ensured < 0 ? Math.max(found, place) : found;
                case ENSURE -> ensured = ensured < 0 ? place : Math.min(ensured, place);
                case CHANGE, CHANGE_END, REPLACE -> {
                    changed = place;
                    how = touch;
                    ensured = -1;
                    found = -1;
                    touched = -1;
                    return;
                }
                case PASS -> {}
            }
            touched = Math.max(touched, place);
        }
    }

    private record NodeId(Domain domain, List<Object> keys) {}

    /** Properties of a node apart from the node: who merely needs it to be there doesn't mind what is set on it. */
    private record Properties(NodeId node) {}

    private record RelationshipId(String type, Object start, Object end) {}

    private final Domains domains;
    private final Map<Object, Trace> traces = new HashMap<>();

    private final List<Trace> touched = new ArrayList<>();
    private final List<Touch> touches = new ArrayList<>();

    private final List<int[]> things = new ArrayList<>();

    private NodeShape.Operation deletion;
    /** The last of the statements that refuse to delete nodes with relationships. */
    private int refusing = -1;

    Footprints(Domains domains) {
        this.domains = domains;
    }

    /**
     * Whether actions of one shape, and no others, can follow each other in one statement whatever they touch: none of them changes by
     * what a node is found.
     */
    static boolean fitIntoOneStatement(NodeShape shape, List<? extends GraphAction> actions) {
        if (shape.operation() == NodeShape.Operation.CREATE) {
            return true;
        }
        if (losesALookedUpLabel(shape)) {
            return false;
        }
        if (shape.properties() == PropertyWrite.NONE) {
            return true;
        }
        for (GraphAction action : actions) {
            if (renames(shape.node().keys(), (NodeAction) action)) {
                return false;
            }
        }
        return true;
    }

    private static boolean renames(List<String> keys, NodeAction action) {
        for (int i = 0; i < keys.size(); i++) {
            if (changesKey(keys.get(i), action.keys().get(i), action.properties())) {
                return true;
            }
        }
        return false;
    }

    private static boolean changesKey(String key, Object before, Map<String, Object> properties) {
        return properties.containsKey(key) && !comparable(before).equals(comparable(properties.get(key)));
    }

    /** The first place in the plan at which the action may stand. */
    int earliest(GraphAction action) {
        touched.clear();
        touches.clear();
        deletion = action instanceof NodeAction node && node.shape().deletes()
                ? node.shape().operation()
                : null;
        if (action instanceof NodeAction node) {
            ofNode(node);
        } else if (action instanceof RelationshipAction relationship) {
            ofRelationship(relationship);
        }
        // the relationships that it takes away are also those of other nodes, which an earlier action may refuse for
        // them
        int earliest = deletion == NodeShape.Operation.DETACH_DELETE ? refusing + 1 : 0;
        int[] ofAction = new int[touched.size()];
        for (int i = 0; i < ofAction.length; i++) {
            Trace trace = touched.get(i);
            ofAction[i] = trace.thing;
            earliest = Math.max(earliest, trace.earliest(touches.get(i)));
        }
        things.add(ofAction);
        return earliest;
    }

    void placedAt(int place) {
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).placed(touches.get(i), place);
        }
        if (deletion == NodeShape.Operation.DELETE) {
            refusing = Math.max(refusing, place);
        }
    }

    /** What an action touches, by the numbers that things have in this batch. */
    int[] things(int action) {
        return things.get(action);
    }

    int countOfThings() {
        return traces.size();
    }

    private void touch(Object what, Touch how) {
        touched.add(traces.computeIfAbsent(what, id -> new Trace(traces.size())));
        touches.add(how);
    }

    private void ofNode(NodeAction action) {
        NodeShape shape = action.shape();
        Domain domain = domains.of(shape.node());
        if (!domain.isComparable()) {
            touch(domain, Touch.CHANGE);
        }
        if (shape.operation() == NodeShape.Operation.CREATE) {
            ofNewNode(action, domain);
            return;
        }
        NodeId node = id(domain, action.keys());
        boolean deleted = shape.deletes();
        NodeId renamed = deleted ? node : renamed(shape.node(), action, node);
        if (!renamed.equals(node) || losesALookedUpLabel(shape)) {
            touch(node, Touch.REPLACE);
            touch(renamed, Touch.REPLACE);
        } else if (deleted || shape.changesLabels() || domain.isMixed()) {
            touch(node, Touch.CHANGE);
        } else {
            touch(node, shape.operation() == NodeShape.Operation.MERGE ? Touch.ENSURE : Touch.FIND);
        }
        if (shape.properties() != PropertyWrite.NONE) {
            touch(new Properties(node), Touch.CHANGE);
        }
    }

    /** A new node matters to those who may find it by its properties. */
    private void ofNewNode(NodeAction action, Domain domain) {
        if (!domain.isComparable()) {
            return;
        }
        List<Object> values = new ArrayList<>();
        for (String key : domain.keys()) {
            Object value = action.properties().get(key);
            if (value == null) {
                return;
            }
            values.add(value);
        }
        if (!values.isEmpty()) {
            NodeId node = id(domain, values);
            touch(node, Touch.CHANGE);
            touch(new Properties(node), Touch.CHANGE);
        }
    }

    private static boolean losesALookedUpLabel(NodeShape shape) {
        for (String label : shape.removeLabels()) {
            if (shape.node().labels().contains(label)) {
                return true;
            }
        }
        return false;
    }

    /** The node as it is found afterwards: another one if a property that is set is one of its keys. */
    private static NodeId renamed(NodeLookup lookup, NodeAction action, NodeId node) {
        List<Object> keys = null;
        for (int i = 0; i < lookup.keys().size(); i++) {
            String key = lookup.keys().get(i);
            if (action.properties().containsKey(key)) {
                Object value = comparable(action.properties().get(key));
                if (!node.keys().get(i).equals(value)) {
                    keys = keys == null ? new ArrayList<>(node.keys()) : keys;
                    keys.set(i, value);
                }
            }
        }
        return keys == null ? node : new NodeId(node.domain(), keys);
    }

    private void ofRelationship(RelationshipAction action) {
        RelationshipShape shape = action.shape();
        NodeId start = ofEnd(shape, shape.start(), action.start(), Touch.CHANGE);
        NodeId end = ofEnd(shape, shape.end(), action.end(), Touch.CHANGE_END);
        boolean renamed = false;
        for (int i = 0; i < shape.keys().size(); i++) {
            String key = shape.keys().get(i);
            renamed |= changesKey(key, action.keys().get(i), action.properties());
        }
        touch(new RelationshipId(shape.type(), start, end), renamed ? Touch.REPLACE : Touch.CHANGE);
    }

    private NodeId ofEnd(RelationshipShape shape, RelationshipShape.End end, List<Object> keys, Touch change) {
        Domain domain = domains.of(end.node());
        if (!domain.isComparable()) {
            // an end whose properties are set may be what another row finds as its other end
            touch(domain, end.properties() == PropertyWrite.NONE ? Touch.CHANGE : Touch.REPLACE);
        }
        NodeId node = id(domain, keys);
        if (end.merged()) {
            // with labels that differ, which end comes first decides what the other finds
            touch(node, domain.isMixed() ? Touch.REPLACE : Touch.ENSURE);
        } else {
            touch(node, shape.mustFind() ? Touch.FIND : Touch.PASS);
        }
        if (end.properties() != PropertyWrite.NONE) {
            touch(new Properties(node), change);
        }
        return node;
    }

    private static NodeId id(Domain domain, List<Object> keys) {
        List<Object> comparable = new ArrayList<>(keys.size());
        for (Object key : keys) {
            comparable.add(comparable(key));
        }
        return new NodeId(domain, comparable);
    }

    /** Equal if the server finds them equal: 1 is 1.0, and arrays are compared by what is in them. */
    private static Object comparable(Object value) {
        if (value instanceof Double real) {
            return real == Math.rint(real) && Math.abs(real) < Long.MAX_VALUE ? (Object) real.longValue() : real;
        }
        if (value instanceof Number whole) {
            return whole.longValue();
        }
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(comparable(element)));
            return copy;
        }
        return value == null ? Void.TYPE : value;
    }
}
