package io.github.neo4jstreams.benchmarks;

import io.github.neo4jstreams.benchmarks.Domain.Kind;
import io.github.neo4jstreams.benchmarks.Domain.Link;
import io.github.neo4jstreams.benchmarks.Domain.Type;
import io.github.neo4jstreams.benchmarks.Unwind.Step;
import io.github.neo4jstreams.sink.SinkDefinition;
import io.github.neo4jstreams.sink.cdc.SourceIdSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same change events into a copy whose nodes and relationships are found by their ids in the source. */
final class SourceIdWorkload extends ChangeWorkload {

    static final String LABEL = "SourceEvent";
    static final String PROPERTY = "sourceId";

    SourceIdWorkload(int count) {
        super(count);
    }

    @Override
    public String name() {
        return "cdc-source-id";
    }

    @Override
    public String endpoint() {
        return "neo4j-streams:cdc-source-id";
    }

    @Override
    public SinkDefinition strategy() {
        return new SourceIdSink(LABEL, PROPERTY);
    }

    @Override
    public List<Unwind> seed() {
        Domain domain = domain(1);
        List<Unwind> seed = new ArrayList<>();
        for (Kind kind : Domain.KINDS) {
            Unwind nodes =
                    new Unwind("CREATE (n:%s:%s {%s: row.n}) SET n += row.p".formatted(LABEL, kind.label(), PROPERTY));
            for (int i = 0; i < domain.ofEachKind(); i++) {
                Map<String, Object> properties = new HashMap<>(domain.properties());
                properties.putAll(kind.keys(i));
                nodes.rows().add(Map.of("n", nodeId(kind, i), "p", properties));
            }
            seed.add(nodes);
        }
        for (Type type : TYPES) {
            Unwind links = new Unwind(ends("MATCH")
                    + "CREATE (s)-[r:%s {%s: row.k}]->(e) SET r += row.p".formatted(type.name(), PROPERTY));
            for (Link link : domain.links(type)) {
                links.rows()
                        .add(Map.of(
                                "s", nodeId(type.from(), link.from()),
                                "e", nodeId(type.to(), link.to()),
                                "k", linkId(type, link.number()),
                                "p", domain.linkProperties()));
            }
            seed.add(links);
        }
        return seed;
    }

    private static String ends(String clause) {
        return "%1$s (s:%2$s {%3$s: row.s})\n%1$s (e:%2$s {%3$s: row.e})\n".formatted(clause, LABEL, PROPERTY);
    }

    @Override
    void byHandNode(
            Unwind.Grouped grouped, Map<String, Object> event, Map<String, Object> before, Map<String, Object> after) {
        Object id = event.get("elementId");
        if (after == null) {
            grouped.add(
                    Step.DELETED_NODES,
                    "",
                    () -> "MATCH (n:%s {%s: row.n}) DETACH DELETE n".formatted(LABEL, PROPERTY),
                    Map.of("n", id));
            return;
        }
        List<String> added = labels(after, before, LABEL);
        List<String> removed = labels(before, after, LABEL);
        grouped.add(
                Step.NODES,
                added + " " + removed,
                () -> "MERGE (n:%s {%s: row.n}) ".formatted(LABEL, PROPERTY) + writes(added, removed),
                Map.of("n", id, "p", changed(before, after)));
    }

    @Override
    void byHandLink(
            Unwind.Grouped grouped, Map<String, Object> event, Map<String, Object> before, Map<String, Object> after) {
        String type = (String) event.get("type");
        Object id = event.get("elementId");
        Object start = map(event, "start").get("elementId");
        Object end = map(event, "end").get("elementId");
        if (after == null) {
            grouped.add(
                    Step.DELETED_RELATIONSHIPS,
                    type,
                    () -> ends("MATCH") + "MATCH (s)-[r:%s {%s: row.k}]->(e) DELETE r".formatted(type, PROPERTY),
                    Map.of("s", start, "e", end, "k", id));
        } else {
            grouped.add(
                    Step.RELATIONSHIPS,
                    type,
                    () -> ends("MERGE") + "MERGE (s)-[r:%s {%s: row.k}]->(e) SET r += row.p".formatted(type, PROPERTY),
                    Map.of("s", start, "e", end, "k", id, "p", changed(before, after)));
        }
    }
}
