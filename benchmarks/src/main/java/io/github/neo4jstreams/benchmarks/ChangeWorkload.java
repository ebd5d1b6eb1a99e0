package io.github.neo4jstreams.benchmarks;

import io.github.neo4jstreams.benchmarks.Domain.Kind;
import io.github.neo4jstreams.benchmarks.Domain.Link;
import io.github.neo4jstreams.benchmarks.Domain.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Change events of nodes with four labels, some of which get and lose more of them, and of relationships of three types; in
 * the form in which the Kafka Connect connector and this component's source write them.
 */
abstract class ChangeWorkload implements Workload {

    static final List<Type> TYPES = List.of(Domain.KNOWS, Domain.WORKS_AT, Domain.DRIVES);
    private static final int ENTITIES = 8_000;
    private static final String ID = ":f1a0c1d2-0b5b-4a0e-9d53-0d1c2b3a4958:";
    private static final Map<String, Object> METADATA = Map.of(
            "executingUser", "neo4j",
            "authenticatedUser", "neo4j",
            "connectionType", "bolt",
            "connectionClient", "127.0.0.1:51320",
            "connectionServer", "127.0.0.1:7687",
            "captureMode", "FULL",
            "serverId", "f1a0c1d2",
            "txStartTime", Map.of("type", "TZDT", "TZDT", "2026-01-31T10:15:30.123Z"),
            "txCommitTime", Map.of("type", "TZDT", "TZDT", "2026-01-31T10:15:30.223Z"),
            "txMetadata", Map.of());

    private final int count;

    ChangeWorkload(int count) {
        this.count = count;
    }

    static Domain domain(long seed) {
        return new Domain(ENTITIES, seed);
    }

    static String nodeId(Kind kind, int number) {
        return "4" + ID + (Domain.KINDS.indexOf(kind) * 1_000_000L + number);
    }

    static String linkId(Type type, int number) {
        return "5" + ID + (TYPES.indexOf(type) * 1_000_000L + number);
    }

    @Override
    public final List<Record> records() {
        Domain domain = domain(2);
        List<Supplier<Map<String, Object>>> shapes = new ArrayList<>();
        for (Kind kind : Domain.KINDS) {
            int[] fresh = {domain.ofEachKind()};
            List<String> plain = List.of(kind.label());
            shapes.add(() -> created(kind, domain.flip() ? domain.leaver() : fresh[0]++, plain, domain.properties()));
            shapes.add(() -> updated(kind, domain, plain, plain));
            shapes.add(() -> node(kind, domain.leaver(), "DELETE", state(plain, domain.properties()), null));
        }
        List<String> person = List.of("Person");
        List<String> employee = List.of("Person", "Employee");
        List<String> customer = List.of("Person", "Customer");
        List<String> company = List.of("Company");
        List<String> supplier = List.of("Company", "Supplier");
        shapes.add(() -> created(Domain.PERSON, domain.any(), employee, domain.properties()));
        shapes.add(() -> updated(Domain.PERSON, domain, person, employee));
        shapes.add(() -> updated(Domain.PERSON, domain, employee, person));
        shapes.add(() -> updated(Domain.PERSON, domain, employee, customer));
        shapes.add(() -> updated(Domain.COMPANY, domain, company, supplier));
        shapes.add(() -> updated(Domain.COMPANY, domain, supplier, company));
        for (Type type : TYPES) {
            int[] fresh = {domain.ofEachKind()};
            List<Link> staying =
                    domain.links(type).stream().filter(domain::stays).toList();
            shapes.add(() -> link(
                    type,
                    new Link(fresh[0]++, domain.stayer(), domain.stayer()),
                    "CREATE",
                    null,
                    domain.linkProperties()));
            shapes.add(() ->
                    link(type, domain.oneOf(staying), "UPDATE", domain.linkProperties(), domain.linkProperties()));
            shapes.add(() -> link(type, domain.oneOf(staying), "DELETE", domain.linkProperties(), null));
        }
        return IntStream.range(0, count)
                .mapToObj(i -> event(i, domain.oneOf(shapes).get()))
                .toList();
    }

