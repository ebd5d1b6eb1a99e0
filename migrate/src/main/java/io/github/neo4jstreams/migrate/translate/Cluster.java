package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Place;
import io.github.neo4jstreams.migrate.read.Setting;
import io.github.neo4jstreams.migrate.read.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The members of a cluster as one: each has a configuration of its own, and they were meant to be the same. */
final class Cluster {

    private static final Set<String> DIFFERENT_BY_NATURE =
            Set.of("kafka.client.id", "kafka.client.rack", "kafka.group.instance.id");

    private Cluster() {}

    /** The settings of all members, those of the first where they differ, which is said line by line. */
    static Settings join(List<Source> members, Findings findings) {
        return join(
                members,
                Cluster::isOfPlugin,
                "differs between members, so what was written or sent depended on who was the leader",
                findings);
    }

    /** The same of workers, which may be those of several clusters of Connect. */
    static Settings joinWorkers(List<Source> workers, Findings findings) {
        return join(workers, Cluster::isOfConnectors, "differs between workers", findings);
    }

    private static Settings join(List<Source> members, Predicate<String> watched, String what, Findings findings) {
        Map<String, Map<Source, Setting>> byKey = new LinkedHashMap<>();
        for (Source member : members) {
            for (Setting setting : Settings.of(member, findings).all()) {
                byKey.computeIfAbsent(setting.key(), key -> new LinkedHashMap<>())
                        .put(member, setting);
            }
        }
        List<Setting> joined = new ArrayList<>();
        byKey.forEach((key, bySource) -> {
            List<Setting> all = List.copyOf(bySource.values());
            Setting first = all.get(0);
            joined.add(first);
            all.subList(1, all.size()).forEach(other -> findings.represents(first, other));
            if (members.size() > 1 && watched.test(key)) {
                drift(key, what, members, bySource, findings);
            }
        });
        return Settings.of(joined);
    }

    static boolean isOfPlugin(String key) {
        String lower = key.toLowerCase(java.util.Locale.ROOT);
        return lower.startsWith("streams.") || lower.startsWith("kafka.");
    }

    /** What connectors have from their worker. */
    private static boolean isOfConnectors(String key) {
        return key.matches(
                "bootstrap\\.servers|(key|value)\\.converter.*|(consumer|producer)\\..*|(security|sasl|ssl)\\..*");
    }

    private static void drift(
            String key, String what, List<Source> members, Map<Source, Setting> bySource, Findings findings) {
        Set<String> values = bySource.values().stream().map(Setting::value).collect(Collectors.toSet());
        if (values.size() == 1 && bySource.size() == members.size() || DIFFERENT_BY_NATURE.contains(key)) {
            return;
        }
        Setting first = bySource.values().iterator().next();
        List<Place> places = new ArrayList<>();
        StringBuilder text = new StringBuilder(what + ". The routes have the value of " + first.place() + ":");
        for (Source member : members) {
            Setting setting = bySource.get(member);
            if (setting == null) {
                String files = member.settings().stream()
                        .map(other -> other.place().file())
                        .distinct()
                        .collect(Collectors.joining(", "));
                text.append('\n').append(files).append("  not there");
                places.add(new Place(files, 0));
            } else {
                places.add(setting.place());
                text.append('\n')
                        .append(setting.place())
                        .append("  ")
                        .append(Secrets.printable(setting.written()))
                        .append(" = ")
                        .append(
                                !setting.value().equals(first.value()) && Secrets.isSecret(key)
                                        ? "(secret, another one)"
                                        : Secrets.shown(key, setting.value()));
            }
        }
        findings.add(Severity.DRIFT, places, first.written(), text.toString());
    }
}
