package io.github.neo4jstreams.testbed.cdc;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.neo4j.common.EntityType;
import org.neo4j.kernel.api.database.enrichment.DeltaType;
import org.neo4j.kernel.api.database.enrichment.TxEnrichmentVisitor;
import org.neo4j.kernel.api.database.enrichment.ValuesReader;
import org.neo4j.storageengine.api.enrichment.CaptureMode;
import org.neo4j.storageengine.api.enrichment.Enrichment;
import org.neo4j.token.TokenHolders;
import org.neo4j.values.AnyValue;
import org.neo4j.values.ElementIdMapper;

/**
 * Turns the binary enrichment record of one transaction into documented event maps, one event at a time.
 *
 * <p>The record consists of little endian buffers: <em>entities</em> is an array of positions in <em>details</em>,
 * one per changed entity and in event order; <em>details</em> has a fixed size row per entity with positions in
 * <em>changes</em> (-1 = absent), which in turn refers to <em>values</em>.
 * <pre>
 * node row: id:8 entity:1 delta:1 constraints:4 propsState:4 propsChange:4 labelsState:4 labelsChange:4
 * rel row:  id:8 entity:1 delta:1 constraints:4 propsState:4 propsChange:4 type:4 startRow:4 endRow:4
 * </pre>
 * The <em>state</em> positions hold the state before the transaction, for created entities the state after it.
 */
final class EnrichmentDecoder {
    private static final int ABSENT = TxEnrichmentVisitor.UNKNOWN_POSITION;
    private static final int ENTITY = 8;
    private static final int DELTA = 9;
    private static final int CONSTRAINTS = 10;
    private static final int PROPS_STATE = 14;
    private static final int PROPS_CHANGE = 18;
    private static final int LABELS_STATE = 22;
    private static final int LABELS_CHANGE = 26;
    private static final int REL_TYPE = 22;
    private static final int REL_START = 26;
    private static final int REL_END = 30;

    private final ByteBuffer entities;
    private final ByteBuffer details;
    private final ByteBuffer changes;
    private final ByteBuffer values;
    private final int size;
    private final boolean full;
    private final TokenHolders tokens;
    private final ElementIdMapper elementIds;
    private final KeySource extraKeys;
    private final long txId;

    /** Supplies keys in addition to the ones recorded by the kernel, see {@link UniqueConstraintKeys}. */
    interface KeySource {
        KeySource NONE = (entity, labelOrType) -> List.of();

        List<Set<String>> keysOf(EntityType entity, String labelOrType);

        /** Properties of a node whose own were not recorded by that transaction, as well as they are still known. */
        default Map<String, Object> propertiesOf(String elementId, Set<String> labels, long txId) {
            return Map.of();
        }
    }

    EnrichmentDecoder(
            Enrichment.Read record, TokenHolders tokens, ElementIdMapper elementIds, KeySource extraKeys, long txId) {
        this.entities = record.entities();
        this.details = record.entityDetails();
        this.changes = record.entityChanges();
        this.values = record.values();
        this.size = record.numberOfEntities();
        this.full = record.metadata().captureMode() == CaptureMode.FULL;
        this.tokens = tokens;
        this.elementIds = elementIds;
        this.extraKeys = extraKeys;
        this.txId = txId;
    }

    int size() {
        return size;
    }

    Map<String, Object> event(int seq) {
        int row = entities.getInt(seq * Integer.BYTES);
        return details.get(row + ENTITY) == EntityType.NODE.id() ? nodeEvent(row) : relationshipEvent(row);
    }