    private static Record event(int number, Map<String, Object> entity) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", "A3V16ZaLlUmnipHLFkWrlA0AAAAAAAAABQAAAAAAAAAA" + number);
        event.put("txId", (long) number / 10);
        event.put("seq", (long) number % 10);
        event.put("metadata", METADATA);
        event.put("event", entity);
        return Record.json(Map.of("elementId", entity.get("elementId")), event);
    }

    private static Map<String, Object> created(
            Kind kind, int number, List<String> labels, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.putAll(kind.keys(number));
        return node(kind, number, "CREATE", null, state(labels, all));
    }

    /** One property of four has changed, or all that are different by chance. */
    private static Map<String, Object> updated(Kind kind, Domain domain, List<String> labels, List<String> newLabels) {
        int number = domain.any();
        Map<String, Object> before = new HashMap<>(domain.properties());
        before.putAll(kind.keys(number));
        Map<String, Object> after = new HashMap<>(domain.properties());
        after.putAll(kind.keys(number));
        return node(kind, number, "UPDATE", state(labels, before), state(newLabels, after));
    }

    private static Map<String, Object> node(
            Kind kind, int number, String operation, Map<String, Object> before, Map<String, Object> after) {
        Set<Object> labels = new LinkedHashSet<>();
        for (Map<String, Object> state : Arrays.asList(before, after)) {
            if (state != null) {
                labels.addAll((List<?>) state.get("labels"));
            }
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("elementId", nodeId(kind, number));
        event.put("eventType", "NODE");
        event.put("operation", operation);
        event.put("labels", labels);
        event.put("keys", Map.of(kind.label(), List.of(kind.keys(number))));
        event.put("state", states(before, after));
        return event;
    }

    private static Map<String, Object> link(
            Type type, Link link, String operation, Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("elementId", linkId(type, link.number()));
        event.put("eventType", "RELATIONSHIP");
        event.put("operation", operation);
        event.put("type", type.name());
        event.put("start", end(type.from(), link.from()));
        event.put("end", end(type.to(), link.to()));
        event.put("keys", List.of());
        event.put(
                "state",
                states(
                        before == null ? null : Map.of("properties", before),
                        after == null ? null : Map.of("properties", after)));
        return event;
    }

    private static Map<String, Object> end(Kind kind, int number) {
        return Map.of(
                "elementId",
                nodeId(kind, number),
                "labels",
                List.of(kind.label()),
                "keys",
                Map.of(kind.label(), List.of(kind.keys(number))));
    }

    private static Map<String, Object> state(List<String> labels, Map<String, Object> properties) {
        return Map.of("labels", labels, "properties", properties);
    }

    private static Map<String, Object> states(Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> states = new LinkedHashMap<>();
        states.put("before", before);
        states.put("after", after);
        return states;
    }

    @Override
    public final List<Unwind> byHand(List<Record> records) {
        Unwind.Grouped grouped = new Unwind.Grouped();
        for (Record record : records) {
            Map<String, Object> event = map(record.valueMap(), "event");
            Map<String, Object> states = map(event, "state");
            Map<String, Object> before = map(states, "before");
            Map<String, Object> after = map(states, "after");
            if ("NODE".equals(event.get("eventType"))) {
                byHandNode(grouped, event, before, after);
            } else {
                byHandLink(grouped, event, before, after);
            }
        }
        return grouped.statements();
    }

    /** @param after null if it was deleted */
    abstract void byHandNode(
            Unwind.Grouped grouped, Map<String, Object> event, Map<String, Object> before, Map<String, Object> after);

    /** @param after null if it was deleted */
    abstract void byHandLink(
            Unwind.Grouped grouped, Map<String, Object> event, Map<String, Object> before, Map<String, Object> after);

    /** Properties that are new or different. None is ever gone here. */
    static Map<String, Object> changed(Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> now = map(after, "properties");
        if (before == null) {
            return now;
        }
        Map<String, Object> old = map(before, "properties");
        Map<String, Object> changed = new HashMap<>();
        now.forEach((name, value) -> {
            if (!Objects.equals(value, old.get(name))) {
                changed.put(name, value);
            }
        });
        return changed;
    }

    /** Labels that one has and the other hasn't, but for one. */
    static List<String> labels(Map<String, Object> one, Map<String, Object> other, String but) {
        List<?> others = other == null ? List.of() : (List<?>) other.get("labels");
        return one == null
                ? List.of()
                : ((List<?>) one.get("labels"))
                        .stream()
                                .map(String.class::cast)
                                .filter(label -> !others.contains(label) && !label.equals(but))
                                .toList();
    }

    /** {@code SET} and {@code REMOVE} for what has changed. */
    static String writes(List<String> added, List<String> removed) {
        return "SET n += row.p"
                + (added.isEmpty() ? "" : ", n:" + String.join(":", added))
                + (removed.isEmpty() ? "" : " REMOVE n:" + String.join(":", removed));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> owner, String field) {
        return (Map<String, Object>) owner.get(field);
    }
}
