package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Known;
import io.github.neo4jstreams.migrate.know.Scope;
import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.JoinedFiles;
import io.github.neo4jstreams.migrate.read.Setting;
import io.github.neo4jstreams.migrate.read.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The plugin Neo4j Streams, 3.4 to 4.4, on all members of a cluster. */
final class PluginTranslator {

    private static final String DEFAULT_GROUP = "neo4j";
    private static final String AVRO = "io.confluent.kafka.serializers.KafkaAvroDeserializer";
    private static final String BYTES = "org.apache.kafka.common.serialization.ByteArrayDeserializer";

    /** A user, or a variable that has the user, and a password. */
    private static final Pattern LOGIN = Pattern.compile("(\\$\\{\\w+(?::?-[^}/]*)?}|[^/$]+)/.*", Pattern.DOTALL);

    /** How keys of a server begin, and what its container knows besides. */
    private static final Pattern OF_SERVER = Pattern.compile(
            "(dbms|server|db|causal_clustering|cluster|metrics|apoc|cypher|fabric|ha|tools|wrapper|initial|browser|gds|neo4j|com\\.neo4j"
                    + "|unsupported|internal|ports|client|bloom|n10s|graphql|dynamic|causalClustering|jvm)\\..*"
                    + "|AUTH|AUTH\\..*|PLUGINS|EDITION|ACCEPT\\..*|DEBUG|CONF|HOME|USERNAME|PASSWORD|VERSION|[A-Z][A-Za-z_.]*");

    private final Work work;
    private final List<Source> members;
    private final Settings settings;
    private final Origin origin;
    private final String defaultDatabase;
    private final boolean defaultNamed;

    private final Map<Setting, Known> known = new LinkedHashMap<>();

    PluginTranslator(Work work, List<Source> members) {
        this.work = work;
        this.members = members;
        this.settings = Cluster.join(members, work.findings);
        this.origin = new Origin(
                true,
                "the cluster",
                members.stream().map(Source::name).distinct().toList());
        Optional<String> named = settings.value("dbms.default_database", "initial.dbms.default_database");
        this.defaultDatabase =
                named.filter(name -> !Placeholders.isOpen(name)).orElse("neo4j").toLowerCase(Locale.ROOT);
        this.defaultNamed = named.isPresent();
    }

    Origin origin() {
        return origin;
    }

    /** @return whether there was anything of the plugin in it */
    boolean translate() {
        settings.all().forEach(this::recognise);
        if (settings.all().stream().noneMatch(setting -> Cluster.isOfPlugin(setting.key()))) {
            work.findings.add(
                    Severity.HAND,
                    "There is no key of Neo4j Streams in " + String.join(", ", origin.members())
                            + " (they begin with streams. and kafka.): from 4.0.7 on they are in conf/streams.conf; give that file");
            known.forEach((setting, entry) -> work.fromTable(setting, entry));
            return false;
        }
        oldFiles();
        List<Route> sinks = sinks();
        List<Route> sources =
                new SourceOfPlugin(work, settings, known, origin, defaultDatabase, databases()).translate();
        clients(sinks, sources);
        connection();
        if (settings.has("streams.cluster.only") && work.truth(settings.get("streams.cluster.only"), false)) {
            work.properties.put("camel.component.neo4j-streams.require-cluster", "true", null);
        }
        procedures();
        known.forEach((setting, entry) -> work.fromTable(setting, entry));
        return true;
    }

