package io.github.neo4jstreams.benchmarks.throughput;

import io.github.neo4jstreams.testbed.KafkaServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.camel.main.Main;

/** Runs one contender after the other on the same servers, each in a process of its own. Used by one thread. */
final class SinkRun {

    /** How exactly the first and the last commit are seen, in milliseconds. */
    private static final int POLL = 20;
    /** A contender that writes nothing for so long doesn't any more, in milliseconds. */
    private static final long PATIENCE = 60_000;

    private final KafkaServer kafka;
    private final PeopleGraph graph;
    private final Settings settings;
    private final Path directory;

    /** @param directory of the contenders' logs */
    SinkRun(KafkaServer kafka, PeopleGraph graph, Settings settings, Path directory) {
        this.kafka = kafka;
        this.graph = graph;
        this.settings = settings;
        this.directory = directory;
    }

    /** What is known at a moment. */
    private record Reading(
            long nanos,
            long written,
            long transaction,
            double cpu,
            double databaseCpu,
            double brokerCpu,
            ContenderProcess.Heap heap) {}

    /**
     * @throws IllegalStateException if the contender ends, or if what it wrote is wrong
     * @throws TimeoutException      if it stands still
     */
    Measurement measure(Variant variant, int round) throws TimeoutException, InterruptedException {
        graph.wipe();
        long begin = System.nanoTime();
        try (ContenderProcess process = start(variant, round)) {
            Reading first = await(process, 1);
            Reading last = await(process, settings.records());
            if (first.written() == last.written()) {
                throw new IllegalStateException("all was written at once: take more records");
            }
            graph.check(settings.records());
            return new Measurement(
                    variant,
                    round,
                    last.written() - first.written(),
                    (last.nanos() - first.nanos()) / 1e9,
                    last.transaction() - first.transaction(),
                    last.cpu() - first.cpu(),
                    last.databaseCpu() - first.databaseCpu(),
                    last.brokerCpu() - first.brokerCpu(),
                    last.heap().allocated() - first.heap().allocated(),
                    (last.heap().collected() - first.heap().collected()) / 1e3,
                    (first.nanos() - begin) / 1e6,
                    Processes.peakRss(process.pid()),
                    last.heap().peakHeap());
        }
    }

    private Reading await(ContenderProcess process, long records) throws TimeoutException, InterruptedException {
        long best = 0;
        long progress = System.nanoTime();
        while (true) {
            long written = graph.written();
            long now = System.nanoTime();
            if (written >= records) {
                return reading(process, now, written);
            }
            if (!process.isRunning()) {
                throw new IllegalStateException("it ended, see " + process.log());
            }
            if (written > best) {
                best = written;
                progress = now;
            } else if (now - progress > PATIENCE * 1_000_000) {
                throw new TimeoutException("it stands still at %d of %d records, see %s"
                        .formatted(written, settings.records(), process.log()));
            }
            Thread.sleep(POLL);
        }
    }

    private Reading reading(ContenderProcess process, long now, long written) {
        return new Reading(
                now,
                written,
                graph.lastTransaction(),
                Processes.cpuSeconds(process.pid()),
                Processes.cpuSeconds(graph.server().pid()),
                Processes.cpuSeconds(kafka.pid()),
                process.heap());
    }

    private ContenderProcess start(Variant variant, int round) {
        String name = "%s-%d-%d".formatted(variant.contender().option(), variant.batch(), variant.consumers());
        // what is fresh has no history
        String group = name + "-round-" + round;
        String topic = variant.contender().format().topic();
        if (variant.contender() == Contender.RAW) {
            return ContenderProcess.start(
                    directory.resolve(name),
                    RawSink.class,
                    List.of(
                            kafka.bootstrapServers(),
                            topic,
                            group,
                            graph.server().uri(),
                            graph.server().username(),
                            graph.server().password(),
                            Integer.toString(variant.batch()),
                            Integer.toString(variant.consumers())),
                    Map.of());
        }
        Map<String, String> properties = new TreeMap<>();
        properties.put("camel.component.kafka.brokers", kafka.bootstrapServers());
        properties.put(
                "camel.component.neo4j-streams.server-uri", graph.server().uri());
        properties.put("camel.component.neo4j-streams.username", graph.server().username());
        properties.put("camel.component.neo4j-streams.password", graph.server().password());
        properties.put(
                "camel.main.routes-include-pattern",
                "classpath:throughput/" + variant.contender().option() + ".yaml");
        properties.put("benchmark.topic", topic);
        properties.put("benchmark.group", group);
        properties.put("benchmark.batch", Integer.toString(variant.batch()));
        properties.put("benchmark.polled", Integer.toString(variant.batch() * settings.polls()));
        properties.put("benchmark.consumers", Integer.toString(variant.consumers()));
        properties.put("benchmark.from", settings.from());
        properties.put("benchmark.to", settings.to());
        return ContenderProcess.start(directory.resolve(name), Main.class, List.of(), properties);
    }
}
