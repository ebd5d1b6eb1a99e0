package io.github.neo4jstreams.benchmarks.throughput;

import io.github.neo4jstreams.testbed.KafkaServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.camel.main.Main;

/** Sinks that read topics with the same people into the same graph. Used by one thread. */
final class SinkRun implements Run {

    private final KafkaServer kafka;
    private final PeopleGraph graph;
    private final Settings settings;
    private final Path directory;
    private final People.Sums expected;
    private final Watch watch;

    /**
     * @param people    in the topics
     * @param directory of the contenders' logs
     */
    SinkRun(KafkaServer kafka, PeopleGraph graph, Settings settings, int people, Path directory) {
        this.kafka = kafka;
        this.graph = graph;
        this.settings = settings;
        this.directory = directory;
        this.expected = People.Sums.of(people);
        this.watch = new Watch(
                graph.server().pid(), kafka.pid(), graph::written, () -> OptionalLong.of(graph.lastTransaction()));
    }

    @Override
    public Measurement measure(Variant variant, int round) throws Exception {
        graph.wipe();
        long begin = System.nanoTime();
        // with a group of its own, which has no history
        String group = "%s-%d-round-%d".formatted(variant.id(), expected.count(), round);
        try (ContenderProcess process = start(variant, group)) {
            Measurement measurement = watch.measure(variant, round, process, begin, expected.count());
            graph.check(expected);
            return measurement;
        }
    }

    @Override
    public boolean canGoOn() {
        return kafka.isRunning() && graph.server().isRunning();
    }

    private ContenderProcess start(Variant variant, String group) {
        Path log = directory.resolve(variant.id());
        return variant.contender() == Contender.RAW
                ? ContenderProcess.start(log, settings.jvm(), RawSink.class, arguments(variant, group), Map.of())
                : ContenderProcess.start(log, settings.jvm(), Main.class, List.of(), properties(variant, group));
    }

    private List<String> arguments(Variant variant, String group) {
        return List.of(
                kafka.bootstrapServers(),
                variant.contender().format().topic(),
                group,
                graph.server().uri(),
                graph.server().username(),
                graph.server().password(),
                Integer.toString(variant.batch()),
                Integer.toString(variant.consumers()));
    }

    private Map<String, String> properties(Variant variant, String group) {
        Map<String, String> properties = new TreeMap<>(ContenderProcess.connections(kafka, graph.server()));
        properties.put(
                "camel.main.routes-include-pattern",
                "classpath:throughput/" + variant.contender().option() + ".yaml");
        properties.put("benchmark.topic", variant.contender().format().topic());
        properties.put("benchmark.group", group);
        properties.put("benchmark.batch", Integer.toString(variant.batch()));
        properties.put("benchmark.consumers", Integer.toString(variant.consumers()));
        properties.put(
                "benchmark.from",
                settings.polls() == 0
                        ? settings.from()
                        : "&maxPollRecords=" + variant.batch() * settings.polls() + settings.from());
        properties.put("benchmark.to", settings.to());
        return properties;
    }
}
