package io.github.neo4jstreams.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@TestBed
class LeaseIT {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(300);

    static Neo4jServer neo4j;

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private Graph graph;

    @BeforeEach
    void open() {
        neo4j.wipe();
        graph = new Graph(
                new Connections().over(neo4j.driver()),
                new GraphSettings(null, null, Duration.ofSeconds(30), null, true, false),
                () -> false);
    }

    @AfterEach
    void close() {
        graph.close();
    }

    private Lease lease(String member, Duration duration) {
        return new Lease(graph, "people", member, duration, clock::get);
    }

    private static Map<String, Object> node() {
        return neo4j.execute("MATCH (l:Neo4jStreamsLease {name: 'people'}) RETURN l.holder AS holder, l.token AS token,"
                        + " l.expiresAt - l.renewedAt AS duration, keys(l) AS keys")
                .get(0);
    }

    @Test
    void theFirstHasItAndRenewsItAndTheOthersSeeWhoItIs() {
        Lease ada = lease("ada", LONG);
        Lease eve = lease("eve", LONG);
        ada.acquire();
        eve.acquire();
        ada.acquire();

        assertThat(ada.isHeld()).isTrue();
        assertThat(eve.isHeld()).isFalse();
        assertThat(eve.holder()).contains("ada");
        assertThat(node())
                .containsEntry("holder", "ada")
                .containsEntry("token", 1L)
                .containsEntry("duration", LONG.toMillis());
        assertThat((List<?>) node().get("keys"))
                .asList()
                .containsExactlyInAnyOrder("name", "holder", "token", "expiresAt", "renewedAt");
    }

    @Test
    void ofManyAtTheSameTimeOneHasIt() {
        List<Lease> leases =
                IntStream.range(0, 20).mapToObj(i -> lease("member-" + i, LONG)).toList();

        leases.stream()
                .map(lease -> CompletableFuture.runAsync(lease::acquire))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(leases.stream().filter(Lease::isHeld)).hasSize(1);
        assertThat(node()).containsEntry("token", 1L);
    }

    @Test
    void itIsFreeAgainAtOnceWhenItIsGivenBack() {
        Lease ada = lease("ada", LONG);
        Lease eve = lease("eve", LONG);
        ada.acquire();
        eve.release();
        eve.acquire();
        assertThat(eve.isHeld()).isFalse();

        ada.release();
        assertThat(ada.isHeld()).isFalse();
        assertThat(ada.holder()).isEmpty();

        eve.acquire();
        assertThat(eve.isHeld()).isTrue();
        assertThat(node()).containsEntry("token", 2L);
    }

    @Test
    void whoWaitsLeavesNoTraceInTheLogOfTheServer() {
        Lease ada = lease("ada", LONG);
        ada.acquire();
        Object before = lastTransaction();

        lease("eve", LONG).acquire();
        assertThat(lastTransaction()).isEqualTo(before);

        ada.acquire();
        assertThat(lastTransaction()).isNotEqualTo(before);
    }

    private static Object lastTransaction() {
        return neo4j.execute("CALL db.cdc.current() YIELD id RETURN id").get(0).get("id");
    }

    @Test
    void theServersClockSaysWhenItHasExpired() {
        lease("ada", SHORT).acquire();
        Lease eve = lease("eve", SHORT);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            eve.acquire();
            return eve.isHeld();
        });
        assertThat(node()).containsEntry("holder", "eve").containsEntry("token", 2L);
    }

    @Test
    void theHoldersOwnClockEndsItAFifthEarlier() {
        Lease ada = lease("ada", LONG);
        ada.acquire();

        clock.addAndGet(Duration.ofMinutes(48).toNanos() - 1);
        assertThat(ada.isHeld()).isTrue();
        clock.incrementAndGet();
        assertThat(ada.isHeld()).isFalse();
        assertThat(ada.holder()).isEmpty();

        ada.acquire();
        assertThat(ada.isHeld()).isTrue();
        assertThat(node()).containsEntry("token", 1L);
    }

    @Test
    void anAnswerThatComesTooLateIsNone() {
        AtomicLong jumping = new AtomicLong();
        // 48 minutes pass from one look at the clock to the next
        Lease ada = new Lease(
                graph,
                "people",
                "ada",
                LONG,
                () -> jumping.getAndAdd(Duration.ofMinutes(48).toNanos()));
        ada.acquire();

        assertThat(ada.isHeld()).isFalse();
    }
}
