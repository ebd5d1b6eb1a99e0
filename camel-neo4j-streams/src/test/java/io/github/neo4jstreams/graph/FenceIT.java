package io.github.neo4jstreams.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** Fences while others change the schema. {@code SinkWriterIT} has what becomes of records. */
@TestBed
class FenceIT {

    static Neo4jServer neo4j;

    private final CountDownLatch retries = new CountDownLatch(1);
    private final Fence fence = new Fence(Fence.LABEL, "people");
    private Graph graph;

    @BeforeEach
    void open() {
        neo4j.wipe();
        graph = new Graph(
                new Connections().over(neo4j.driver()),
                new GraphSettings(null, null, Duration.ofSeconds(60), null, true, false),
                () -> false,
                new GraphListener() {
                    @Override
                    public void retried(RuntimeException error) {
                        retries.countDown();
                    }
                });
    }

    @AfterEach
    void close() {
        graph.close();
    }

    /** Two sinks that ask for the first time, and a third that creates the constraint, could wait for each other for good. */
    @Test
    void whoAsksForAnOffsetDoesntWaitForGoodForAChangeOfTheSchema() throws InterruptedException {
        fence.prepare(graph);
        try (Session session = neo4j.driver().session();
                Transaction change = session.beginTransaction()) {
            change.run("CREATE INDEX FOR (n:Neo4jStreamsOffset) ON (n.sink)").consume();

            CompletableFuture<OptionalLong> offset =
                    CompletableFuture.supplyAsync(() -> fence.offset(graph, "people", 0));
            if (!retries.await(30, TimeUnit.SECONDS)) {
                fail("it waits for the change, which may wait for it");
            }
            assertThat(offset).isNotDone();

            change.commit();
            assertThat(offset).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(OptionalLong.empty());
        }
    }

    @Test
    void theOffsetIsThatOfTheLastRecordThatIsWritten() {
        fence.prepare(graph);
        graph.transact(Work.WRITE, tx -> fence.advance(tx, List.of(Fence.Mark.of("people", 3, 41, null)))
                .get());

        assertThat(fence.offset(graph, "people", 3)).hasValue(41);
        assertThat(fence.offset(graph, "people", 4)).isEmpty();
        assertThat(new Fence(Fence.LABEL, "others").offset(graph, "people", 3)).isEmpty();
    }
}
