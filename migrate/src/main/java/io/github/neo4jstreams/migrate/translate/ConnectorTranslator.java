package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Fate;
import io.github.neo4jstreams.migrate.know.Known;
import io.github.neo4jstreams.migrate.know.Scope;
import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Setting;
import io.github.neo4jstreams.migrate.read.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A connector of Kafka Connect, of the 4.x and of the 5.x kind. */
final class ConnectorTranslator {

    /** Of Confluent's cloud, with keys of its own. */
    private static final String MANAGED_SINK = "neo4jsink";

    private static final Set<String> SINKS = Set.of(
            "streams.kafka.connect.sink.neo4jsinkconnector",
            "org.neo4j.connectors.kafka.sink.neo4jconnector",
            "neo4jsinkconnector",
            MANAGED_SINK);
    private static final Set<String> SOURCES = Set.of(
            "streams.kafka.connect.source.neo4jsourceconnector",
            "org.neo4j.connectors.kafka.source.neo4jconnector",
            "neo4jsourceconnector",
            "neo4jsource");

    private final Work work;
    private final Source source;
    private final Settings settings;
    private final Settings worker;
    private final Origin origin;
    private final String unit;
    private final Map<Setting, Known> known = new LinkedHashMap<>();

    /** @param worker null if it wasn't given */
    ConnectorTranslator(Work work, Source source, Settings worker) {
        this.work = work;
        this.source = source;
        this.settings = Settings.of(source, work.findings);
        this.worker = worker;
        this.origin = new Origin(false, source.name(), List.of());
        this.unit = Names.slug(source.name());
    }

    Origin origin() {
        return origin;
    }

    /** @return whether it is a connector of Neo4j */
    boolean translate() {
        Scope scope = scope();
        if (scope == Scope.OTHER) {
            return false;
        }
        boolean sink = scope == Scope.SINK;
        if (isManaged()) {
            work.findings.add(
                    Severity.HAND,
                    settings.get("connector.class"),
                    "is Confluent Cloud's managed connector: its own keys (input.data.format, kafka.api.key,"
                            + " neo4j.cypher.topic.map and others) aren't known here. Give each topic a neo4j.cypher.topic.TOPIC, and set"
                            + " readValueAs by its format");
        }
        settings.all().forEach(setting -> recognise(setting, scope));
        boolean older = older();
        List<Route> routes = sink
                ? new SinkConnector(work, settings, known, origin, unit, older).translate()
                : new SourceConnector(work, settings, known, origin, unit, older).translate();
        clients(routes, sink);
        if (settings.value("state").filter(state -> !state.equals("running")).isPresent()
                || work.truth(settings.get("pause"), false)) {
            routes.forEach(route -> route.notStarted("the connector didn't run"));
            work.findings.add(
                    Severity.HAND,
                    "The connector " + Secrets.printable(source.name())
                            + " was stopped or paused, so its routes have autoStartup: false; delete that line, or the routes");
        }
        if (settings.value("transforms").isPresent()) {
            // without them another graph would be written, or other records
            routes.forEach(route -> route.notStarted("its transforms are to be written as steps first"));
        }
        if (sink) {
            new Converters(work, settings, worker).apply(routes);
        } else {
            convertersOfSource(routes);
        }
        new Connection(work, settings, known, unit, older).apply(routes);
        known.forEach((setting, entry) -> work.fromTable(setting, entry));
        return true;
    }

    private Scope scope() {
        Setting setting = settings.get("connector.class");
        String name = setting == null ? "" : setting.value().strip().toLowerCase(Locale.ROOT);
        if (SINKS.contains(name)) {
            return Scope.SINK;
        }
        if (SOURCES.contains(name)) {
            return Scope.SOURCE;
        }
        boolean ofNeo4j = settings.all().stream().anyMatch(other -> other.key().startsWith("neo4j."));
        if (!ofNeo4j) {
            String text = setting == null
                    ? "has no connector.class and no key that begins with neo4j.: this is no connector of Neo4j, and is not translated"
                    : "is no connector of Neo4j, and is not translated";
            work.findings.add(
                    Severity.HAND, setting == null ? settings.all().iterator().next() : setting, text);
            settings.all().stream()
                    .filter(other -> !work.findings.spokenOf(other))
                    .forEach(other -> work.findings.add(Severity.KEPT, other, "setting of another connector"));
            return Scope.OTHER;
        }
        boolean sink = settings.has("topics")
                || settings.has("topics.regex")
                || name.contains("sink") && !name.contains("source");
        String text = "is none of the connectors of Neo4j (org.neo4j.connectors.kafka.sink.Neo4jConnector and"
                + " …source.Neo4jConnector, or streams.kafka.connect.sink.Neo4jSinkConnector and …source.Neo4jSourceConnector);"
                + " by its keys it was taken for a " + (sink ? "sink" : "source");
        if (setting == null) {
            work.findings.add(
                    Severity.HAND,
                    "The connector " + Secrets.printable(source.name())
                            + " has no connector.class: by its keys it was taken for a " + (sink ? "sink" : "source"));
        } else {
            work.findings.add(Severity.HAND, setting, text);
        }
        return sink ? Scope.SINK : Scope.SOURCE;
    }

    private boolean isManaged() {
        return settings.value("connector.class")
                .filter(MANAGED_SINK::equalsIgnoreCase)
                .isPresent();
    }

