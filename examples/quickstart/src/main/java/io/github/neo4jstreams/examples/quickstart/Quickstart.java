package io.github.neo4jstreams.examples.quickstart;

import io.github.neo4jstreams.page.PageServer;
import io.github.neo4jstreams.testbed.CdcMode;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.LoggerFactory;

/**
 * Starts a Kafka broker and a Neo4j server, runs the two YAML routes of this example between them for about a minute, and
 * accounts for what went through. Both servers may be killed meanwhile.
 *
 * <p>System properties: {@code quickstart.events} (default 6000), {@code quickstart.seconds} (default 60), {@code quickstart.page},
 * the port of the page (default 0: any that is free).
 */
public final class Quickstart {

    static final String TRIPS = "trips";
    static final String CHANGES = "changes";
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private Quickstart() {}

    public static void main(String[] args) throws Exception {
        // not a daemon thread of the driver or of Kafka may keep a finished quickstart alive
        System.exit(
                run(Integer.getInteger("quickstart.events", 6000), Integer.getInteger("quickstart.seconds", 60))
                        ? 0
                        : 1);
    }

    /** @return whether everything that went in is where it belongs */
    static boolean run(int events, int seconds) throws Exception {
        // before two servers log at once
        LoggerFactory.getLogger(Quickstart.class);
        say("Starting a Kafka broker and a Neo4j server, each in a process of its own …");
        CompletableFuture<KafkaServer> starting = CompletableFuture.supplyAsync(
                () -> KafkaServer.builder().supervised().start());
        try (Neo4jServer neo4j =
                        Neo4jServer.builder().cdc(CdcMode.FULL).supervised().start();
                KafkaServer kafka = starting.join()) {
            kafka.createTopic(TRIPS, 4);
            kafka.createTopic(CHANGES, 1);
            for (String[] key : new String[][] {{"Rider", "id"}, {"Bike", "id"}, {"Station", "code"}, {"Trip", "id"}}) {
                neo4j.execute("CREATE CONSTRAINT FOR (n:%s) REQUIRE n.%s IS UNIQUE".formatted((Object[]) key));
            }
            introduce(neo4j, kafka);
            Main camel = camel(neo4j, kafka);
            camel.start();
            say(
                    "  Look at it in a browser:  %s",
                    camel.getCamelContext().hasService(PageServer.class).uri());
            say("");
            try {
                Account account = new Account(neo4j, kafka);
                produce(kafka, account, events, seconds);
                account.awaitEverything(events, LONGEST_WAIT);
                return account.print(events);
            } finally {
                camel.stop();
            }
        }
    }

    private static void introduce(Neo4jServer neo4j, KafkaServer kafka) {
        say("");
        say(
                "  Neo4j  %s  process %d      (Community with a test fixture for change data capture,",
                neo4j.uri(), neo4j.pid());
        say(
                "  Kafka  %s          process %d       which takes Enterprise or Aura in real life)",
                kafka.bootstrapServers(), kafka.pid());
        say("");
        say("  Kill one of them while it runs:  kill -9 %d", neo4j.pid());
        say("  It is started again on its data, and nothing is lost.");
        say("");
        say("  routes/trips-to-graph.yaml     topic %s -> Cypher on the leader", TRIPS);
        say("  routes/changes-to-topic.yaml   committed changes -> topic %s", CHANGES);
        say("");
    }

    private static Main camel(Neo4jServer neo4j, KafkaServer kafka) {
        Main camel = new Main(Quickstart.class);
        camel.addOverrideProperty("neo4j-streams.page", System.getProperty("quickstart.page", "0"));
        camel.addOverrideProperty("kafka.brokers", kafka.bootstrapServers());
        camel.addOverrideProperty("camel.component.neo4j-streams.server-uri", neo4j.uri());
        camel.addOverrideProperty("camel.component.neo4j-streams.username", neo4j.username());
        camel.addOverrideProperty("camel.component.neo4j-streams.password", neo4j.password());
        return camel;
    }

    /** Sends the trips at an even pace, and says every few seconds how things stand. */
    private static void produce(KafkaServer kafka, Account account, int events, int seconds)
            throws InterruptedException {
        Trips trips = new Trips();
        Instant start = Instant.now();
        int sent = 0;
        for (int tick = 1; sent < events; tick++) {
            int due = (int) Math.min(events, (long) events * tick / (seconds * 2L));
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(due - sent);
            for (; sent < due; sent++) {
                Trips.Trip trip = trips.next();
                records.add(new ProducerRecord<>(TRIPS, utf8(trip.key()), utf8(trip.json())));
            }
            kafka.send(records);
            if (tick % 10 == 0) {
                account.printProgress(start, sent);
            }
            pause(start.plusMillis(tick * 500L));
        }
    }

    private static void pause(Instant until) throws InterruptedException {
        long millis = Duration.between(Instant.now(), until).toMillis();
        if (millis > 0) {
            Thread.sleep(millis);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void say(String format, Object... values) {
        System.out.println(values.length == 0 ? format : String.format(format, values));
    }
}