    private void recognise(Setting setting) {
        String key = setting.key();
        if (Cluster.isOfPlugin(key)) {
            Optional<Known> found = work.catalogue.find(Scope.MEMBER, key);
            String database = found.map(entry -> entry.name("db")).orElse(null);
            if (database != null
                    && !database.equals(database.toLowerCase(Locale.ROOT))
                    && !key.startsWith("streams.sink.topic.")) {
                work.findings.add(
                        Severity.HAND,
                        setting,
                        "did nothing: the plugin compares the names of databases as they are written here, and they are in small"
                                + " letters. Is it meant? Then write "
                                + Secrets.printable(
                                        key.replace("." + database, "." + database.toLowerCase(Locale.ROOT))));
            } else if (found.isPresent()) {
                known.put(setting, found.get());
            } else {
                work.unknown(Scope.MEMBER, setting, "Neo4j Streams");
            }
            return;
        }
        boolean serverFile = !setting.place().file().endsWith("streams.conf");
        if (serverFile && OF_SERVER.matcher(key).matches() && !isMisspelled(key)) {
            work.catalogue.find(Scope.SERVER, key).ifPresent(entry -> known.put(setting, entry));
        } else {
            work.unknown(Scope.MEMBER, setting, "Neo4j Streams");
        }
    }

    private boolean isMisspelled(String key) {
        return key.toLowerCase(Locale.ROOT)
                .matches("(ne?o?4?j?[._])?(steams?|stream|strems?|kafak|kakfa|kafka|streams)[._].*");
    }

    private void oldFiles() {
        if (JoinedFiles.ofBothKinds(members)) {
            settings.all().stream()
                    .filter(setting -> Cluster.isOfPlugin(setting.key()))
                    .filter(setting -> setting.place().file().endsWith("neo4j.conf"))
                    .forEach(setting -> work.findings.add(
                            Severity.TRAP,
                            List.of(setting.place()),
                            setting.written(),
                            "stands in neo4j.conf beside a streams.conf: from 4.0.7 on the plugin reads streams.conf only, so it may"
                                    + " have done nothing. It is translated"));
        }
    }

    /** All that are named, and the default one. */
    private Set<String> databases() {
        Set<String> all = new LinkedHashSet<>();
        all.add(defaultDatabase);
        known.values().forEach(entry -> {
            if (entry.name("db") != null) {
                all.add(entry.name("db").toLowerCase(Locale.ROOT));
            }
        });
        return all;
    }

    private boolean sinkEnabled(String database) {
        for (Map.Entry<Setting, Known> entry : known.entrySet()) {
            if (entry.getKey().key().toLowerCase(Locale.ROOT).equals("streams.sink.enabled.to." + database)) {
                return work.truth(entry.getKey(), false);
            }
        }
        return work.truth(settings.get("streams.sink.enabled"), false);
    }

    private List<Route> sinks() {
        List<Route> sinks = new ArrayList<>();
        String base = settings.value("kafka.group.id").orElse(DEFAULT_GROUP);
        Map<String, List<Setting>> topics = new LinkedHashMap<>();
        Map<String, List<Route>> routes = new LinkedHashMap<>();
        Set<String> off = new LinkedHashSet<>();
        known.forEach((setting, entry) -> {
            String form = entry.entry().key();
            if (!form.startsWith("streams.sink.topic.") || form.contains("labelName") || form.contains("idName")) {
                return;
            }
            String named = entry.name("db") == null ? null : entry.name("db").toLowerCase(Locale.ROOT);
            String database = named == null ? defaultDatabase : named;
            boolean standard = database.equals(defaultDatabase);
            Route route = route(setting, entry, standard ? "" : database);
            if (route == null) {
                return;
            }
            route.group(standard ? base : base + "-" + database);
            route.database(named != null || defaultNamed ? database : null);
            if (!sinkEnabled(database)) {
                off.add(database);
                route.notStarted("streams.sink.enabled isn't true" + (standard ? "" : " for " + database));
            }
            for (String topic : route.topics()) {
                String of = database + "/" + topic;
                topics.computeIfAbsent(of, any -> new ArrayList<>()).add(setting);
                routes.computeIfAbsent(of, any -> new ArrayList<>()).add(route);
            }
            sinks.add(route);
        });
        off.forEach(database -> work.findings.add(
                Severity.HAND,
                "The sink of the database " + database
                        + " is off, streams.sink.enabled is false unless it is set to true: its"
                        + " topics were never written. Their routes are there with autoStartup: false; delete that line, or the"
                        + " routes"));
        CrossedTopics.refuse(work, topics, routes, "the plugin refused to start its sink");
        new Errors(work, settings, "streams.sink.", false).apply(sinks);
        groups(sinks, base);
        traps(sinks);
        return sinks;
    }

