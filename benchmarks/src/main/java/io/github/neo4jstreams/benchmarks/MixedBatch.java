package io.github.neo4jstreams.benchmarks;

import io.github.neo4jstreams.testbed.CdcMode;
import io.github.neo4jstreams.testbed.Neo4jServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

/**
 * What order and checks cost: a batch of messages of all shapes, as they come, through an endpoint in one transaction,
 * against the same rows written by hand with one statement a shape, in no order and without a check, in one transaction.
 * Both read the JSON of the messages, unless the workload says that it is read already.
 */
final class MixedBatch implements Benchmark {

    private static final String NAME = "mixed-batch";
    private static final int WARM_UPS = 6;
    private static final int ROUNDS = 5;
    private static final int RECORDS = 10_000;

    private enum Side {
        COMPONENT,
        BY_HAND
    }

    private static List<Workload> workloads(int records) {
        Workload cud = new CudWorkload("cud", 8_000, records);
        return List.of(
                cud,
                new ReadAlready(cud),
                new CudWorkload("cud-few-entities", 500, records),
                new SchemaWorkload(records),
                new SourceIdWorkload(records),
                new PatternWorkload(records));
    }

    @Override
    public List<String> names() {
        return Stream.concat(Stream.of(NAME), workloads(1).stream().map(workload -> NAME + "/" + workload.name()))
                .toList();
    }

    @Override
    public void run(Options options, List<Map<String, Object>> measured) throws Exception {
        try (Neo4jServer neo4j = Neo4jServer.builder()
                        .cdc(CdcMode.NONE)
                        .heap("2g")
                        .jvmFlag("-Xms2g")
                        .jvmFlag("-XX:TieredStopAtLevel=4")
                        // a graph that is wiped all the time looks to the server like one that needs new plans
                        .setting("dbms.cypher.min_replan_interval", "1h")
                        .setting("dbms.index_sampling.background_enabled", "false")
                        .start();
                // not the server's own driver, which tests a connection before each use
                Driver driver =
                        GraphDatabase.driver(neo4j.uri(), AuthTokens.basic(neo4j.username(), neo4j.password()));
                DefaultCamelContext camel = camel(neo4j)) {
            constrain(neo4j);
            List<Batch> batches = new ArrayList<>();
            for (Workload workload : workloads(options.records().orElse(RECORDS))) {
                if (options.wants(NAME, workload.name())) {
                    batches.add(new Batch(workload, camel));
                }
            }
            camel.start();
            measure(batches, options, new Stopwatch(neo4j.pid()), camel, driver);
            List<MixedBatchResult> results = batches.stream().map(Batch::result).toList();
            print(results);
            results.forEach(result -> measured.addAll(result.json(NAME)));
        }
    }

    private static DefaultCamelContext camel(Neo4jServer neo4j) {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.addComponent("neo4j-streams", Benchmark.component(neo4j));
        return camel;
    }

    private static void constrain(Neo4jServer neo4j) {
        Stream.concat(
                        Domain.KINDS.stream().map(kind -> new String[] {kind.label(), kind.key()}),
                        Stream.<String[]>of(new String[] {SourceIdWorkload.LABEL, SourceIdWorkload.PROPERTY}))
                .forEach(key ->
                        neo4j.execute("CREATE CONSTRAINT FOR (n:%s) REQUIRE n.%s IS UNIQUE".formatted((Object[]) key)));
    }

    /**
     * One workload after the other, with plans that the server makes while they warm up, for the graph that they have. Both
     * sides take turns, in random order, so that whatever drifts hits both.
     */
    private static void measure(
            List<Batch> batches, Options options, Stopwatch stopwatch, CamelContext camel, Driver driver)
            throws IOException {
        Random random = new Random(1);
        List<Side> sides = new ArrayList<>(List.of(Side.values()));
        try (ProducerTemplate template = camel.createProducerTemplate();
                Session session = driver.session()) {
            for (Batch batch : batches) {
                System.out.println(NAME + ": " + batch.result().workload() + " …");
                batch.reset(session);
                session.run("CALL db.prepareForReplanning()").consume();
                for (int round = 1 - options.warmUps().orElse(WARM_UPS);
                        round <= options.rounds().orElse(ROUNDS);
                        round++) {
                    Collections.shuffle(sides, random);
                    Map<Side, Stopwatch.Time> times = new EnumMap<>(Side.class);
                    for (Side side : sides) {
                        batch.reset(session);
                        times.put(side, stopwatch.time(() -> {
                            if (side == Side.COMPONENT) {
                                batch.throughComponent(template);
                            } else {
                                batch.byHand(session);
                            }
                        }));
                    }
                    if (round > 0) {
                        batch.result().add(times.get(Side.COMPONENT), times.get(Side.BY_HAND));
                    }
                }
            }
        }
    }

    private static void print(List<MixedBatchResult> results) {
        System.out.println();
        System.out.println(MixedBatchResult.header());
        System.out.println(MixedBatchResult.secondHeader());
        results.forEach(result -> System.out.println(result.line()));
        System.out.println();
        System.out.println(
                NAME + ": " + results.stream().map(MixedBatchResult::summary).collect(Collectors.joining(", ")));
    }
}
