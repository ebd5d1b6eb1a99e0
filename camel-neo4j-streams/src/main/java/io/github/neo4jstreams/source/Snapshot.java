package io.github.neo4jstreams.source;

import io.github.neo4jstreams.cypher.SnapshotStatements;
import io.github.neo4jstreams.cypher.SnapshotStatements.Nodes;
import io.github.neo4jstreams.cypher.SnapshotStatements.Relationships;
import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.Endpoint;
import io.github.neo4jstreams.event.EntityType;
import io.github.neo4jstreams.event.Operation;
import io.github.neo4jstreams.event.State;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.Work;
import io.github.neo4jstreams.pattern.NodeFilter;
import io.github.neo4jstreams.value.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is in the graph, page by page: first the nodes, then the relationships, each in the order of their numbers, and each at
 * most once. What is written meanwhile may be in it or not; it is in the change log in any case. Memory is bounded by a page.
 */
final class Snapshot {

    /** Numbers that are looked at with one statement. Seeking one that isn't there takes the server about a microsecond. */
    private static final long WINDOW = 100_000;

    /** Windows without anything in them that are looked at in one step, so that a step ends. */
    private static final int WINDOWS = 100;

    private final Graph graph;
    private final ChangeSelection selection;
    private EntityKeys keys;

    Snapshot(Graph graph, ChangeSelection selection) {
        this.graph = graph;
        this.selection = selection;
    }

    /**
     * An entity.
     *
     * @param entity   as it was read
     * @param reported once for each selector that selects it
     * @param next     where to go on after it
     */
    record Found(ChangeEvent entity, List<ChangeSelection.Reported> reported, SnapshotCursor next) {}

    /**
     * What a step has read.
     *
     * @param found in their order
     * @param end   where to go on after all of it; empty if that was the end
     */
    record Page(List<Found> found, Optional<SnapshotCursor> end) {}

    /** @param changeId where the change log ends now */
    SnapshotCursor begin(String changeId) {
        return nodes(changeId);
    }

    private SnapshotCursor nodes(String changeId) {
        List<Nodes> wanted = wantedNodes();
        return cursor(changeId, EntityType.NODE, wanted.isEmpty() ? null : SnapshotStatements.nodeRange(wanted));
    }

    private SnapshotCursor relationships(String changeId) {
        List<Relationships> wanted = wantedRelationships();
        return cursor(
                changeId,
                EntityType.RELATIONSHIP,
                wanted.isEmpty() ? null : SnapshotStatements.relationshipRange(wanted));
    }

    private SnapshotCursor cursor(String changeId, EntityType entities, Statement range) {
        if (range != null) {
            JsonObject row = rows(range).get(0);
            if (row.get("last") != null) {
                return new SnapshotCursor(changeId, entities, (Long) row.get("first"), (Long) row.get("last"));
            }
        }
        return new SnapshotCursor(changeId, entities, 0, -1);
    }

    /** @param limit most entities */
    Page read(SnapshotCursor from, int limit) {
        SnapshotCursor at = from;
        for (int window = 0; window < WINDOWS; window++) {
            if (at.isAtEnd()) {
                if (at.entities() == EntityType.RELATIONSHIP) {
                    return new Page(List.of(), Optional.empty());
                }
                at = relationships(at.changeId());
                continue;
            }
            long to = Math.min(at.last(), at.next() + WINDOW - 1);
            List<JsonObject> rows = rows(page(at, to, limit));
            long next = rows.size() < limit ? to + 1 : number(rows.get(rows.size() - 1)) + 1;
            List<Found> found = reported(rows, at);
            at = at.at(next);
            if (!found.isEmpty()) {
                return new Page(found, Optional.of(at));
            }
        }
        return new Page(List.of(), Optional.of(at));
    }

    private Statement page(SnapshotCursor at, long to, int limit) {
        return at.entities() == EntityType.NODE
                ? SnapshotStatements.nodes(wantedNodes(), at.next(), to, limit)
                : SnapshotStatements.relationships(
                        wantedRelationships(), keys().nodeProperties(), at.next(), to, limit);
    }

    private List<Found> reported(List<JsonObject> rows, SnapshotCursor at) {
        Function<JsonObject, ChangeEvent> event = at.entities() == EntityType.NODE
                ? row -> node(row, at.changeId())
                : row -> relationship(row, at.changeId());
        List<Found> found = new ArrayList<>(rows.size());
        for (JsonObject row : rows) {
            ChangeEvent entity = event.apply(row);
            List<ChangeSelection.Reported> reported = selection.report(entity);
            if (!reported.isEmpty()) {
                found.add(new Found(entity, reported, at.at(number(row) + 1)));
            }
        }
        return found;
    }

    private ChangeEvent node(JsonObject row, String changeId) {
        List<String> labels = labels(row);
        Map<String, Object> properties = properties(row);
        return event(
                changeId,
                EntityType.NODE,
                row,
                labels,
                null,
                keys().ofNode(labels, properties),
                null,
                null,
                new State(labels, properties));
    }

    @SuppressWarnings("unchecked")
    private ChangeEvent relationship(JsonObject row, String changeId) {
        String type = (String) row.get("type");
        Map<String, Object> properties = properties(row);
        return event(
                changeId,
                EntityType.RELATIONSHIP,
                row,
                null,
                type,
                keys().ofRelationship(type, properties),
                end((Map<String, Object>) row.get("start")),
                end((Map<String, Object>) row.get("end")),
                new State(null, properties));
    }

    private Endpoint end(Map<String, Object> node) {
        List<String> labels = labels(node);
        return new Endpoint((String) node.get("elementId"), labels, keys().ofNode(labels, properties(node)));
    }

    private ChangeEvent event(
            String changeId,
            EntityType entityType,
            JsonObject row,
            List<String> labels,
            String type,
            Object itsKeys,
            Endpoint start,
            Endpoint end,
            State after) {
        return new ChangeEvent(
                changeId,
                -1,
                -1,
                metadata(),
                entityType,
                Operation.READ,
                (String) row.get("elementId"),
                labels,
                type,
                itsKeys,
                start,
                end,
                null,
                after);
    }

    /** There is no transaction to tell of. */
    private Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("databaseName", graph.contact(Work.READ.mode()).database());
        return metadata;
    }

    private static long number(JsonObject row) {
        return (Long) row.get("number");
    }

    @SuppressWarnings("unchecked")
    private static List<String> labels(Map<String, Object> node) {
        return (List<String>) node.get("labels");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> properties(Map<String, Object> entity) {
        return (Map<String, Object>) entity.get("properties");
    }

    private List<Nodes> wantedNodes() {
        return selection.nodes().stream()
                .map(selector -> wanted(selector.node()))
                .toList();
    }

    private static Nodes wanted(NodeFilter filter) {
        return new Nodes(filter.labels(), filter.key());
    }

    private List<Relationships> wantedRelationships() {
        return selection.relationships().stream()
                .map(selector -> new Relationships(
                        wanted(selector.start()), selector.type().orElse(null), selector.key(), wanted(selector.end())))
                .toList();
    }

    /** As they are when the reading begins or goes on. */
    private EntityKeys keys() {
        if (keys == null) {
            keys = EntityKeys.of(graph);
        }
        return keys;
    }

    private List<JsonObject> rows(Statement statement) {
        return graph.transact(Work.READ, tx -> tx.rows(statement)).result();
    }
}
