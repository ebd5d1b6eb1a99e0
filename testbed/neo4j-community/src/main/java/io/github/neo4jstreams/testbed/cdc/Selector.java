package io.github.neo4jstreams.testbed.cdc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.neo4j.internal.kernel.api.exceptions.ProcedureException;
import org.neo4j.kernel.impl.util.ValueUtils;

/** The documented selectors: conditions within one selector are ANDed, a list of selectors is ORed. */
final class Selector {
    private static final Set<String> COMMON =
            Set.of("select", "operation", "changesTo", "executingUser", "authenticatedUser", "txMetadata");
    private static final Set<String> NODE = Set.of("elementId", "key", "labels");
    private static final Set<String> RELATIONSHIP = Set.of("elementId", "key", "type", "start", "end");

    private Selector() {}

    /** What a selector is applied to. */
    record Candidate(Map<String, Object> metadata, Map<String, Object> event) {}

    static Predicate<Candidate> anyOf(List<Map<String, Object>> selectors) throws ProcedureException {
        if (selectors == null || selectors.isEmpty()) {
            return c -> true;
        }
        List<Predicate<Candidate>> parsed = new ArrayList<>();
        for (Map<String, Object> selector : selectors) {
            parsed.add(parse(selector));
        }
        return c -> parsed.stream().anyMatch(p -> p.test(c));
    }

    private static Predicate<Candidate> parse(Map<String, Object> selector) throws ProcedureException {
        Object select = selector.get("select");
        if (!(select instanceof String kind) || !Set.of("e", "n", "r").contains(kind)) {
            throw CdcErrors.badSelector("'select' must be one of e, n, r but is " + select);
        }
        // Assumption: unknown fields are rejected. Accepting them would hide mistakes of the client under test.
        for (String field : selector.keySet()) {
            if (!COMMON.contains(field)
                    && !(kind.equals("n") && NODE.contains(field))
                    && !(kind.equals("r") && RELATIONSHIP.contains(field))
                    && !(kind.equals("e") && field.equals("elementId"))) {
                throw CdcErrors.badSelector("unexpected '" + field + "' in a '" + kind + "' selector");
            }
        }
        Predicate<Candidate> p = c -> kind.equals("e") || kind.equals(c.event().get("eventType"));

        String operation = string(selector, "operation");
        if (operation != null) {
            if (!Set.of("c", "u", "d").contains(operation)) {
                throw CdcErrors.badSelector("'operation' must be one of c, u, d but is " + operation);
            }
            p = p.and(c -> operation.equals(c.event().get("operation")));
        }
        Collection<String> changesTo = strings(selector, "changesTo");
        if (changesTo != null) {
            p = p.and(c -> changed(c.event(), changesTo));
        }
        for (String field : List.of("executingUser", "authenticatedUser")) {
            String user = string(selector, field);
            if (user != null) {
                p = p.and(c -> user.equals(c.metadata().get(field)));
            }
        }
        Map<String, Object> txMetadata = map(selector, "txMetadata");
        if (txMetadata != null) {
            p = p.and(c -> containsAll(asMap(c.metadata().get("txMetadata")), txMetadata));
        }
        Predicate<Map<String, Object>> entity = entity(selector, true);
        p = p.and(c -> entity.test(c.event()));

        String type = string(selector, "type");
        if (type != null) {
            p = p.and(c -> type.equals(c.event().get("type")));
        }
        for (String end : List.of("start", "end")) {
            Map<String, Object> node = map(selector, end);
            if (node != null) {
                if (node.get("select") != null && !"n".equals(node.get("select"))) {
                    throw CdcErrors.badSelector("'" + end + "' must be a node selector");
                }
                for (String field : node.keySet()) {
                    if (!field.equals("select") && !NODE.contains(field)) {
                        throw CdcErrors.badSelector("unexpected '" + field + "' in '" + end + "'");
                    }
                }
                Predicate<Map<String, Object>> inner = entity(node, false);
                p = p.and(c -> inner.test(asMap(c.event().get(end))));
            }
        }
        return p;
    }

    /** Conditions shared by changed entities and the endpoints of a changed relationship. */
    private static Predicate<Map<String, Object>> entity(Map<String, Object> selector, boolean withState)
            throws ProcedureException {
        Predicate<Map<String, Object>> p = e -> true;
        String elementId = string(selector, "elementId");
        if (elementId != null) {
            p = p.and(e -> elementId.equals(e.get("elementId")));
        }
        Collection<String> labels = strings(selector, "labels");
        if (labels != null) {
            p = p.and(e -> hasLabels(e.get("labels"), labels)
                    || withState && hasLabels(asMap(state(e, "before")).get("labels"), labels)
                    || withState && hasLabels(asMap(state(e, "after")).get("labels"), labels));
        }
        Map<String, Object> key = map(selector, "key");
        if (key != null) {
            p = p.and(e -> keysOf(e).stream().anyMatch(k -> k.size() == key.size() && containsAll(k, key)));
        }
        return p;
    }

    private static boolean changed(Map<String, Object> event, Collection<String> names) {
        Map<String, Object> before = asMap(asMap(state(event, "before")).get("properties"));
        Map<String, Object> after = asMap(asMap(state(event, "after")).get("properties"));
        return names.stream().allMatch(n -> !Objects.equals(before.get(n), after.get(n)));
    }

    private static Object state(Map<String, Object> event, String which) {
        return asMap(event.get("state")).get(which);
    }

    private static boolean hasLabels(Object actual, Collection<String> wanted) {
        return actual instanceof Collection<?> c && c.containsAll(wanted);
    }

    private static List<Map<String, Object>> keysOf(Map<String, Object> entity) {
        List<Map<String, Object>> all = new ArrayList<>();
        Object keys = entity.get("keys");
        Collection<?> lists = keys instanceof Map<?, ?> m ? m.values() : List.of(keys);
        for (Object list : lists) {
            for (Object key : (Collection<?>) list) {
                all.add(asMap(key));
            }
        }
        return all;
    }

    private static boolean containsAll(Map<String, Object> actual, Map<String, Object> wanted) {
        return wanted.entrySet().stream().allMatch(w -> {
            Object a = actual.get(w.getKey());
            return a != null && ValueUtils.of(a).equals(ValueUtils.of(w.getValue()));
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object o) {
        return o == null ? Map.of() : (Map<String, Object>) o;
    }

    private static String string(Map<String, Object> selector, String field) throws ProcedureException {
        Object o = selector.get(field);
        if (o == null || o instanceof String) {
            return (String) o;
        }
        throw CdcErrors.badSelector("'" + field + "' must be a string");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> selector, String field) throws ProcedureException {
        Object o = selector.get(field);
        if (o == null || o instanceof Map) {
            return (Map<String, Object>) o;
        }
        throw CdcErrors.badSelector("'" + field + "' must be a map");
    }

    @SuppressWarnings("unchecked")
    private static Collection<String> strings(Map<String, Object> selector, String field) throws ProcedureException {
        Object o = selector.get(field);
        if (o == null || o instanceof Collection<?> c && c.stream().allMatch(String.class::isInstance)) {
            return (Collection<String>) o;
        }
        throw CdcErrors.badSelector("'" + field + "' must be a list of strings");
    }
}
