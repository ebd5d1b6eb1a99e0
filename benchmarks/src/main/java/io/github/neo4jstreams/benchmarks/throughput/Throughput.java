package io.github.neo4jstreams.benchmarks.throughput;

import io.github.neo4jstreams.benchmarks.Benchmark;
import io.github.neo4jstreams.benchmarks.Options;
import io.github.neo4jstreams.testbed.KafkaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many records a second come from Kafka into the graph, and back: through the component, and through loops that are written
 * by hand, which are the limit.
 */
public final class Throughput implements Benchmark {

    private final Path directory;
    private final Path page;
    private final UnaryOperator<String> property;

    /**
     * @param directory of the contenders' logs
     * @param page      the file with the plot
     */
    public Throughput(Path directory, Path page) {
        this(directory, page, System::getProperty);
    }

    /** @param property where {@link Settings} come from */
    Throughput(Path directory, Path page, UnaryOperator<String> property) {
        this.directory = directory;
        this.page = page;
        this.property = property;
    }

    @Override
    public List<String> names() {
        return Stream.of(Contender.values()).map(Contender::option).distinct().toList();
    }

    @Override
    public void run(Options options, List<Map<String, Object>> measured) throws Exception {
        Settings settings = Settings.of(options, property);
        Map<String, Figures> figures = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        Set<Variant> sinks = variants(options, settings, false);
        if (!sinks.isEmpty()) {
            figures.put("Kafka to Neo4j", sinks(sinks, settings, failures));
        }
        Set<Variant> sources = variants(options, settings, true);
        if (!sources.isEmpty()) {
            figures.put("Neo4j to Kafka", sources(sources, settings, failures));
        }
        figures.values().forEach(of -> measured.addAll(of.json()));
        figures.forEach((title, of) -> System.out.printf("%n%s%n%s%n", title, TextTable.of(of)));
        Files.writeString(page, HtmlPage.of(figures));
        System.out.printf("%nThe plot is %s%n", page);
        if (!failures.isEmpty()) {
            throw new IllegalStateException(
                    "%d failed:%n%s".formatted(failures.size(), String.join(System.lineSeparator(), failures)));
        }
    }

    /** What is asked for, and what it takes to judge it. */
    private static Set<Variant> variants(Options options, Settings settings, boolean sources) {
        return Stream.of(Contender.values())
                .filter(contender -> contender.isSource() == sources && options.wants(contender.option()))
                .flatMap(contender -> Variant.of(contender, settings).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Figures sinks(Set<Variant> variants, Settings settings, List<String> failures) throws Exception {
        Set<Format> formats =
                variants.stream().map(variant -> variant.contender().format()).collect(Collectors.toSet());
        try (KafkaServer kafka = PeopleTopics.broker();
                PeopleGraph graph = PeopleGraph.start()) {
            PeopleTopics.create(kafka, formats);
            PeopleTopics.fill(kafka, formats, 0, settings.records());
            return figures(
                    new SinkRun(kafka, graph, settings, settings.records(), directory), variants, settings, failures);
        }
    }

    private Figures sources(Set<Variant> variants, Settings settings, List<String> failures) throws Exception {
        try (KafkaServer kafka = PeopleTopics.broker();
                SourceGraph graph = SourceGraph.start()) {
            graph.fill(settings.records());
            return figures(new SourceRun(kafka, graph, settings, directory), variants, settings, failures);
        }
    }

    private static Figures figures(Run run, Set<Variant> variants, Settings settings, List<String> failures)
            throws Exception {
        Rounds rounds = new Rounds(run, settings.warmUps(), settings.rounds(), settings.seed());
        rounds.measure(variants);
        failures.addAll(rounds.failures());
        return new Figures(rounds.measurements());
    }
}
