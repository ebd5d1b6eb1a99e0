package io.github.neo4jstreams.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.CausalCluster;
import io.github.neo4jstreams.testbed.CausalCluster.Member;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody sees while the leader of a genuine cluster is killed. With {@code -Ddocs.update} the picture in the docs is made
 * anew, after half a minute of load.
 */
@TestBed
class PageInClusterIT {

    private static final Path PICTURE = Path.of("..", "docs", "images", "page.png");
    private static final boolean PICTURED = System.getProperty("docs.update") != null;
    private static final int A_TICK = 40;

    static CausalCluster cluster;
    static KafkaServer kafka;

    @TempDir
    Path profile;

    private final ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger sent = new AtomicInteger();
    private Browser browser;

    @BeforeEach
    void start() {
        browser = new Browser(profile);
        cluster.wipe();
    }

    @AfterEach
    void stop() {
        load.shutdownNow();
        if (browser != null) {
            browser.close();
        }
        cluster.heal();
    }

    private static Application application(String topic) throws Exception {
        return new Application("0", cluster.seedUri(), null, null, """
                - beans:
                    - name: cursors
                      type: org.apache.camel.support.processor.state.MemoryStateRepository
                - route:
                    id: trips-to-graph
                    routePolicy: atLeastOnce
                    from:
                      uri: kafka:TOPIC
                      parameters:
                        brokers: BROKERS
                        groupId: graph
                      steps:
                        - to:
                            uri: neo4j-streams:cypher
                            parameters:
                              sinkName: trips
                              deadLetter: kafka:TOPIC-dead?brokers=BROKERS
                              query: |
                                MERGE (r:Rider {id: event.rider})
                                CREATE (r)-[:TOOK]->(:Trip {id: event.id, minutes: event.minutes})
                - route:
                    id: trips-to-topic
                    from:
                      uri: neo4j-streams:query
                      parameters:
                        cursorName: long-trips
                        cursorRepository: '#cursors'
                        query: "MATCH (t:Trip) WHERE t.id > $lastCheck AND t.minutes > 30 RETURN t.id AS id"
                        streamingProperty: id
                        startFrom: earliest
                        delay: 250
                      steps:
                        - to:
                            uri: kafka:long-trips?brokers=BROKERS
                """.replace("TOPIC", topic)
                .replace("BROKERS", kafka.bootstrapServers()));
    }

    private void send() {
        kafka.send(IntStream.range(0, A_TICK)
                .mapToObj(i -> trip("trips", sent.incrementAndGet()))
                .toList());
    }

    private static ProducerRecord<byte[], byte[]> trip(String topic, int nr) {
        String rider = nr % 2003 == 0 ? "null" : "\"R-" + nr % 50 + "\"";
        String trip = "{\"id\": " + nr + ", \"rider\": " + rider + ", \"minutes\": " + (3 + nr * 7 % 42) + "}";
        if (nr % 3001 == 0) {
            trip = trip.substring(0, trip.length() / 2);
        }
        return new ProducerRecord<>(topic, utf8("R-" + nr % 50), utf8(trip));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theKilledLeaderGoesTheNewOneIsShownAndTheTimeBetweenThem() throws Exception {
        kafka.createTopic("trips", 4);
        try (Application application = application("trips")) {
            browser.resize(1080, 900, 1);
            browser.open(application.page());
            load.scheduleAtFixedRate(this::send, 0, 200, TimeUnit.MILLISECONDS);
            int enough = PICTURED ? 45 * 5 * A_TICK : 5 * 5 * A_TICK;
            await().atMost(Duration.ofMinutes(2)).until(() -> applied() >= enough);
            Member killed = cluster.leader();
            assertThat(browser.text("#clusters .leads")).contains(killed.address(), "leader");

            killed.kill();

            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(browser.text("#moves"))
                    .contains("no leader; it was " + killed.address(), " leads, after "));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(browser.text("#clusters .gone"))
                    .contains(killed.address()));
            assertThat(browser.text("#clusters .leads"))
                    .contains(cluster.leader().address())
                    .doesNotContain(killed.address());
            int atKill = applied();
            await().atMost(Duration.ofMinutes(1)).until(() -> applied() > atKill + 5 * A_TICK);
            browser.assertNoComplaints();
            if (PICTURED) {
                picture();
            }
        }
    }

    private int applied() {
        String total = browser.text("#routes td.total").replace(",", "");
        return total.isEmpty() ? 0 : Integer.parseInt(total);
    }

    private void picture() throws Exception {
        Files.createDirectories(PICTURE.getParent());
        // no taller than what there is to see, or than a screen
        long height = (Long) browser.run("return document.querySelector('main').getBoundingClientRect().bottom | 0");
        browser.resize(1080, (int) Math.min(height, 820), 1);
        Files.write(PICTURE, browser.screenshot());
    }

    @Test
    void deadLettersOfTheLoadHaveTheirReasons() throws Exception {
        kafka.createTopic("more-trips", 1);
        try (Application application = application("more-trips")) {
            kafka.send(List.of(trip("more-trips", 1), trip("more-trips", 2003), trip("more-trips", 3001)));
            browser.open(application.page());

            await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(browser.text("#letters"))
                    .contains(
                            "more-trips/0@1",
                            "more-trips/0@2",
                            "trips-to-graph → trips",
                            "InvalidMessage",
                            "SemanticError"));
        }
    }
}
