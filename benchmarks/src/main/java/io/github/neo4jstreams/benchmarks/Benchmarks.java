package io.github.neo4jstreams.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the benchmarks that are asked for, prints what they measured and writes it to a file. A bad figure is not an error.
 */
public final class Benchmarks {

    private static final List<Benchmark> ALL = List.of(new MixedBatch(), new ExactlyOnceCost(), new ChangeLatency());

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        run(Options.ofSystemProperties(), Path.of(System.getProperty("benchmark.output", "benchmark.json")));
        // threads of drivers need no goodbye
        System.exit(0);
    }

    private static void run(Options options, Path output) throws Exception {
        options.refuseUnknown(ALL);
        List<Map<String, Object>> measured = new ArrayList<>();
        for (Benchmark benchmark : ALL) {
            if (options.wants(benchmark.name())) {
                measured.addAll(benchmark.run(options));
            }
        }
        Files.write(output, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(measured));
        System.out.println("Every round is in " + output);
    }
}
