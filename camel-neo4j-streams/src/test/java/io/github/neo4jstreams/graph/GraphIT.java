package io.github.neo4jstreams.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** Transactions as the rest of the house uses them. */
@TestBed
class GraphIT {

    static Neo4jServer neo4j;

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

    @Test
    void statementsOfATransactionRunInTheirOrderAndAreAnsweredInIt() {
        List<Statement> statements = IntStream.range(0, 50)
                .mapToObj(i -> new Statement(
                        "CREATE (:Step {nr: $nr}) WITH 1 AS one MATCH (s:Step) RETURN count(s) AS steps",
                        Map.of("nr", i)))
                .toList();

        Committed<List<Long>> committed = graph.transact(Work.WRITE, tx -> tx.runAll(statements).stream()
                .map(rows -> (Long) rows.get(0).get("steps"))
                .toList());

        assertThat(committed.result())
                .isEqualTo(LongStream.rangeClosed(1, 50).boxed().toList());
        assertThat(committed.counters()).containsEntry("nodesCreated", 50L);
        assertThat(committed.bookmarks()).isNotEmpty();
    }

    @Test
    void aStatementWhoseRowsNobodyWantsIsDoneNevertheless() {
        Statement many = new Statement("UNWIND range(1, 5000) AS nr CREATE (s:Step {nr: nr}) RETURN s", Map.of());
        Statement count = new Statement("MATCH (s:Step) RETURN count(s) AS steps", Map.of());

        Committed<?> committed = graph.transact(Work.WRITE, tx -> {
            tx.run(many);
            return tx.rows(count);
        });

        assertThat(committed.result()).isEqualTo(List.of(Map.of("steps", 5000L)));
        assertThat(committed.counters()).containsEntry("nodesCreated", 5000L);
    }

    @Test
    void theFirstStatementThatFailsIsNamedAndNothingIsKept() {
        Statement create = new Statement("CREATE (:Step)", Map.of());
        Statement divide = new Statement("RETURN 1 / $zero", Map.of("zero", 0));
        Statement wrong = new Statement("THIS IS NOT CYPHER", Map.of());

        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() ->
                        graph.transact(Work.WRITE, tx -> tx.runAll(List.of(create, divide, create, wrong, create))))
                .withMessageContaining("by zero");
        assertThat(neo4j.execute("MATCH (s:Step) RETURN s")).isEmpty();
    }

    @Test
    void whatWasNotCommittedIsGone() {
        IllegalStateException changedMyMind = new IllegalStateException("changed my mind");

        assertThat(catchThrowable(() -> graph.transact(Work.WRITE, tx -> {
                    tx.run(new Statement("CREATE (:Step)", Map.of()));
                    throw changedMyMind;
                })))
                .isSameAs(changedMyMind);
        assertThat(neo4j.execute("MATCH (s:Step) RETURN s")).isEmpty();
    }

    @Test
    void whoIsInterruptedDoesntWaitForTheServer() {
        neo4j.execute("CREATE (:Locked)");
        try (Session session = neo4j.driver().session();
                Transaction holder = session.beginTransaction()) {
            holder.run("MATCH (l:Locked) SET l.by = 'another'").consume();
            CountDownLatch waiting = new CountDownLatch(1);
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread waiter = new Thread(() -> {
                Throwable error = catchThrowable(() -> graph.transact(Work.WRITE, tx -> {
                    waiting.countDown();
                    tx.run(new Statement("MATCH (l:Locked) SET l.by = 'us'", Map.of()));
                    return null;
                }));
                interrupted.complete(error instanceof ServiceUnavailableException
                        && Thread.currentThread().isInterrupted());
            });
            waiter.start();
            assertThat(catchThrowable(waiting::await)).isNull();
            waiter.interrupt();

            assertThat(interrupted).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
        }
        assertThat(neo4j.execute("MATCH (l:Locked {by: 'us'}) RETURN l")).isEmpty();
    }
}
