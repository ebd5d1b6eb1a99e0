package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Catalogue;
import io.github.neo4jstreams.migrate.know.Known;
import io.github.neo4jstreams.migrate.know.Scope;
import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Input;
import io.github.neo4jstreams.migrate.read.Note;
import io.github.neo4jstreams.migrate.read.Setting;
import io.github.neo4jstreams.migrate.read.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes routes of settings. Thread-safe. */
public final class Translator {

    private final Catalogue catalogue;

    public Translator(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** What can be made of an input, whatever is wrong with it. */
    public Migration translate(Input input) {
        Work work = new Work(catalogue);
        List<Origin> origins = new ArrayList<>();
        for (Note note : input.notes()) {
            work.findings.add(Severity.TRAP, List.of(note.place()), null, note.text());
        }
        Settings worker = worker(
                work,
                of(input, Source.Kind.WORKER),
                !of(input, Source.Kind.CONNECTOR).isEmpty());
        // connectors before members: they know where the graph is, the plugin runs in it
        for (Source source : of(input, Source.Kind.CONNECTOR)) {
            ConnectorTranslator connector = new ConnectorTranslator(work, source, worker);
            if (connector.translate()) {
                origins.add(connector.origin());
            }
        }
        List<Source> members = of(input, Source.Kind.MEMBER);
        if (!members.isEmpty()) {
            PluginTranslator plugin = new PluginTranslator(work, members);
            if (plugin.translate()) {
                origins.add(plugin.origin());
            }
        }
        for (Source source : of(input, Source.Kind.OTHER)) {
            source.settings()
                    .forEach(setting ->
                            work.findings.add(Severity.KEPT, setting, "is no setting of Neo4j or of Kafka Connect"));
        }
        origins.stream()
                .filter(origin -> !origin.plugin())
                .filter(origin -> origins.stream().filter(origin::equals).count() > 1)
                .distinct()
                .forEach(origin -> work.findings.add(
                        Severity.HAND,
                        "Several files have a connector of the name " + Secrets.printable(origin.name())
                                + ", of which Connect had the last one only. All are translated: keep one"));
        if (work.routes.isEmpty() && !origins.isEmpty()) {
            work.findings.add(
                    Severity.HAND, "No route was made: no key asks for a sink or a source that could be translated");
        }
        databases(work);
        groupsOfRoutes(work);
        restOf(work, worker, input);
        return new Migration(work.routes, work.properties, work.findings.all(), origins);
    }

    private static List<Source> of(Input input, Source.Kind kind) {
        return input.sources().stream().filter(source -> source.kind() == kind).toList();
    }

    /** @param forConnectors whether there is somebody to use it */
    private Settings worker(Work work, List<Source> workers, boolean forConnectors) {
        if (workers.isEmpty()) {
            return null;
        }
        Settings settings = Cluster.joinWorkers(workers, work.findings);
        if (!forConnectors) {
            settings.all()
                    .forEach(setting -> work.findings.add(
                            Severity.DROPPED, setting, "there is no connector among the files that would use it"));
            return settings;
        }
        settings.value("bootstrap.servers").ifPresent(brokers -> {
            work.properties.offer(ClientSettings.BROKERS, Placeholders.translate(brokers, "KAFKA_BROKERS"), null);
            work.findings.add(Severity.TRANSLATED, settings.get("bootstrap.servers"), ClientSettings.BROKERS);
        });
        ClientSettings client = new ClientSettings(work);
        for (Setting setting : settings.all()) {
            Optional<Known> known = catalogue.find(Scope.WORKER, setting.key());
            boolean security = known.filter(Known::isClient)
                    .filter(k -> "security".equals(k.entry().side()))
                    .isPresent();
            if (security) {
                client.take(setting, known.get(), true, true);
            }
        }
        return settings;
    }

    /** Whatever a worker has that no connector used, and what nobody has spoken of at all. */
    private void restOf(Work work, Settings worker, Input input) {
        for (Source source : input.sources()) {
            Scope scope = source.kind() == Source.Kind.WORKER ? Scope.WORKER : Scope.OTHER;
            for (Setting setting : source.settings()) {
                if (work.findings.spokenOf(setting)) {
                    continue;
                }
                Optional<Known> known = catalogue.find(scope, setting.key());
                if (known.isPresent()
                        && (!known.get().isClient() || known.get().entry().becomes() != null)) {
                    if (known.get().isClient() && known.get().prefix().isEmpty()) {
                        work.findings.add(Severity.DROPPED, setting, "was for Connect's own clients");
                    } else {
                        work.fromTable(setting, known.get());
                    }
                } else if (known.isPresent()) {
                    work.findings.add(
                            Severity.DROPPED,
                            setting,
                            "was for Connect's own clients, or for connectors that aren't here");
                } else {
                    work.findings.add(Severity.HAND, setting, "was not translated");
                }
            }
        }
    }

    /** A database that all routes have stands on the component, where the beans that keep offsets find it too. */
    private void databases(Work work) {
        Set<String> all = new LinkedHashSet<>();
        work.routes.forEach(route -> all.add(route.database() == null ? "" : route.database()));
        if (all.size() == 1 && !all.contains("")) {
            work.properties.put(
                    "camel.component.neo4j-streams.database", all.iterator().next(), null);
            return;
        }
        for (Route route : work.routes) {
            if (route.database() != null) {
                route.option("database", route.database());
                route.elsewhere();
            }
        }
    }

    private void groupsOfRoutes(Work work) {
        Map<String, List<Route>> readers = new LinkedHashMap<>();
        work.routes.stream()
                .filter(route -> route.direction() == Route.Direction.TO_GRAPH && route.started())
                .forEach(route -> route.topics().forEach(topic -> readers.computeIfAbsent(
                                route.group() + " and the topic " + topic, any -> new ArrayList<>())
                        .add(route)));
        readers.values().removeIf(routes -> routes.size() < 2);
        readers.forEach((what, routes) -> {
            work.findings.add(
                    Severity.HAND,
                    "The routes "
                            + routes.stream().map(Route::id).collect(Collectors.joining(", "))
                            + " have the group " + Secrets.printable(what)
                            + " in common: each would get a part of it, and"
                            + " the rest is lost for it. None of them is started: give them groups of their own, or decide for one, and"
                            + " delete autoStartup: false");
            routes.forEach(route -> route.notStarted("another route reads the same topic in the same group"));
        });
        boolean shared = work.routes.stream()
                        .filter(route -> route.direction() == Route.Direction.TO_GRAPH && route.started())
                        .map(Route::group)
                        .distinct()
                        .count()
                < work.routes.stream()
                        .filter(route -> route.direction() == Route.Direction.TO_GRAPH && route.started())
                        .count();
        if (shared) {
            work.findings.add(
                    Severity.TRAP,
                    "Several routes are in one consumer group, as their topics were: so they go on where it is. When one of them starts"
                            + " or stops, the others pause for a moment. Later each may have a group of its own, with its offsets copied");
        }
    }
}
