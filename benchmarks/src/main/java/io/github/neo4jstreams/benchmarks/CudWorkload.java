package io.github.neo4jstreams.benchmarks;

import io.github.neo4jstreams.benchmarks.Domain.Kind;
import io.github.neo4jstreams.benchmarks.Domain.Link;
import io.github.neo4jstreams.benchmarks.Domain.Type;
import io.github.neo4jstreams.benchmarks.Unwind.Step;
import io.github.neo4jstreams.sink.SinkDefinition;
import io.github.neo4jstreams.sink.cud.CudSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** CUD commands, drawn evenly from all that can be done to four kinds of nodes and four types of relationships. */
final class CudWorkload implements Workload {

    /** Tells relationships of one type between the same nodes apart. */
    private static final String LINK_KEY = "spot";

    private final String name;
    private final int entities;
    private final int count;

    /** @param entities among which the messages choose */
    CudWorkload(String name, int entities, int count) {
        this.name = name;
        this.entities = entities;
        this.count = count;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String endpoint() {
        return "neo4j-streams:cud";
    }

    @Override
    public SinkDefinition strategy() {
        return new CudSink(false);
    }

    @Override
    public List<Unwind> seed() {
        Domain domain = new Domain(entities, 1);
        List<Unwind> seed = new ArrayList<>();
        for (Kind kind : Domain.KINDS) {
            Unwind nodes = new Unwind("CREATE (n:%s) SET n = row.p, n.%s = row.k".formatted(kind.label(), kind.key()));
            for (int i = 0; i < domain.ofEachKind(); i++) {
                nodes.rows().add(Map.of("k", kind.keyOf(i), "p", domain.properties()));
            }
            seed.add(nodes);
        }
        for (Type type : Domain.TYPES) {
            Unwind links = new Unwind("%s%sCREATE (s)-[r:%s]->(e) SET r = row.p"
                    .formatted(
                            find("match", "s", type.from().label(), type.from().key()),
                            find("match", "e", type.to().label(), type.to().key()),
                            type.name()));
            for (Link link : domain.links(type)) {
                links.rows()
                        .add(Map.of(
                                "s", type.from().keyOf(link.from()),
                                "e", type.to().keyOf(link.to()),
                                "p", isKeyed(type) ? Map.of(LINK_KEY, spot(link)) : domain.linkProperties()));
            }
            seed.add(links);
        }
        return seed;
    }

    private static boolean isKeyed(Type type) {
        return type == Domain.PARKS_AT;
    }

    private static long spot(Link link) {
        return link.number() % 10;
    }

    private interface Shape {
        Map<String, Object> command();
    }

    @Override
    public List<Record> records() {
        Domain domain = new Domain(entities, 2);
        List<Shape> shapes = new ArrayList<>();
        for (Kind kind : Domain.KINDS) {
            int[] fresh = {domain.ofEachKind()};
            shapes.add(() -> {
                Map<String, Object> properties = new HashMap<>(domain.properties());
                properties.putAll(kind.keys(fresh[0]++));
                return node("create", kind, null, properties);
            });
            shapes.add(() -> node("merge", kind, domain.any(), domain.properties()));
            shapes.add(() -> node("update", kind, domain.any(), domain.properties()));
            shapes.add(() -> node("delete", kind, domain.leaver(), null));
        }
        for (Type type : Domain.TYPES) {
            List<Link> links = domain.links(type);
            List<Link> staying = links.stream().filter(domain::stays).toList();
            for (String op : List.of("create", "merge")) {
                shapes.add(() -> link(op, type, "match", "match", among(staying, domain, true), domain));
                shapes.add(() -> link(op, type, "merge", "merge", among(links, domain, false), domain));
            }
            shapes.add(() -> link("merge", type, "merge", "match", among(staying, domain, true), domain));
            shapes.add(() -> link("update", type, "match", "match", domain.oneOf(links), domain));
            shapes.add(() -> link("delete", type, "match", "match", domain.oneOf(links), domain));
        }
        return IntStream.range(0, count)
                .mapToObj(i -> Record.json(null, domain.oneOf(shapes).command()))
                .toList();
    }

    /** Every other time one that is there already. */
    private static Link among(List<Link> links, Domain domain, boolean staying) {
        return domain.flip()
                ? domain.oneOf(links)
                : new Link(
                        domain.any(),
                        staying ? domain.stayer() : domain.any(),
                        staying ? domain.stayer() : domain.any());
    }

    private static Map<String, Object> node(String op, Kind kind, Integer node, Map<String, Object> properties) {
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("type", "node");
        command.put("op", op);
        command.put("labels", List.of(kind.label()));
        if (node != null) {
            command.put("ids", kind.keys(node));
        }
        if (properties == null) {
            command.put("detach", true);
        } else {
            command.put("properties", properties);
        }
        return command;
    }

    private static Map<String, Object> link(
            String op, Type type, String fromOp, String toOp, Link link, Domain domain) {
        Map<String, Object> properties = new HashMap<>(domain.linkProperties());
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("type", "relationship");
        command.put("op", op);
        command.put("rel_type", type.name());
        command.put("from", end(type.from(), link.from(), fromOp));
        command.put("to", end(type.to(), link.to(), toOp));
        if (isKeyed(type)) {
            if (op.equals("create")) {
                properties.put(LINK_KEY, spot(link));
            } else {
                command.put("ids", Map.of(LINK_KEY, spot(link)));
            }
        }
        if (!op.equals("delete")) {
            command.put("properties", properties);
        }
        return command;
    }

    private static Map<String, Object> end(Kind kind, int node, String op) {
        return Map.of("op", op, "labels", List.of(kind.label()), "ids", kind.keys(node));
    }

    @Override
    public List<Unwind> byHand(List<Record> records) {
        Unwind.Grouped grouped = new Unwind.Grouped();
        for (Record record : records) {
            Map<String, Object> command = record.valueMap();
            if ("node".equals(command.get("type"))) {
                node(command, grouped);
            } else {
                link(command, grouped);
            }
        }
        return grouped.statements();
    }

    private static void node(Map<String, Object> command, Unwind.Grouped grouped) {
        String op = (String) command.get("op");
        String label = label(command);
        if (op.equals("create")) {
            grouped.add(
                    Step.NODES,
                    op + label,
                    () -> "CREATE (n:%s) SET n = row.p".formatted(label),
                    Map.of("p", command.get("properties")));
            return;
        }
        Map.Entry<String, Object> id = id(command);
        if (op.equals("delete")) {
            grouped.add(
                    Step.DELETED_NODES,
                    op + label,
                    () -> find("match", "n", label, id.getKey()) + "DETACH DELETE n",
                    Map.of("n", id.getValue()));
            return;
        }
        grouped.add(
                Step.NODES,
                op + label,
                () -> find(op, "n", label, id.getKey()) + "SET n += row.p",
                Map.of("n", id.getValue(), "p", command.get("properties")));
    }

    private static void link(Map<String, Object> command, Unwind.Grouped grouped) {
        String op = (String) command.get("op");
        String type = (String) command.get("rel_type");
        Map<String, Object> from = object(command, "from");
        Map<String, Object> to = object(command, "to");
        Map.Entry<String, Object> fromId = id(from);
        Map.Entry<String, Object> toId = id(to);
        Map.Entry<String, Object> own = command.containsKey("ids") ? id(command) : null;
        Map<String, Object> row = new HashMap<>();
        row.put("s", fromId.getValue());
        row.put("e", toId.getValue());
        if (own != null) {
            row.put("k", own.getValue());
        }
        boolean delete = op.equals("delete");
        if (!delete) {
            row.put("p", command.get("properties"));
        }
        grouped.add(
                delete ? Step.DELETED_RELATIONSHIPS : Step.RELATIONSHIPS,
                String.join(" ", op, type, (String) from.get("op"), (String) to.get("op")),
                () -> {
                    String start = find((String) from.get("op"), "s", label(from), fromId.getKey());
                    String end = find((String) to.get("op"), "e", label(to), toId.getKey());
                    boolean endFirst = "merge".equals(from.get("op")) && "match".equals(to.get("op"));
                    String pattern = "(s)-[r:%s%s]->(e) "
                            .formatted(type, own == null ? "" : " {%s: row.k}".formatted(own.getKey()));
                    return (endFirst ? end + start : start + end)
                            + switch (op) {
                                case "create" -> "CREATE " + pattern + "SET r = row.p";
                                case "merge" -> "MERGE " + pattern + "SET r += row.p";
                                case "update" -> "MATCH " + pattern + "SET r += row.p";
                                default -> "MATCH " + pattern + "DELETE r";
                            };
                },
                row);
    }

    private static String find(String op, String variable, String label, String key) {
        return "%s (%s:%s {%s: row.%s})\n"
                .formatted(op.equals("merge") ? "MERGE" : "MATCH", variable, label, key, variable);
    }

    private static String label(Map<String, Object> owner) {
        return ((List<?>) owner.get("labels")).stream().map(String.class::cast).collect(Collectors.joining(":"));
    }

    private static Map.Entry<String, Object> id(Map<String, Object> owner) {
        return object(owner, "ids").entrySet().iterator().next();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> owner, String field) {
        return (Map<String, Object>) owner.get(field);
    }
}
