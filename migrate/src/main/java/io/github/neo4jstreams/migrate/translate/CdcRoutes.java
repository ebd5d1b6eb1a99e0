package io.github.neo4jstreams.migrate.translate;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What all sources have in common. */
final class CdcRoutes {

    private CdcRoutes() {}

    /** @param valueFormat null for a query */
    static void common(Work work, Route route, String valueFormat) {
        route.option("cursorName", route.id());
        if (valueFormat != null) {
            route.option("valueFormat", valueFormat.toUpperCase(java.util.Locale.ROOT));
        }
        start(work, route, "now", null);
        route.option("startFrom", "{{" + route.id() + ".start-from}}");
        route.option("startFromValue", "{{?" + route.id() + ".start-from-value}}");
        route.option("groupBy", "POLL");
        route.option("greedy", true);
    }

    /** Says where it begins. */
    static void start(Work work, Route route, String from, String value) {
        work.properties.put(
                route.id() + ".start-from",
                from,
                "where " + route.id() + " begins the first time: see the plan. value: after the one in " + route.id()
                        + ".start-from-value");
        if (value != null) {
            work.properties.put(route.id() + ".start-from-value", value, null);
        }
    }

    /** Selectors by their topics; with a single topic they need no name. */
    static void select(Route route, Map<String, String> selectors) {
        if (selectors.size() == 1) {
            route.option("select", selectors.values().iterator().next());
            return;
        }
        Set<String> taken = new HashSet<>();
        selectors.forEach((topic, selector) -> {
            String name = name(topic, taken);
            route.option("select." + name, selector);
            route.option("select." + name + ".topic", topic);
        });
    }

    /** A name of a selector, in which a dot would end it. */
    static String name(String topic, Set<String> taken) {
        String plain = topic.replaceAll("[^A-Za-z0-9]+", "_");
        String name = plain.matches("[A-Za-z].*") ? plain : "t" + plain;
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }
}
