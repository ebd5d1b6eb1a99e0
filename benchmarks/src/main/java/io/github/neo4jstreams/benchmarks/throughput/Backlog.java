package io.github.neo4jstreams.benchmarks.throughput;

import io.github.neo4jstreams.benchmarks.Benchmark;
import io.github.neo4jstreams.benchmarks.Options;
import io.github.neo4jstreams.testbed.KafkaServer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether a sink takes more memory when more is waiting for it: the same contenders with a tenth of the records, and with all. */
public final class Backlog implements Benchmark {

    private static final String NAME = "backlog";
    private static final int RECORDS = 1_000_000;
    private static final int PART = 10;

    private final Path directory;

    /** @param directory of the contenders' logs */
    public Backlog(Path directory) {
        this.directory = directory;
    }

    @Override
    public List<String> names() {
        return List.of(NAME);
    }

    @Override
    public void run(Options options, List<Map<String, Object>> measured) throws Exception {
        Settings settings = Settings.of(options, System::getProperty);
        int large = options.records().orElse(RECORDS);
        int small = Math.max(1, large / PART);
        Set<Format> formats = Set.of(Format.PROPERTIES);
        try (KafkaServer kafka = PeopleTopics.broker();
                PeopleGraph graph = PeopleGraph.start()) {
            PeopleTopics.create(kafka, formats);
            PeopleTopics.fill(kafka, formats, 0, small);
            Map<Variant, Measurement> few = measure(new SinkRun(kafka, graph, settings, small, directory), settings);
            PeopleTopics.fill(kafka, formats, small, large);
            Map<Variant, Measurement> many = measure(new SinkRun(kafka, graph, settings, large, directory), settings);
            System.out.printf("%nPeak RSS with %,d records, and with %,d%n", small, large);
            few.forEach((variant, measurement) -> {
                double ratio = many.get(variant).peakRssMegabytes() / measurement.peakRssMegabytes();
                measured.add(json(measurement, small, Double.NaN));
                measured.add(json(many.get(variant), large, ratio));
                System.out.printf(
                        "%-40s %.0f MB, %.0f MB: %.2fx%n",
                        variant,
                        measurement.peakRssMegabytes(),
                        many.get(variant).peakRssMegabytes(),
                        ratio);
            });
        }
    }

    /** Once each: a peak isn't a matter of luck, as a time is. */
    private static Map<Variant, Measurement> measure(SinkRun run, Settings settings) throws Exception {
        Map<Variant, Measurement> measurements = new LinkedHashMap<>();
        for (Variant variant : variants(settings)) {
            Measurement measurement = run.measure(variant, 1);
            System.out.printf(
                    "%s: %s: %,.0f records/s, %.0f MB%n",
                    NAME, variant, measurement.perSecond(), measurement.peakRssMegabytes());
            measurements.put(variant, measurement);
        }
        return measurements;
    }

    /** The route as it comes, and the largest batches that are asked for. */
    private static Set<Variant> variants(Settings settings) {
        Set<Variant> variants = new LinkedHashSet<>();
        variants.add(Variant.outOfTheBox());
        for (int consumers : settings.consumers()) {
            variants.add(new Variant(Contender.CYPHER, Collections.max(settings.batches()), consumers));
        }
        return variants;
    }

    private static Map<String, Object> json(Measurement measurement, int records, double ratio) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", NAME);
        json.put("contender", measurement.variant().contender().option());
        json.put("backlog", records);
        if (!Double.isNaN(ratio)) {
            json.put("peak_rss_ratio", Measurement.rounded(ratio));
        }
        measurement.json().forEach(json::putIfAbsent);
        return json;
    }
}