    private Route route(Setting setting, Known entry, String prefix) {
        SinkDraft draft = new SinkDraft(work, origin, prefix);
        String form = entry.entry().key();
        if (form.startsWith("streams.sink.topic.cypher")) {
            return draft.cypher(setting, entry.name("topic"), true);
        }
        if (form.startsWith("streams.sink.topic.pattern")) {
            Route route = draft.pattern(setting, entry.name("topic"), form.contains("relationship"));
            return route == null
                    ? null
                    : route.option("mergeNodeProperties", false).option("mergeRelationshipProperties", false);
        }
        if (form.startsWith("streams.sink.topic.cud")) {
            return draft.commandsOfStreams(setting);
        }
        if (form.startsWith("streams.sink.topic.cdc.schema")) {
            return draft.topics(setting, "cdc-schema", ';');
        }
        Route route = draft.topics(setting, "cdc-source-id", ';');
        if (route != null) {
            String suffix = prefix.isEmpty() ? "" : ".to." + prefix;
            sourceId("labelName" + suffix).ifPresent(name -> route.option("labelName", name));
            sourceId("idName" + suffix).ifPresent(name -> route.option("propertyName", name));
        }
        return route;
    }

    private Optional<String> sourceId(String name) {
        return settings.value("streams.sink.topic.cdc.sourceId." + name);
    }

    private void groups(List<Route> sinks, String base) {
        if (sinks.isEmpty()) {
            return;
        }
        if (!settings.has("kafka.group.id")) {
            work.findings.add(
                    Severity.DEFAULT,
                    "kafka.group.id isn't set: the consumer group is " + DEFAULT_GROUP
                            + ", which the routes have as groupId");
        }
        Set<String> others = new LinkedHashSet<>();
        sinks.forEach(route -> others.add(route.group()));
        others.remove(base);
        if (!others.isEmpty()) {
            work.findings.add(
                    Severity.TRAP,
                    "The plugin appends the name of a database that isn't the default one to the group: "
                            + String.join(", ", others)
                            + ". The routes have these groups, so that they go on where the plugin was");
        }
    }

    private void traps(List<Route> sinks) {
        if (sinks.isEmpty()) {
            return;
        }
        boolean commitsBySelf = settings.value("kafka.enable.auto.commit")
                .filter("false"::equalsIgnoreCase)
                .isPresent();
        boolean tolerates = settings.value("streams.sink.errors.tolerance")
                .filter(tolerance -> !tolerance.equals("none"))
                .isPresent();
        if (!commitsBySelf || tolerates) {
            lostRecords();
        }
        work.findings.add(
                Severity.TRAP,
                "In a batch the plugin wrote all that creates first and all that deletes after it, whatever came first. The routes"
                        + " keep the order of a partition");
        PatternTraps.say(work, sinks, true);
    }

    private void lostRecords() {
        work.findings.add(
                Severity.TRAP,
                "kafka.enable.auto.commit is "
                        + settings.value("kafka.enable.auto.commit").orElse("true")
                        + ": the plugin commits offsets also of records that it failed to write, so they are lost. The routes commit"
                        + " what is written, and keep the offsets in the graph too (exactlyOnce), as nodes Neo4jStreamsOffset");
    }