    private Map<String, Object> nodeEvent(int row) {
        DeltaType delta = DeltaType.BY_ID.get(details.get(row + DELTA));
        State recorded = new State(properties(pos(row, PROPS_STATE)), labels(pos(row, LABELS_STATE)));
        State before = null;
        State after = null;
        switch (delta) {
            case ADDED -> after = recorded;
            case DELETED -> before = recorded;
            case MODIFIED -> {
                State base = full ? recorded : new State(Map.of(), Set.of());
                before = base.copy();
                after = base.copy();
                applyPropertyChanges(pos(row, PROPS_CHANGE), before, after);
                applyLabelChanges(pos(row, LABELS_CHANGE), before, after);
            }
            default -> throw new IllegalStateException("not an event: " + delta);
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("elementId", elementIds.nodeElementId(details.getLong(row)));
        event.put("eventType", "n");
        event.put("operation", operation(delta));
        event.put("labels", new ArrayList<>(recorded.labels()));
        event.put("keys", nodeKeys(row, recorded));
        event.put("state", state(before, after, true));
        return event;
    }

    private Map<String, Object> relationshipEvent(int row) {
        DeltaType delta = DeltaType.BY_ID.get(details.get(row + DELTA));
        State recorded = new State(properties(pos(row, PROPS_STATE)), Set.of());
        State before = null;
        State after = null;
        switch (delta) {
            case ADDED -> after = recorded;
            case DELETED -> before = recorded;
            case MODIFIED -> {
                State base = full ? recorded : new State(Map.of(), Set.of());
                before = base.copy();
                after = base.copy();
                applyPropertyChanges(pos(row, PROPS_CHANGE), before, after);
            }
            default -> throw new IllegalStateException("not an event: " + delta);
        }
        String type = tokens.relationshipTypeGetName(details.getInt(row + REL_TYPE));
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("elementId", elementIds.relationshipElementId(details.getLong(row)));
        event.put("eventType", "r");
        event.put("operation", operation(delta));
        event.put("type", type);
        event.put("start", endpoint(details.getInt(row + REL_START)));
        event.put("end", endpoint(details.getInt(row + REL_END)));
        event.put("keys", relationshipKeys(row, type, recorded));
        event.put("state", state(before, after, false));
        return event;
    }

    private Map<String, Object> endpoint(int row) {
        State recorded = new State(properties(pos(row, PROPS_STATE)), labels(pos(row, LABELS_STATE)));
        Map<String, Object> node = new LinkedHashMap<>();
        String elementId = elementIds.nodeElementId(details.getLong(row));
        node.put("elementId", elementId);
        node.put("keys", nodeKeys(row, lacksKeys(recorded) ? lookUp(elementId, recorded) : recorded));
        node.put("labels", new ArrayList<>(recorded.labels()));
        return node;
    }

    private boolean lacksKeys(State recorded) {
        return recorded.properties().isEmpty()
                && recorded.labels().stream()
                        .anyMatch(label ->
                                !extraKeys.keysOf(EntityType.NODE, label).isEmpty());
    }

    private State lookUp(String elementId, State recorded) {
        return new State(extraKeys.propertiesOf(elementId, recorded.labels(), txId), recorded.labels());
    }

    private static String operation(DeltaType delta) {
        return switch (delta) {
            case ADDED -> "c";
            case MODIFIED -> "u";
            case DELETED -> "d";
            case STATE -> throw new IllegalStateException();
        };
    }

    private static Map<String, Object> state(State before, State after, boolean withLabels) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("before", before == null ? null : before.toMap(withLabels));
        state.put("after", after == null ? null : after.toMap(withLabels));
        return state;
    }

    private int pos(int row, int field) {
        return details.getInt(row + field);
    }

    // ---- state ----

    private record State(Map<String, Object> properties, Set<String> labels) {
        State copy() {
            return new State(new LinkedHashMap<>(properties), new TreeSet<>(labels));
        }

        Map<String, Object> toMap(boolean withLabels) {
            Map<String, Object> map = new LinkedHashMap<>();
            if (withLabels) {
                map.put("labels", new ArrayList<>(labels));
            }
            map.put("properties", properties);
            return map;
        }
    }

