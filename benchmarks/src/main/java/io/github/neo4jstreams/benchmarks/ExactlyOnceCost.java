package io.github.neo4jstreams.benchmarks;

import io.github.neo4jstreams.testbed.CdcMode;
import io.github.neo4jstreams.testbed.Neo4jServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/**
 * What it costs that each record is written once: the same records through two endpoints that differ in nothing else, batch by
 * batch as camel-kafka makes them, in turn, so that both meet the same machine. Kafka itself, which would make the difference
 * look smaller, is left out.
 */
final class ExactlyOnceCost implements Benchmark {

    private static final String NAME = "exactly-once";
    private static final int WARM_UPS = 6;
    private static final int ROUNDS = 5;
    private static final int RECORDS = 10_000;
    private static final int BATCH = 1_000;
    /** A round of so many times the records that are asked for takes seconds, and its ratio is no accident. */
    private static final int TIMES = 5;

    private static final int PARTITIONS = 4;
    private static final int ENTITIES = 20_000;
    private static final String QUERY =
            "MERGE (p:Person {id: event.id}) SET p.name = event.name, p.age = event.age, p.score = event.score";

    private enum Side {
        OFF("direct:off", ""),
        ON("direct:on", "&exactlyOnce=true&sinkName=benchmark");

        private final String route;
        private final String options;
        /** Of the next record of each partition: offsets never come again. */
        private long next;

        Side(String route, String options) {
            this.route = route;
            this.options = options;
        }
    }

    private record Round(double offMillis, double onMillis) {
        double ratio() {
            return offMillis / onMillis;
        }
    }

    @Override
    public List<String> names() {
        return List.of(NAME);
    }

    @Override
    public void run(Options options, List<Map<String, Object>> measured) throws Exception {
        try (Neo4jServer neo4j = Neo4jServer.builder()
                        .cdc(CdcMode.NONE)
                        .heap("2g")
                        .jvmFlag("-Xms2g")
                        .jvmFlag("-XX:TieredStopAtLevel=4")
                        .start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            neo4j.execute("CREATE CONSTRAINT FOR (p:Person) REQUIRE p.id IS UNIQUE");
            camel.addComponent("neo4j-streams", Benchmark.component(neo4j));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    for (Side side : Side.values()) {
                        from(side.route).to("neo4j-streams:cypher?query=RAW(" + QUERY + ")" + side.options);
                    }
                }
            });
            camel.start();
            System.out.println(NAME + " …");
            List<Round> rounds = measure(options, camel);
            print(options, rounds);
            measured.addAll(json(options, rounds));
        }
    }

    private static List<Round> measure(Options options, CamelContext camel) throws Exception {
        Random random = new Random(1);
        List<Round> rounds = new ArrayList<>();
        List<Side> sides = new ArrayList<>(List.of(Side.values()));
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            for (int round = 1 - options.warmUps().orElse(WARM_UPS);
                    round <= options.rounds().orElse(ROUNDS);
                    round++) {
                Map<Side, Double> millis = new EnumMap<>(Side.class);
                for (int batch = 0; batch < batches(options); batch++) {
                    Collections.shuffle(sides, random);
                    for (Side side : sides) {
                        List<Exchange> records = batch(side, camel, random);
                        long start = System.nanoTime();
                        write(records, side, template);
                        millis.merge(side, (System.nanoTime() - start) / 1e6, Double::sum);
                    }
                }
                if (round > 0) {
                    rounds.add(new Round(millis.get(Side.OFF), millis.get(Side.ON)));
                }
            }
        }
        return rounds;
    }

    private static void write(List<Exchange> batch, Side side, ProducerTemplate template) {
        Exchange done =
                template.send(side.route, exchange -> exchange.getMessage().setBody(batch));
        if (done.getException() != null) {
            throw new IllegalStateException(side + ": " + done.getException().getMessage(), done.getException());
        }
    }

    private static int batches(Options options) {
        return Math.max(1, TIMES * options.records().orElse(RECORDS) / BATCH);
    }

    private static List<Exchange> batch(Side side, CamelContext camel, Random random) {
        List<Exchange> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            batch.add(record(i % PARTITIONS, side.next + i / PARTITIONS, camel, random));
        }
        side.next += BATCH / PARTITIONS;
        return batch;
    }

    private static Exchange record(int partition, long offset, CamelContext camel, Random random) {
        int id = random.nextInt(ENTITIES);
        Exchange record = new DefaultExchange(camel);
        record.getMessage()
                .setBody("{\"id\": %d, \"name\": \"name %d\", \"age\": %d, \"score\": %d.5, \"comment\": \"%s\"}"
                        .formatted(id, id, random.nextInt(100), random.nextInt(1000), "x".repeat(100)));
        record.getMessage().setHeader("kafka.TOPIC", "people");
        record.getMessage().setHeader("kafka.PARTITION", partition);
        record.getMessage().setHeader("kafka.OFFSET", offset);
        return record;
    }

    private static double perSecond(Options options, double millis) {
        return batches(options) * BATCH / millis * 1000;
    }

    private static void print(Options options, List<Round> rounds) {
        double off = Medians.of(rounds.stream().mapToDouble(Round::offMillis));
        double on = Medians.of(rounds.stream().mapToDouble(Round::onMillis));
        System.out.println();
        System.out.printf(
                "%s: %.0f records/s without, %.0f with; %.0f %% of the throughput (medians of %d rounds of %d records in"
                        + " batches of %d; median of the rounds' ratios %.0f %%)%n%n",
                NAME,
                perSecond(options, off),
                perSecond(options, on),
                off / on * 100,
                rounds.size(),
                batches(options) * BATCH,
                BATCH,
                Medians.of(rounds.stream().mapToDouble(Round::ratio)) * 100);
    }

    private static List<Map<String, Object>> json(Options options, List<Round> rounds) {
        List<Map<String, Object>> json = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            Map<String, Object> round = new LinkedHashMap<>();
            round.put("name", NAME);
            round.put("round", i + 1);
            round.put("batch", BATCH);
            round.put(
                    "records_per_s_without",
                    Math.round(perSecond(options, rounds.get(i).offMillis())));
            round.put(
                    "records_per_s", Math.round(perSecond(options, rounds.get(i).onMillis())));
            round.put("ratio", Math.round(rounds.get(i).ratio() * 1000) / 1000.0);
            json.add(round);
        }
        return json;
    }
}
