package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Setting;
import java.util.List;

/** Converters of Connect as the options that read the same: the connector's own, or else the worker's. */
final class Converters {

    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";
    private static final String TEXT = "org.apache.kafka.connect.storage.StringConverter";
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
    private static final String AVRO = "io.confluent.connect.avro.AvroConverter";
    private static final String AVRO_DESERIALIZER = "io.confluent.kafka.serializers.KafkaAvroDeserializer";

    private final Work work;
    private final Settings own;
    private final Settings worker;

    /** @param worker null if it wasn't given */
    Converters(Work work, Settings own, Settings worker) {
        this.work = work;
        this.own = own;
        this.worker = worker;
    }

    void apply(List<Route> sinks) {
        side("value", "readValueAs", "valueDeserializer", sinks);
        side("key", "readKeyAs", "keyDeserializer", sinks);
    }

    private void side(String side, String option, String deserializer, List<Route> sinks) {
        String key = side + ".converter";
        Setting converter = own.has(key) ? own.get(key) : worker == null ? null : worker.get(key);
        if (converter == null) {
            if (side.equals("value")) {
                work.findings.add(
                        Severity.HAND,
                        "No value.converter is set, so it is the worker's, which isn't among the files. The routes read plain JSON,"
                                + " as of JsonConverter with schemas.enable=false. With schemas.enable=true set readValueAs:"
                                + " CONNECT_JSON in the routes, or give the worker's file as well");
            }
            return;
        }
        Setting schemas = schemas(key, converter);
        boolean withSchemas = schemas == null || work.truth(schemas, true);
        switch (converter.value().strip()) {
            case JSON -> {
                boolean envelope = withSchemas;
                sinks.forEach(route ->
                        route.option(option, envelope ? "CONNECT_JSON" : side.equals("key") ? "AUTO" : "JSON"));
                work.findings.add(
                        Severity.TRANSLATED,
                        converter,
                        option + ": " + (envelope ? "CONNECT_JSON" : side.equals("key") ? "AUTO" : "JSON"));
                if (envelope && schemas == null) {
                    work.findings.add(
                            Severity.DEFAULT,
                            key + ".schemas.enable isn't set, which is true: " + side
                                    + "s are {\"schema\": …, \"payload\": …}, and" + " the routes read them so");
                }
            }
            case TEXT -> {
                work.findings.add(
                        Severity.TRANSLATED,
                        converter,
                        side.equals("key")
                                ? "readKeyAs has AUTO as its default: JSON if the whole key is one JSON value, else text"
                                : "readValueAs has JSON as its default, as the connector read text as JSON too; text that is no JSON is"
                                        + " refused here. Set readValueAs: TEXT if your values are text");
            }
            case BYTES ->
                work.findings.add(
                        Severity.TRANSLATED, converter, option + " reads bytes as JSON, as the connector did");
            case AVRO -> {
                sinks.forEach(route -> {
                    route.kafka(deserializer, AVRO_DESERIALIZER);
                    registry(key)
                            .ifPresent(url -> route.kafka(
                                    "schemaRegistryURL",
                                    Secrets.hasUserInfo(url)
                                            ? Placeholders.secret("SCHEMA_REGISTRY_URL")
                                            : Placeholders.translate(url, "SCHEMA_REGISTRY_URL")));
                });
                work.findings.add(
                        Severity.HAND, converter, deserializer + " of kafka in from. " + PluginTranslator.avro());
            }
            default -> {
                sinks.forEach(route -> route.notStarted("the " + side + "s have a format that is to be set by hand"));
                work.findings.add(
                        Severity.HAND,
                        converter,
                        "is left out: for " + Secrets.shown(key, converter.value()) + " set " + deserializer
                                + " of kafka in from to the deserializer of that format (KafkaProtobufDeserializer,"
                                + " KafkaJsonSchemaDeserializer …), add its library, and delete autoStartup: false");
            }
        }
    }

    /** A converter and its settings go together: the worker's don't count for a converter of the connector's own. */
    private Setting schemas(String key, Setting converter) {
        String name = key + ".schemas.enable";
        return own.get(key) == converter ? own.get(name) : worker.get(name);
    }

    private java.util.Optional<String> registry(String key) {
        String name = key + ".schema.registry.url";
        return own.value(name).or(() -> worker == null ? java.util.Optional.empty() : worker.value(name));
    }
}