    private Map<String, Object> properties(int position) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (position != ABSENT) {
            ByteBuffer in = changes.duplicate().order(changes.order()).position(position);
            for (int key = in.getInt(); key != TxEnrichmentVisitor.NO_MORE_PROPERTIES; key = in.getInt()) {
                result.put(tokens.propertyKeyGetName(key), value(in.getInt()));
            }
        }
        return result;
    }

    private void applyPropertyChanges(int position, State before, State after) {
        if (position == ABSENT) {
            return;
        }
        ByteBuffer in = changes.duplicate().order(changes.order()).position(position);
        byte groups = in.get();
        if ((groups & TxEnrichmentVisitor.ADDED_MARKER) != 0) {
            for (int key = in.getInt(); key != TxEnrichmentVisitor.NO_MORE_PROPERTIES; key = in.getInt()) {
                after.properties().put(tokens.propertyKeyGetName(key), value(in.getInt()));
            }
        }
        if ((groups & TxEnrichmentVisitor.MODIFIED_MARKER) != 0) {
            for (int key = in.getInt(); key != TxEnrichmentVisitor.NO_MORE_PROPERTIES; key = in.getInt()) {
                String name = tokens.propertyKeyGetName(key);
                before.properties().put(name, value(in.getInt()));
                after.properties().put(name, value(in.getInt()));
            }
        }
        if ((groups & TxEnrichmentVisitor.DELETED_MARKER) != 0) {
            for (int key = in.getInt(); key != TxEnrichmentVisitor.NO_MORE_PROPERTIES; key = in.getInt()) {
                String name = tokens.propertyKeyGetName(key);
                before.properties().put(name, value(in.getInt()));
                after.properties().remove(name);
            }
        }
    }

    private Set<String> labels(int position) {
        Set<String> result = new TreeSet<>();
        if (position != ABSENT) {
            readLabels(changes.duplicate().order(changes.order()).position(position), result);
        }
        return result;
    }

    private void applyLabelChanges(int position, State before, State after) {
        if (position == ABSENT) {
            return;
        }
        ByteBuffer in = changes.duplicate().order(changes.order()).position(position);
        Set<String> added = new LinkedHashSet<>();
        Set<String> removed = new LinkedHashSet<>();
        readLabels(in, added);
        readLabels(in, removed);
        before.labels().addAll(removed); // a no-op in FULL mode
        after.labels().addAll(added);
        after.labels().removeAll(removed);
    }

    private void readLabels(ByteBuffer in, Set<String> into) {
        for (int n = in.getInt(); n > 0; n--) {
            into.add(tokens.labelGetName(in.getInt()));
        }
    }

    private AnyValue value(int position) {
        return ValuesReader.from(values.duplicate().order(values.order()).position(position));
    }

    // ---- keys ----

    private Map<String, Object> nodeKeys(int row, State recorded) {
        Map<String, Object> keys = new LinkedHashMap<>();
        int position = pos(row, CONSTRAINTS);
        if (position != ABSENT) {
            ByteBuffer in = changes.duplicate().order(changes.order()).position(position);
            for (int groups = in.getInt(); groups > 0; groups--) {
                String label = tokens.labelGetName(in.getInt());
                addKeys(keys, label, readKeySets(in), recorded);
            }
        }
        for (String label : recorded.labels()) {
            addKeys(keys, label, extraKeys.keysOf(EntityType.NODE, label), recorded);
        }
        return keys;
    }

    @SuppressWarnings("unchecked")
    private List<Object> relationshipKeys(int row, String type, State recorded) {
        Map<String, Object> keys = new LinkedHashMap<>();
        int position = pos(row, CONSTRAINTS);
        if (position != ABSENT) {
            ByteBuffer in = changes.duplicate().order(changes.order()).position(position);
            in.getInt(); // the type again
            addKeys(keys, type, readKeySets(in), recorded);
        }
        addKeys(keys, type, extraKeys.keysOf(EntityType.RELATIONSHIP, type), recorded);
        return (List<Object>) keys.getOrDefault(type, List.of());
    }

    private List<Set<String>> readKeySets(ByteBuffer in) {
        List<Set<String>> sets = new ArrayList<>();
        for (int n = in.getInt(); n > 0; n--) {
            Set<String> set = new LinkedHashSet<>();
            for (int m = in.getInt(); m > 0; m--) {
                set.add(tokens.propertyKeyGetName(in.getInt()));
            }
            sets.add(set);
        }
        return sets;
    }

    @SuppressWarnings("unchecked")
    private static void addKeys(Map<String, Object> keys, String label, List<Set<String>> sets, State recorded) {
        for (Set<String> set : sets) {
            if (!recorded.properties().keySet().containsAll(set)) {
                continue; // not captured, or a UNIQUE constraint that does not apply to this entity
            }
            Map<String, Object> key = new LinkedHashMap<>();
            set.forEach(name -> key.put(name, recorded.properties().get(name)));
            List<Object> list = (List<Object>) keys.computeIfAbsent(label, l -> new ArrayList<>());
            if (!list.contains(key)) {
                list.add(key);
            }
        }
    }
}
