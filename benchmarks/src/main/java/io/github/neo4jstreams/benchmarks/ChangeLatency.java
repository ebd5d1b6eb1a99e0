package io.github.neo4jstreams.benchmarks;

import io.github.neo4jstreams.testbed.CdcMode;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How long it takes from a commit, as whoever commits hears of it, until a consumer of the topic has the change, with the ready
 * route {@code cdc-source} and nothing else to do. Commits come at any time between two polls.
 */
final class ChangeLatency implements Benchmark {

    private static final String NAME = "cdc-latency";
    private static final String TOPIC = "latency";
    private static final int WARM_UPS = 6;
    private static final int ROUNDS = 5;
    private static final int COMMITS = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(20);

    /** In milliseconds; the first is the default of the route. */
    private static final List<Integer> INTERVALS = List.of(500, 50);

    @Override
    public List<String> names() {
        return Stream.concat(Stream.of(NAME), INTERVALS.stream().map(interval -> NAME + "/" + interval))
                .toList();
    }

    @Override
    public void run(Options options, List<Map<String, Object>> measured) throws Exception {
        try (Neo4jServer neo4j = Neo4jServer.builder()
                        .cdc(CdcMode.FULL)
                        .heap("2g")
                        .jvmFlag("-XX:TieredStopAtLevel=4")
                        .start();
                KafkaServer kafka =
                        KafkaServer.builder().jvmFlag("-XX:TieredStopAtLevel=4").start()) {
            System.out.println();
            for (int interval : INTERVALS) {
                if (options.wants(NAME, Integer.toString(interval))) {
                    measured.addAll(measure(options, interval, neo4j, kafka));
                }
            }
        }
    }

    private static List<Map<String, Object>> measure(
            Options options, int interval, Neo4jServer neo4j, KafkaServer kafka) throws Exception {
        String topic = TOPIC + "-" + interval;
        String label = "Person" + interval;
        kafka.createTopic(topic, 1);
        neo4j.execute("CREATE CONSTRAINT FOR (p:%s) REQUIRE p.id IS UNIQUE".formatted(label));
        Main route = route(interval, topic, label, neo4j, kafka);
        route.start();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic, kafka)) {
            Random random = new Random(1);
            List<Map<String, Object>> json = new ArrayList<>();
            double[] all = new double[0];
            for (int round = 1 - options.warmUps().orElse(WARM_UPS);
                    round <= options.rounds().orElse(ROUNDS);
                    round++) {
                double[] millis = round(interval, label, random, neo4j, consumer);
                if (round > 0) {
                    json.add(json(interval, round, millis));
                    all = append(all, millis);
                }
            }
            System.out.printf(
                    "%s: poll interval %d ms, from commit to consumer: median %.0f ms, 99th percentile %.0f ms,"
                            + " longest %.0f ms (%d commits)%n",
                    NAME, interval, percentile(all, 50), percentile(all, 99), percentile(all, 100), all.length);
            return json;
        } finally {
            route.stop();
        }
    }

    private static Main route(int interval, String topic, String label, Neo4jServer neo4j, KafkaServer kafka) {
        Properties properties = new Properties();
        properties.setProperty("camel.main.routes-include-pattern", "classpath:neo4j-streams/routes/cdc-source.yaml");
        properties.setProperty("camel.component.kafka.brokers", kafka.bootstrapServers());
        properties.setProperty("camel.component.neo4j-streams.server-uri", neo4j.uri());
        properties.setProperty("camel.component.neo4j-streams.username", neo4j.username());
        properties.setProperty("camel.component.neo4j-streams.password", neo4j.password());
        properties.setProperty("neo4j-streams.cdc-source.topic", topic);
        properties.setProperty("neo4j-streams.cdc-source.cursor-name", topic);
        properties.setProperty("neo4j-streams.cdc-source.select", "(:" + label + ")");
        properties.setProperty("neo4j-streams.cdc-source.start-from", "earliest");
        properties.setProperty("neo4j-streams.cdc-source.poll-interval", Integer.toString(interval));
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(properties);
        return main;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String topic, KafkaServer kafka) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition(topic, 0)));
        return consumer;
    }

    /** One change after the other, each at a random time. */
    private static double[] round(
            int interval, String label, Random random, Neo4jServer neo4j, KafkaConsumer<byte[], byte[]> consumer)
            throws Exception {
        double[] millis = new double[COMMITS];
        for (int commit = 0; commit < COMMITS; commit++) {
            Thread.sleep(random.nextInt(2 * interval));
            neo4j.execute(
                    "MERGE (p:" + label + " {id: $id}) SET p.name = $name",
                    Map.of("id", commit, "name", "name " + random.nextInt()));
            long committed = System.nanoTime();
            awaitOne(consumer);
            millis[commit] = (System.nanoTime() - committed) / 1e6;
        }
        return millis;
    }

    private static void awaitOne(KafkaConsumer<byte[], byte[]> consumer) throws TimeoutException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.poll(POLL).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("a change hasn't come within " + PATIENCE);
            }
        }
    }

    private static double[] append(double[] all, double[] more) {
        double[] both = Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, both, all.length, more.length);
        return both;
    }

    /** The smallest value that so many percent of them don't exceed. */
    private static double percentile(double[] values, int percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (sorted.length * percent + 99) / 100 - 1)];
    }

    private static Map<String, Object> json(int interval, int round, double[] millis) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", NAME);
        json.put("poll_interval_ms", interval);
        json.put("round", round);
        json.put("median_ms", Math.round(percentile(millis, 50)));
        json.put("p99_ms", Math.round(percentile(millis, 99)));
        json.put("longest_ms", Math.round(percentile(millis, 100)));
        return json;
    }
}
