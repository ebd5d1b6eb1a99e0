package io.github.neo4jstreams.benchmarks.throughput;

import io.github.neo4jstreams.benchmarks.Benchmark;
import io.github.neo4jstreams.benchmarks.Options;
import io.github.neo4jstreams.testbed.KafkaServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many records a second come from Kafka into the graph: through the component's strategies, and through a loop that is
 * written by hand, which is the limit.
 */
public final class Throughput implements Benchmark {

    private final Path directory;

    /** @param directory of the contenders' logs */
    public Throughput(Path directory) {
        this.directory = directory;
    }

    @Override
    public List<String> names() {
        return Stream.of(Contender.values()).map(Contender::option).toList();
    }

    @Override
    public void run(Options options, List<Map<String, Object>> measured) throws Exception {
        Settings settings = Settings.of(options, System::getProperty);
        List<Variant> variants = variants(options, settings);
        Set<Format> formats =
                variants.stream().map(variant -> variant.contender().format()).collect(Collectors.toSet());
        try (KafkaServer kafka = KafkaServer.builder()
                        .jvmFlag("-XX:TieredStopAtLevel=4")
                        // consumers that start together are in the group from its beginning
                        .setting("group.initial.rebalance.delay.ms", "500")
                        .start();
                PeopleGraph graph = PeopleGraph.start()) {
            PeopleTopics.fill(kafka, formats, settings.records());
            SinkRun run = new SinkRun(kafka, graph, settings, directory);
            List<Measurement> all = new ArrayList<>();
            Random random = new Random(settings.seed());
            for (int round = 1 - settings.warmUps(); round <= settings.rounds(); round++) {
                List<Variant> order = new ArrayList<>(variants);
                Collections.shuffle(order, random);
                for (Variant variant : order) {
                    Measurement measurement = run.measure(variant, round);
                    System.out.printf(
                            "%s %d: %s: %,.0f records/s, CPU %.1f s, %.0f MB, first write after %,.0f ms%n",
                            round > 0 ? "round" : "warm-up",
                            round > 0 ? round : round + settings.warmUps(),
                            variant,
                            measurement.perSecond(),
                            measurement.cpu(),
                            measurement.peakRssMegabytes(),
                            measurement.firstWriteMillis());
                    if (round > 0) {
                        all.add(measurement);
                    }
                }
            }
            for (Measurement measurement : all) {
                measured.add(measurement.json(limit(measurement, all)));
            }
            all.forEach(m -> System.out.println(m.json(limit(m, all))));
        }
    }

    private static Measurement limit(Measurement of, List<Measurement> all) {
        return all.stream()
                .filter(m -> m.round() == of.round()
                        && m.variant().equals(of.variant().limit()))
                .findFirst()
                .orElse(null);
    }

    /** What is asked for, and the loop by hand that it is measured by. */
    private static List<Variant> variants(Options options, Settings settings) {
        Set<Variant> variants = new LinkedHashSet<>();
        Arrays.stream(Contender.values())
                .filter(contender -> options.wants(contender.option()))
                .forEach(contender -> {
                    for (int batch : settings.batches()) {
                        for (int consumers : settings.consumers()) {
                            Variant variant = new Variant(contender, batch, consumers);
                            variants.add(variant.limit());
                            variants.add(variant);
                        }
                    }
                });
        return List.copyOf(variants);
    }
}
