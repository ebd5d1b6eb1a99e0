package io.github.neo4jstreams.benchmarks;

import io.github.neo4jstreams.benchmarks.Domain.Kind;
import io.github.neo4jstreams.benchmarks.Domain.Link;
import io.github.neo4jstreams.benchmarks.Domain.Type;
import io.github.neo4jstreams.benchmarks.Unwind.Step;
import io.github.neo4jstreams.sink.SinkDefinition;
import io.github.neo4jstreams.sink.cdc.SchemaSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Change events into a copy that is found by keys. */
final class SchemaWorkload extends ChangeWorkload {

    SchemaWorkload(int count) {
        super(count);
    }

    @Override
    public String name() {
        return "cdc-schema";
    }

    @Override
    public String endpoint() {
        return "neo4j-streams:cdc-schema";
    }

    @Override
    public SinkDefinition strategy() {
        return new SchemaSink();
    }

    @Override
    public List<Unwind> seed() {
        Domain domain = domain(1);
        List<Unwind> seed = new ArrayList<>();
        for (Kind kind : Domain.KINDS) {
            Unwind nodes = new Unwind("CREATE (n:%s {%s: row.n}) SET n += row.p".formatted(kind.label(), kind.key()));
            for (int i = 0; i < domain.ofEachKind(); i++) {
                nodes.rows().add(Map.of("n", kind.keyOf(i), "p", domain.properties()));
            }
            seed.add(nodes);
        }
        for (Type type : TYPES) {
            Unwind links = new Unwind(ends(
                            type.from().label(),
                            type.from().key(),
                            type.to().label(),
                            type.to().key())
                    + "CREATE (s)-[r:%s]->(e) SET r = row.p".formatted(type.name()));
            for (Link link : domain.links(type)) {
                links.rows()
                        .add(Map.of(
                                "s", type.from().keyOf(link.from()),
                                "e", type.to().keyOf(link.to()),
                                "p", domain.linkProperties()));
            }
            seed.add(links);
        }
        return seed;
    }

    private static String ends(Key start, Key end) {
        return ends(start.label(), start.name(), end.label(), end.name());
    }

    private static String ends(String startLabel, String startKey, String endLabel, String endKey) {
        return "MATCH (s:%s {%s: row.s})\nMATCH (e:%s {%s: row.e})\n".formatted(startLabel, startKey, endLabel, endKey);
    }

    private record Key(String label, String name, Object value) {

        static Key of(Map<String, Object> owner) {
            Map.Entry<String, Object> ofLabel =
                    map(owner, "keys").entrySet().iterator().next();
            Map<?, ?> key = (Map<?, ?>) ((List<?>) ofLabel.getValue()).get(0);
            Map.Entry<?, ?> property = key.entrySet().iterator().next();
            return new Key(ofLabel.getKey(), (String) property.getKey(), property.getValue());
        }
    }

    @Override
    void byHandNode(
            Unwind.Grouped grouped, Map<String, Object> event, Map<String, Object> before, Map<String, Object> after) {
        Key key = Key.of(event);
        if (after == null) {
            grouped.add(
                    Step.DELETED_NODES,
                    key.label(),
                    () -> "MATCH (n:%s {%s: row.n}) DETACH DELETE n".formatted(key.label(), key.name()),
                    Map.of("n", key.value()));
            return;
        }
        List<String> added = labels(after, before, key.label());
        List<String> removed = labels(before, after, key.label());
        grouped.add(
                Step.NODES,
                key.label() + added + removed,
                () -> "MERGE (n:%s {%s: row.n}) ".formatted(key.label(), key.name()) + writes(added, removed),
                Map.of("n", key.value(), "p", changed(before, after)));
    }

    @Override
    void byHandLink(
            Unwind.Grouped grouped, Map<String, Object> event, Map<String, Object> before, Map<String, Object> after) {
        Key start = Key.of(map(event, "start"));
        Key end = Key.of(map(event, "end"));
        String type = (String) event.get("type");
        String shape = String.join(" ", type, start.label(), end.label());
        if (after == null) {
            grouped.add(
                    Step.DELETED_RELATIONSHIPS,
                    shape,
                    () -> ends(start, end) + "MATCH (s)-[r:%s]->(e) DELETE r".formatted(type),
                    Map.of("s", start.value(), "e", end.value()));
        } else {
            grouped.add(
                    Step.RELATIONSHIPS,
                    shape,
                    () -> ends(start, end) + "MERGE (s)-[r:%s]->(e) SET r += row.p".formatted(type),
                    Map.of("s", start.value(), "e", end.value(), "p", changed(before, after)));
        }
    }
}