    private boolean older() {
        boolean oldClass = settings.value("connector.class")
                .filter(name -> name.startsWith("streams."))
                .isPresent();
        boolean oldKeys = known.keySet().stream()
                .anyMatch(setting -> setting.key().startsWith("neo4j.topic.")
                        || setting.key().equals("neo4j.server.uri")
                        || setting.key().equals("neo4j.source.query"));
        boolean newKeys = settings.has("neo4j.uri");
        if (oldKeys && newKeys) {
            work.findings.add(
                    Severity.HAND,
                    "The connector " + Secrets.printable(source.name())
                            + " has keys of the 4.x and of the 5.x connector, of which each knows its own only. Both kinds are"
                            + " translated: look which of them were in force");
        }
        return oldKeys || oldClass && !newKeys;
    }

    private void recognise(Setting setting, Scope scope) {
        work.catalogue.find(scope, setting.key()).ifPresentOrElse(entry -> known.put(setting, entry), () -> {
            Scope other = scope == Scope.SINK ? Scope.SOURCE : Scope.SINK;
            if (isManaged()) {
                work.findings.add(
                        Severity.HAND, setting, "may be a key of Confluent Cloud's connector, which isn't known here");
            } else if (work.catalogue.find(other, setting.key()).isPresent()
                    && !setting.key().startsWith("kafka.")) {
                work.findings.add(
                        Severity.HAND,
                        setting,
                        "is a key of the " + other.name().toLowerCase(Locale.ROOT)
                                + " connector, this one did nothing with it: delete it");
            } else {
                work.unknown(scope, setting, "the " + scope.name().toLowerCase(Locale.ROOT) + " connector");
            }
        });
    }

    private void clients(List<Route> routes, boolean sink) {
        ClientSettings client = new ClientSettings(work);
        if (worker != null) {
            worker.all().forEach(setting -> work.catalogue
                    .find(Scope.WORKER, setting.key())
                    .filter(entry -> entry.isClient()
                            && entry.entry().fate() == Fate.CLIENT
                            && !entry.prefix().isEmpty())
                    .filter(entry -> entry.prefix().startsWith("consumer") == sink)
                    .ifPresent(entry -> client.take(setting, entry, sink, !sink)));
        }
        known.forEach((setting, entry) -> {
            if (!entry.isClient()) {
                return;
            }
            boolean mine = entry.prefix().startsWith("consumer") == sink;
            if (!mine) {
                work.findings.add(
                        Severity.DROPPED,
                        setting,
                        sink ? "a sink connector has no producer" : "a source connector has no consumer");
                return;
            }
            switch (entry.entry().key()) {
                case "bootstrap.servers" -> client.brokers(setting);
                case "group.id" -> {
                    // said by the sink, which has it
                }
                case "auto.offset.reset" -> client.offsetReset(setting, routes);
                case "key.deserializer", "value.deserializer" ->
                    work.findings.add(
                            Severity.DROPPED, setting, "Connect has its own; the converters say how records are read");
                case "transactional.id" ->
                    work.findings.add(
                            Severity.HAND,
                            setting,
                            "is left out: for events in transactions see docs/change-data-capture.md#exactly-once-into-kafka");
                default -> client.take(setting, entry, sink, !sink);
            }
        });
        brokersOfWorker(client, sink);
        routes.forEach(route -> (sink ? client.consumer : client.producer).forEach(route::kafka));
    }

    private void brokersOfWorker(ClientSettings client, boolean sink) {
        String name = ClientSettings.BROKERS;
        if (work.properties.has(name)) {
            return;
        }
        String old = settings.value("kafka.bootstrap.servers").orElse(null);
        if (old != null) {
            settings.all().stream()
                    .filter(setting -> setting.key().startsWith("kafka."))
                    .forEach(setting -> work.catalogue
                            .find(Scope.MEMBER, setting.key())
                            .filter(entry -> entry.isClient()
                                    && "security".equals(entry.entry().side()))
                            .ifPresent(entry -> client.take(setting, entry, sink, !sink)));
            work.properties.put(name, Placeholders.translate(old, "KAFKA_BROKERS"), null);
            work.findings.add(
                    Severity.TRANSLATED,
                    settings.get("kafka.bootstrap.servers"),
                    name + ": it was for dead letters only, but these are the brokers");
        } else {
            work.properties.put(
                    name, "{{env:KAFKA_BROKERS:localhost:9092}}", "those of the Connect worker's bootstrap.servers");
            work.findings.add(
                    Severity.HAND,
                    "A connector doesn't say where the brokers are, its worker does: set the variable KAFKA_BROKERS or "
                            + name + ", or give the worker's file as well");
        }
    }

    private void convertersOfSource(List<Route> routes) {
        Setting value = settings.get("value.converter");
        String name = value == null ? "" : value.value().strip();
        if (name.endsWith("JsonConverter")) {
            Setting schemas = settings.get("value.converter.schemas.enable");
            boolean envelope = schemas == null || work.truth(schemas, true);
            work.findings.add(
                    envelope ? Severity.HAND : Severity.TRANSLATED,
                    value,
                    envelope
                            ? "records were {\"schema\": …, \"payload\": …}, because schemas.enable is true; here they are the payload"
                                    + " only: tell the readers, or wrap it in a step before to"
                            : "records are JSON");
        } else if (value != null && !name.isEmpty()) {
            if (!name.endsWith("StringConverter")) {
                routes.forEach(route -> route.notStarted("readers expect another format than JSON"));
            }
            work.findings.add(
                    Severity.HAND,
                    value,
                    "records are JSON here: tell the readers, or set valueSerializer of kafka in to, and make its objects in a step"
                            + " before it");
        } else {
            work.findings.add(
                    Severity.HAND,
                    "No value.converter is set for " + Secrets.printable(source.name())
                            + ", so it is the worker's. Records are JSON without a schema here: compare with what the readers expect");
        }
    }
}
