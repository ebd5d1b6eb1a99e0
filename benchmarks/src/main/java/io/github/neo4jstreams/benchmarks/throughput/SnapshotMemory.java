package io.github.neo4jstreams.benchmarks.throughput;

import io.github.neo4jstreams.benchmarks.Benchmark;
import io.github.neo4jstreams.benchmarks.Options;
import io.github.neo4jstreams.testbed.KafkaServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.camel.main.Main;

/**
 * Whether a source takes more memory when there is more in the graph: a snapshot of a quarter of the nodes, and of all, by a process
 * with a small heap, while others write. What comes is replayed, and has to be the graph in the end.
 */
public final class SnapshotMemory implements Benchmark {

    private static final String NAME = "snapshot";
    private static final int NODES = 1_000_000;
    private static final int PART = 4;

    /** So that a process that keeps what it has read can't live with it. */
    private static final List<String> JVM = List.of("-Xmx96m", "-XX:+UseSerialGC");

    private final Path directory;

    /** @param directory of the processes' logs */
    public SnapshotMemory(Path directory) {
        this.directory = directory;
    }

    @Override
    public List<String> names() {
        return List.of(NAME);
    }

    /**
     * One snapshot.
     *
     * @param nodes    that were there before
     * @param entities that were read
     */
    private record Taken(
            long nodes, long entities, double perSecond, long changes, OptionalLong peakRss, ContenderProcess.Jvm jvm) {

        double peakRssMegabytes() {
            return peakRss.orElse(0) / (double) (1 << 20);
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", NAME);
            json.put("nodes", nodes);
            json.put("entities", entities);
            json.put("entities_per_s", Math.round(perSecond));
            json.put("changes_meanwhile", changes);
            json.put("heap", JVM.get(0));
            json.put("peak_heap_mb", jvm.peakHeap() >> 20);
            if (peakRss.isPresent()) {
                json.put("peak_rss_mb", Math.round(peakRssMegabytes()));
            }
            json.put("gc_s", jvm.collected() / 1e3);
            return json;
        }
    }

    @Override
    public void run(Options options, List<Map<String, Object>> measured) throws Exception {
        int all = options.records().orElse(NODES);
        int part = Math.max(1, all / PART);
        List<Taken> taken = new ArrayList<>();
        try (KafkaServer kafka = PeopleTopics.broker();
                SourceGraph graph = SourceGraph.start()) {
            graph.fillUnseen(0, part);
            taken.add(take(part, kafka, graph));
            graph.fillUnseen(part, all);
            taken.add(take(all, kafka, graph));
        }
        System.out.println();
        for (Taken one : taken) {
            measured.add(one.json());
            System.out.printf(
                    "%s: %,d nodes: %,.0f entities/s, peak RSS %.0f MB, peak heap %d MB of %s, %.1f s of garbage collection;"
                            + " replayed with %,d changes that came meanwhile, it is the graph%n",
                    NAME,
                    one.nodes(),
                    one.perSecond(),
                    one.peakRssMegabytes(),
                    one.jvm().peakHeap() >> 20,
                    JVM.get(0),
                    one.jvm().collected() / 1e3,
                    one.changes());
        }
        System.out.printf(
                "%s: peak RSS of the larger one is %.2fx%n",
                NAME, taken.get(1).peakRssMegabytes() / taken.get(0).peakRssMegabytes());
    }

    private Taken take(int nodes, KafkaServer kafka, SourceGraph graph) throws Exception {
        String topic = NAME + "-" + nodes;
        // one partition: the order of all that comes is what is checked
        kafka.createTopic(topic, 1);
        System.out.printf("%s: %,d nodes \u2026%n", NAME, nodes);
        try (Replay replay = Replay.of(kafka.bootstrapServers(), topic);
                ContenderProcess process = ContenderProcess.start(
                        directory.resolve(topic), JVM, Main.class, List.of(), properties(topic, kafka, graph));
                BusyWriter writer = new BusyWriter(graph.server(), nodes)) {
            replay.readUntil(replay::hasChange, process::refuseEnded);
            Map<String, Object> last = writer.finish();
            replay.readUntil(() -> replay.cameLast(last), process::refuseEnded);
            Taken taken = new Taken(
                    nodes,
                    replay.entities(),
                    replay.entitiesPerSecond(),
                    replay.changes(),
                    Processes.peakRss(process.pid()),
                    process.jvm());
            replay.refuseOtherThan(graph.people());
            return taken;
        }
    }

    /** The ready route, with nothing tuned. */
    private static Map<String, String> properties(String topic, KafkaServer kafka, SourceGraph graph) {
        Map<String, String> properties = new TreeMap<>(ContenderProcess.connections(kafka, graph.server()));
        properties.put("camel.main.routes-include-pattern", "classpath:neo4j-streams/routes/cdc-source.yaml");
        properties.put("neo4j-streams.cdc-source.topic", topic);
        properties.put("neo4j-streams.cdc-source.cursor-name", topic);
        properties.put("neo4j-streams.cdc-source.select", "(:Person)");
        properties.put("neo4j-streams.cdc-source.start-from", "snapshot");
        return properties;
    }
}
