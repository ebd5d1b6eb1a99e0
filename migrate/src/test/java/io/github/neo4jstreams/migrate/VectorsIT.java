package io.github.neo4jstreams.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.neo4jstreams.testbed.GraphDump;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behaviour vectors of the component, written as configurations of the old systems, translated and run. */
@TestBed
class VectorsIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path VECTORS = Path.of("../camel-neo4j-streams/src/test/resources/vectors");

    static Neo4jServer neo4j;
    static KafkaServer kafka;

    @TempDir
    Path folder;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    @Test
    void nodesOfTheConnector() throws IOException {
        run(
                "node-pattern.yaml",
                Set.of(
                        "node/composite-key-in-the-message-key",
                        "node/missing-key-is-refused-alone",
                        "node/tombstone-detaches"),
                this::connector);
    }

    @Test
    void relationshipsOfTheConnector() throws IOException {
        run(
                "relationship-pattern.yaml",
                Set.of(
                        "relationship/simple-form",
                        "relationship/the-rest-lands-on-the-relationship",
                        "relationship/keyed-allows-parallel-ones"),
                this::connector);
    }

    @Test
    void queriesOfTheConnector() throws IOException {
        run(
                "cypher.yaml",
                Set.of("cypher/poison-message", "cypher/all-parts-of-the-message", "cypher/three-topics"),
                this::connector);
    }

    @Test
    void queriesOfThePlugin() throws IOException {
        run("cypher.yaml", Set.of("cypher/tree", "cypher/null-value", "cypher/order-within-a-batch"), this::plugin);
    }

    @Test
    void relationshipsOfThePluginWhoseNodesAreReduced() throws IOException {
        run("relationship-pattern.yaml", Set.of("relationship/reversed-arrow", "relationship/exclusion"), this::plugin);
    }

    @Test
    void commandsOfThePlugin() throws IOException {
        Set<String> ids = firstIds("cud.yaml", 3);
        ids.add("cud/node-delete-detaches-where-the-route-says-so");
        run("cud.yaml", ids, this::plugin);
    }

    @Test
    void changesOfThePlugin() throws IOException {
        run("cdc-schema.yaml", Set.of("cdc-schema/streams-create", "cdc-schema/streams-delete-detaches"), this::plugin);
        run("cdc-source-id.yaml", Set.of("cdc-source-id/streams-events"), this::plugin);
    }

    private interface Writer {
        Path write(String id, Map<?, ?> endpoints) throws IOException;
    }

    private static List<Map<String, Object>> vectors(String file) throws IOException {
        List<Map<String, Object>> cases = new ArrayList<>();
        for (Object vector : new YAMLMapper().readValue(VECTORS.resolve(file).toFile(), List.class)) {
            cases.add(JSON.convertValue(vector, new com.fasterxml.jackson.core.type.TypeReference<>() {}));
        }
        return cases;
    }

    private static Set<String> firstIds(String file, int number) throws IOException {
        Set<String> ids = new TreeSet<>();
        for (Map<String, Object> vector : vectors(file)) {
            if (ids.size() < number && !((Map<?, ?>) vector.get("expect")).containsKey("configurationError")) {
                ids.add(vector.get("id").toString());
            }
        }
        return ids;
    }

    private void run(String file, Set<String> ids, Writer writer) throws IOException {
        Set<String> run = new TreeSet<>();
        for (Map<String, Object> vector : vectors(file)) {
            if (ids.contains(vector.get("id"))) {
                neo4j.wipe();
                one(vector, writer);
                run.add(vector.get("id").toString());
            }
        }
        assertThat(run).isEqualTo(new TreeSet<>(ids));
    }

    private void one(Map<String, Object> vector, Writer writer) throws IOException {
        String id = vector.get("id").toString().replaceAll("[^a-z0-9]+", "-");
        execute((String) vector.get("given"));
        Map<String, Object> endpoints = new LinkedHashMap<>();
        ((Map<?, ?>) vector.get("endpoints")).forEach((topic, endpoint) -> endpoints.put(id + "-" + topic, endpoint));
        Map<String, Long> ends = new TreeMap<>();
        for (String topic : endpoints.keySet()) {
            kafka.createTopic(topic, 1);
        }
        Path configuration = writer.write(id, endpoints);
        Path out = folder.resolve(id);
        try (MigratedApplication app = MigratedApplication.run(out, kafka, neo4j, configuration)) {
            // one after the other, so that topics that need each other find what they need
            for (Object message : (List<?>) vector.get("messages")) {
                Map<?, ?> fields = (Map<?, ?>) message;
                String topic = id + "-" + fields.get("topic");
                send(topic, fields);
                long end = ends.merge(topic, 1L, Long::sum);
                await().atMost(LONG).untilAsserted(() -> assertThat(kafka.committedOffset(group(id), topic, 0))
                        .hasValue(end));
            }
        }
        GraphDump actual = GraphDump.of(neo4j);
        neo4j.wipe();
        Map<?, ?> expect = (Map<?, ?>) vector.get("expect");
        execute((String) expect.get("graph"));
        assertThat(actual).as(id).isEqualTo(GraphDump.of(neo4j));
        int rejects = expect.get("rejects") == null ? 0 : ((List<?>) expect.get("rejects")).size();
        assertThat(kafka.rawRecords(id + "-dead")).hasSize(rejects);
    }

    private static String group(String id) {
        return "connect-" + id;
    }

    private static void execute(String statements) {
        if (statements != null) {
            for (String statement : statements.split("\n;\n")) {
                if (!statement.isBlank()) {
                    neo4j.execute(statement);
                }
            }
        }
    }

    private static void send(String topic, Map<?, ?> fields) throws IOException {
        Object timestamp = fields.get("timestamp");
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                null,
                timestamp == null ? null : Long.valueOf(timestamp.toString()),
                fields.get("key") == null ? null : bytes(fields.get("key")),
                fields.get("text") != null
                        ? fields.get("text").toString().getBytes(StandardCharsets.UTF_8)
                        : fields.get("value") == null ? null : bytes(fields.get("value")));
        if (fields.get("headers") instanceof Map<?, ?> headers) {
            headers.forEach((name, value) ->
                    record.headers().add(name.toString(), value.toString().getBytes(StandardCharsets.UTF_8)));
        }
        kafka.send(record);
    }

    private static byte[] bytes(Object value) throws IOException {
        return value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(value);
    }

    /** The 5.x connector, with whose properties are kept, as the vectors have it. */
    private Path connector(String id, Map<?, ?> endpoints) throws IOException {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("connector.class", "org.neo4j.connectors.kafka.sink.Neo4jConnector");
        config.put(
                "topics",
                String.join(
                        ",", endpoints.keySet().stream().map(Object::toString).toList()));
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter.schemas.enable", "false");
        config.put("neo4j.uri", "neo4j://neo4j:7687");
        config.put("neo4j.authentication.basic.username", "neo4j");
        config.put("neo4j.authentication.basic.password", "hidden");
        config.put("neo4j.pattern.merge-node-properties", "true");
        config.put("neo4j.pattern.merge-relationship-properties", "true");
        config.put("errors.tolerance", "all");
        config.put("errors.deadletterqueue.topic.name", id + "-dead");
        endpoints.forEach((topic, endpoint) -> {
            Map<?, ?> options = (Map<?, ?>) endpoint;
            if (options.get("strategy").equals("cypher")) {
                config.put("neo4j.cypher.topic." + topic, options.get("query"));
            } else {
                config.put("neo4j.pattern.topic." + topic, options.get("pattern"));
            }
        });
        return Files.write(folder.resolve(id + ".json"), JSON.writeValueAsBytes(Map.of("name", id, "config", config)));
    }

    private Path plugin(String id, Map<?, ?> endpoints) throws IOException {
        java.util.Properties conf = new java.util.Properties();
        conf.setProperty("kafka.group.id", group(id));
        conf.setProperty("streams.source.enabled", "false");
        conf.setProperty("streams.sink.enabled", "true");
        conf.setProperty("streams.sink.errors.tolerance", "all");
        conf.setProperty("streams.sink.errors.deadletterqueue.topic.name", id + "-dead");
        endpoints.forEach((topic, endpoint) -> {
            Map<?, ?> options = (Map<?, ?>) endpoint;
            switch (options.get("strategy").toString()) {
                case "cypher" ->
                    conf.setProperty(
                            "streams.sink.topic.cypher." + topic,
                            options.get("query").toString());
                case "cud" -> conf.setProperty("streams.sink.topic.cud", topic.toString());
                case "cdc-schema" -> conf.setProperty("streams.sink.topic.cdc.schema", topic.toString());
                case "cdc-source-id" -> {
                    conf.setProperty("streams.sink.topic.cdc.sourceId", topic.toString());
                    if (options.containsKey("labelName")) {
                        conf.setProperty(
                                "streams.sink.topic.cdc.sourceId.labelName",
                                options.get("labelName").toString());
                        conf.setProperty(
                                "streams.sink.topic.cdc.sourceId.idName",
                                options.get("propertyName").toString());
                    }
                }
                default ->
                    conf.setProperty(
                            "streams.sink.topic.pattern."
                                    + (options.get("pattern").toString().contains("-[") ? "relationship." : "node.")
                                    + topic,
                            options.get("pattern").toString());
            }
        });
        Path file = folder.resolve(id + ".conf");
        try (java.io.Writer out = Files.newBufferedWriter(file)) {
            conf.store(out, null);
        }
        return file;
    }
}