    private void clients(List<Route> sinks, List<Route> sources) {
        ClientSettings client = new ClientSettings(work);
        known.forEach((setting, entry) -> {
            if (entry.isClient()) {
                switch (entry.entry().key()) {
                    case "bootstrap.servers" -> client.brokers(setting);
                    case "auto.offset.reset" -> client.offsetReset(setting, sinks);
                    case "key.deserializer", "value.deserializer" ->
                        deserializer(setting, entry.entry().key(), sinks);
                    default -> client.take(setting, entry, !sinks.isEmpty(), !sources.isEmpty());
                }
            }
        });
        sinks.forEach(route -> client.consumer.forEach(route::kafka));
        sources.forEach(route -> client.producer.forEach(route::kafka));
        if (settings.value("kafka.bootstrap.servers").isEmpty()) {
            work.properties.offer(ClientSettings.BROKERS, "localhost:9092", null);
            work.findings.add(
                    Severity.DEFAULT,
                    "kafka.bootstrap.servers isn't set: camel.component.kafka.brokers is localhost:9092, as it was for the plugin");
        }
    }

    private void deserializer(Setting setting, String key, List<Route> sinks) {
        String value = setting.value().strip();
        String option = key.startsWith("key") ? "keyDeserializer" : "valueDeserializer";
        if (value.equals(BYTES)) {
            work.findings.add(
                    Severity.TRANSLATED, setting, "bytes are JSON: readValueAs and readKeyAs have it as their default");
        } else if (value.equals(AVRO)) {
            sinks.forEach(route -> route.kafka(option, AVRO));
            work.findings.add(Severity.HAND, setting, option + " of kafka in from. " + avro());
        } else {
            work.findings.add(
                    Severity.HAND,
                    setting,
                    "is left out: the plugin refuses all deserializers but " + BYTES + " and " + AVRO
                            + ", so its sink didn't start");
        }
    }

    static String avro() {
        return "Add io.confluent:kafka-avro-serializer to the application, from Confluent's repository, and name the registry in"
                + " schemaRegistryURL";
    }

    private void connection() {
        String uri = ServerUris.of(members, settings);
        String name = "camel.component.neo4j-streams.server-uri";
        if (!work.properties.has(name)) {
            work.properties.put(
                    name,
                    uri == null ? "neo4j://localhost:7687" : uri,
                    uri == null ? "any member will do, the driver finds the others" : null);
            work.findings.add(
                    uri == null ? Severity.HAND : Severity.DEFAULT,
                    uri == null
                            ? "The plugin ran inside the servers, the routes don't: say in " + name
                                    + " where they are, such as" + " neo4j://core1:7687,core2:7687,core3:7687"
                            : name + " is " + uri
                                    + ", made of the members' names and addresses: it must be reachable from where the"
                                    + " routes run");
        }
        Setting auth = settings.get("AUTH");
        String login = auth == null ? "" : auth.value().strip();
        Matcher userAndPassword = LOGIN.matcher(login);
        if (!userAndPassword.matches()) {
            // the variable has both
            userAndPassword = LOGIN.matcher(Placeholders.withDefaults(login));
        }
        String user = userAndPassword.matches() ? Placeholders.translate(userAndPassword.group(1)) : "neo4j";
        if (Placeholders.withDefaults(login).equals("none")) {
            work.findings.add(
                    Severity.TRANSLATED, auth, "the servers ask for no password: username and password are left out");
            return;
        }
        if (work.properties.offer("camel.component.neo4j-streams.username", user, null)) {
            work.properties.offer(
                    "camel.component.neo4j-streams.password",
                    Placeholders.secret("NEO4J_PASSWORD"),
                    "a user that may write what the routes write; the plugin needed none");
        }
        if (auth != null) {
            work.findings.add(
                    Severity.TRANSLATED,
                    auth,
                    "camel.component.neo4j-streams.username; the password is {{env:NEO4J_PASSWORD}}, and the environment must have it");
        }
    }

    private void procedures() {
        boolean enabled = known.keySet().stream()
                .filter(setting -> setting.key().startsWith("streams.procedures.enabled"))
                .allMatch(setting -> work.truth(setting, true));
        if (enabled) {
            work.findings.add(
                    Severity.TRAP,
                    "The procedures streams.publish and streams.consume are on unless streams.procedures.enabled is false. The files"
                            + " don't say whether somebody calls them: look for 'CALL streams.' in your applications, triggers and"
                            + " jobs, and see docs/publish-and-consume.md");
        }
    }
}
