package io.github.neo4jstreams.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.neo4jstreams.benchmarks.throughput.Backlog;
import io.github.neo4jstreams.benchmarks.throughput.SnapshotMemory;
import io.github.neo4jstreams.benchmarks.throughput.Throughput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the benchmarks that are asked for, prints what they measured and writes it to a file. A bad figure is not an error.
 */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        Path output = Path.of(System.getProperty("benchmark.output", "benchmark.json"));
        List<Benchmark> all = List.of(
                new PureParts(),
                new MixedBatch(),
                new ExactlyOnceCost(),
                new ChangeLatency(),
                new Throughput(output.resolveSibling("benchmark"), output.resolveSibling("benchmark.html")),
                new Backlog(output.resolveSibling("benchmark")),
                new SnapshotMemory(output.resolveSibling("benchmark")));
        run(Options.of(System::getProperty), all, output);
        // threads of drivers need no goodbye
        System.exit(0);
    }

    private static void run(Options options, List<Benchmark> all, Path output) throws Exception {
        options.refuseUnknown(all);
        List<Map<String, Object>> measured = new ArrayList<>();
        try {
            for (Benchmark benchmark : all) {
                if (options.wants(benchmark)) {
                    benchmark.run(options, measured);
                }
            }
        } finally {
            // an hour's measurements are not lost because the last one failed
            write(measured, output);
        }
        System.out.println("Every round is in " + output);
    }

    private static void write(List<Map<String, Object>> measured, Path output) throws IOException {
        Files.write(output, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(measured));
    }
}
