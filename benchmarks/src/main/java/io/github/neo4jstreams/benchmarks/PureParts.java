package io.github.neo4jstreams.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What takes how long and how much memory without any server: the parts of the pipeline that are pure, measured with JMH. */
final class PureParts implements Benchmark {

    private static final String NAME = "pure";
    private static final Map<String, Class<?>> PARTS = Map.of("sink", SinkParts.class, "source", SourceParts.class);
    private static final int WARM_UPS = 5;
    private static final int ROUNDS = 5;
    private static final String LINE = "%-36s %14s %14s";

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        names.add(NAME);
        PARTS.keySet().stream().sorted().map(part -> NAME + "/" + part).forEach(names::add);
        return names;
    }

    @Override
    public void run(Options options, List<Map<String, Object>> measured) throws Exception {
        OptionsBuilder jmh = new OptionsBuilder();
        PARTS.forEach((part, benchmarks) -> {
            if (options.wants(NAME, part)) {
                jmh.include(benchmarks.getName() + "\\.");
            }
        });
        jmh.forks(1)
                .warmupIterations(options.warmUps().orElse(WARM_UPS))
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(options.rounds().orElse(ROUNDS))
                .measurementTime(TimeValue.seconds(1))
                .jvmArgs("-Xmx1g", "-XX:+UseSerialGC")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        Collection<RunResult> results = new Runner(jmh.build()).run();
        System.out.println();
        System.out.println(LINE.formatted("", "ns/record", "bytes/record"));
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            double bytes =
                    result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
            System.out.println(LINE.formatted(
                    name(result),
                    "%,.0f \u00b1 %.0f%%".formatted(time.getScore(), 100 * time.getScoreError() / time.getScore()),
                    "%,.0f".formatted(bytes)));
            measured.add(json(result, time.getScore(), bytes));
        }
    }

    private static Map<String, Object> json(RunResult result, double nanos, double bytes) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name(result));
        json.put("ns_per_record", Math.round(nanos));
        json.put("allocated_bytes_per_record", Math.round(bytes));
        return json;
    }

    /** {@code pure/sink/plan/cud}. */
    private static String name(RunResult result) {
        BenchmarkParams params = result.getParams();
        String[] path = params.getBenchmark().split("\\.");
        String part = PARTS.entrySet().stream()
                .filter(entry -> entry.getValue().getSimpleName().equals(path[path.length - 2]))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        Optional<String> of =
                params.getParamsKeys().stream().map(params::getParam).findFirst();
        return String.join("/", NAME, part, path[path.length - 1], of.orElse(""));
    }
}
