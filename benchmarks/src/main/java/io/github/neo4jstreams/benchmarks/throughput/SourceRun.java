package io.github.neo4jstreams.benchmarks.throughput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.neo4jstreams.testbed.KafkaServer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Sources that read the same graph, from its beginning, each into a topic of its own. Used by one thread. */
final class SourceRun implements Run {

    private static final ObjectReader JSON = new JsonMapper().readerFor(JsonNode.class);

    private final KafkaServer kafka;
    private final SourceGraph graph;
    private final Settings settings;
    private final Path directory;

    /** @param directory of the contenders' logs */
    SourceRun(KafkaServer kafka, SourceGraph graph, Settings settings, Path directory) {
        this.kafka = kafka;
        this.graph = graph;
        this.settings = settings;
        this.directory = directory;
    }

    @Override
    public Measurement measure(Variant variant, int round) throws Exception {
        String topic = "%s-round-%d".formatted(variant.id(), round);
        kafka.createTopic(topic, PeopleTopics.PARTITIONS);
        try {
            Watch watch = new Watch(graph.server().pid(), kafka.pid(), () -> sent(topic), OptionalLong::empty);
            long begin = System.nanoTime();
            try (ContenderProcess process = start(variant, topic)) {
                Measurement measurement = watch.measure(variant, round, process, begin, settings.records());
                check(variant, topic);
                return measurement;
            }
        } finally {
            kafka.deleteTopic(topic);
        }
    }

    @Override
    public boolean canGoOn() {
        return kafka.isRunning() && graph.server().isRunning();
    }

    private long sent(String topic) {
        Map<TopicPartition, OffsetSpec> partitions = IntStream.range(0, PeopleTopics.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        try {
            return kafka.admin().listOffsets(partitions).all().get().values().stream()
                    .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalStateException if not everybody is in the topic once */
    private void check(Variant variant, String topic) throws Exception {
        BitSet people = new BitSet(settings.records());
        for (ConsumerRecord<byte[], byte[]> record : kafka.rawRecords(topic)) {
            JsonNode value = JSON.readValue(record.value());
            JsonNode person = variant.contender().kind().equals("cdc")
                    ? value.path("event").path("state").path("after").path("properties")
                    : value;
            int id = person.path("id").asInt(-1);
            if (id < 0 || people.get(id) || !person.path("note").equals(note(id))) {
                throw new IllegalStateException("this is wrong, or came before: " + value);
            }
            people.set(id);
        }
        if (people.cardinality() != settings.records()) {
            throw new IllegalStateException(
                    "of %d people %d have come".formatted(settings.records(), people.cardinality()));
        }
    }

    private static JsonNode note(int id) {
        return TextNode.valueOf((String) People.person(id).get("note"));
    }

    private ContenderProcess start(Variant variant, String topic) {
        Path log = directory.resolve(variant.id());
        if (variant.contender() != variant.contender().limit()) {
            return ContenderProcess.start(
                    log,
                    settings.jvm(),
                    Main.class,
                    List.of(),
                    properties(variant.contender().option(), topic));
        }
        return ContenderProcess.start(
                log,
                settings.jvm(),
                RawSource.class,
                List.of(
                        kafka.bootstrapServers(),
                        topic,
                        graph.server().uri(),
                        graph.server().username(),
                        graph.server().password(),
                        variant.contender().kind(),
                        Integer.toString(variant.batch()),
                        topic),
                Map.of());
    }

    /** The ready route of that name, with nothing tuned. */
    private Map<String, String> properties(String route, String topic) {
        Map<String, String> properties = new TreeMap<>(ContenderProcess.connections(kafka, graph.server()));
        properties.put("camel.main.routes-include-pattern", "classpath:neo4j-streams/routes/" + route + ".yaml");
        String prefix = "neo4j-streams." + route + ".";
        properties.put(prefix + "topic", topic);
        properties.put(prefix + "cursor-name", topic);
        properties.put(prefix + "start-from", "earliest");
        if (route.equals(Contender.CDC_SOURCE.option())) {
            properties.put(prefix + "select", "(:Person)");
        } else {
            properties.put(prefix + "query", "resource:classpath:throughput/people.cypher");
            properties.put(prefix + "streaming-property", "id");
            properties.put(prefix + "key", "id");
        }
        return properties;
    }
}
