package io.github.neo4jstreams.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.driver.async.ResultCursor;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransactionTerminatedException;

@TestBed
class BoltProxyIT {

    private static final String CREATE = "CREATE (:Thing)";
    private static final TransactionConfig NO_CONFIG = TransactionConfig.empty();

    static Neo4jServer neo4j;

    private BoltProxy proxy;
    private Driver driver;

    @BeforeEach
    void connect() {
        neo4j.wipe();
        proxy = BoltProxy.of(neo4j);
        driver = GraphDatabase.driver(
                proxy.uri(),
                neo4j.auth(),
                Config.builder()
                        .withMaxTransactionRetryTime(0, TimeUnit.MILLISECONDS)
                        .build());
    }

    @AfterEach
    void disconnect() {
        driver.close();
        proxy.close();
    }

    @Test
    void shouldServeARoutingDriverThatNeverSeesTheServerItself() {
        run(NO_CONFIG, CREATE);
        assertThat(things()).isEqualTo(1);
        assertThat(driver.executableQuery("CALL dbms.routing.getRoutingTable({}, 'neo4j')")
                        .execute()
                        .records()
                        .toString())
                .contains(proxy.address())
                .doesNotContain(neo4j.boltUri().replace("bolt://", ""));
        long before = proxy.connections();
        assertThat(before).isPositive();

        proxy.refuse();

        assertThatThrownBy(() -> run(NO_CONFIG, CREATE))
                .isInstanceOfAny(ServiceUnavailableException.class, SessionExpiredException.class);
        assertThat(proxy.connections()).isEqualTo(before);
    }

    @Test
    void shouldLoseATransactionThatIsCutBeforeItsCommit() {
        CompletableFuture<Void> cut = proxy.cutBeforeCommit(1);

        assertThatThrownBy(() -> run(NO_CONFIG, CREATE))
                .isInstanceOfAny(ServiceUnavailableException.class, SessionExpiredException.class);

        assertThat(cut).succeedsWithin(Duration.ofSeconds(5));
        assertThat(proxy.commitsCutBefore()).isEqualTo(1);
        run(NO_CONFIG, "CREATE (:Next)");
        assertThat(things()).isZero();
        assertThat(proxy.commitsCutBefore()).isEqualTo(1);
    }

    @Test
    void shouldKeepATransactionThatIsCutAfterItsCommit() {
        CompletableFuture<Void> cut = proxy.cutAfterCommit(2);

        for (int i = 1; i <= 2; i++) {
            assertThat(cut).isNotDone();
            assertThatThrownBy(() -> run(NO_CONFIG, CREATE))
                    .isInstanceOfAny(ServiceUnavailableException.class, SessionExpiredException.class);
            assertThat(things()).isEqualTo(i);
        }

        assertThat(cut).succeedsWithin(Duration.ofSeconds(5));
        run(NO_CONFIG, CREATE);
        assertThat(things()).isEqualTo(3);
        assertThat(proxy.commitsCutAfter()).isEqualTo(2);
    }

    @Test
    void shouldFindTheCommitBehindPipelinedStatements() {
        proxy.cutAfterCommit(1);
        AsyncSession session = driver.session(AsyncSession.class);

        CompletionStage<Void> committed = session.beginTransactionAsync().thenCompose(tx -> {
            List<CompletableFuture<?>> results = IntStream.range(0, 8)
                    .<CompletableFuture<?>>mapToObj(
                            i -> tx.runAsync("UNWIND range(1, 10) AS i CREATE (t:Thing) RETURN t")
                                    .thenCompose(ResultCursor::consumeAsync)
                                    .toCompletableFuture())
                    .toList();
            return CompletableFuture.allOf(results.toArray(new CompletableFuture<?>[0]))
                    .thenCompose(all -> tx.commitAsync());
        });

        assertThat(committed)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfAny(ServiceUnavailableException.class, SessionExpiredException.class);
        assertThat(things()).isEqualTo(80);
    }

    @Test
    void shouldSaveACutForACommitThatSucceeds() {
        CompletableFuture<Void> cut = proxy.cutAfterCommit(1);
        TransactionConfig doomed =
                TransactionConfig.builder().withMetadata(Map.of("doomed", true)).build();
        try (Session session = driver.session();
                Transaction tx = session.beginTransaction(doomed)) {
            tx.run(CREATE).consume();
            neo4j.execute("SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData.doomed"
                    + " TERMINATE TRANSACTIONS id YIELD message RETURN message");
            assertThatThrownBy(tx::commit).isInstanceOf(TransactionTerminatedException.class);
        }
        assertThat(cut).isNotDone();
        assertThat(proxy.commitsCutAfter()).isZero();

        assertThatThrownBy(() -> run(NO_CONFIG, CREATE))
                .isInstanceOfAny(ServiceUnavailableException.class, SessionExpiredException.class);

        assertThat(proxy.commitsCutAfter()).isEqualTo(1);
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void shouldForgetACutThatIsCancelled() {
        proxy.cutBeforeCommit(1).cancel(false);
        proxy.cutAfterCommit(1).cancel(false);

        run(NO_CONFIG, CREATE);

        assertThat(proxy.commitsCutBefore() + proxy.commitsCutAfter()).isZero();
    }

    @Test
    void shouldCutOnlyTheTransactionsItIsFor() {
        CompletableFuture<Void> cut =
                proxy.cutBeforeCommit(1, tx -> tx.writes() && tx.metadata().containsKey("batch"));
        TransactionConfig batch =
                TransactionConfig.builder().withMetadata(Map.of("batch", 7)).build();
        run(NO_CONFIG, CREATE);
        try (Session session = driver.session(SessionConfig.builder()
                        .withDefaultAccessMode(AccessMode.READ)
                        .build());
                Transaction tx = session.beginTransaction(batch)) {
            tx.run("RETURN 1").consume();
            tx.commit();
        }
        assertThat(cut).isNotDone();

        assertThatThrownBy(() -> run(batch, CREATE))
                .isInstanceOfAny(ServiceUnavailableException.class, SessionExpiredException.class);

        // the connection is closed before the fault is done
        assertThat(cut).succeedsWithin(Duration.ofSeconds(5));
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void shouldRefuseConnectionsUntilTheyAreAccepted() {
        driver.verifyConnectivity();
        proxy.refuse();
        assertThat(proxy.openConnections()).isZero();
        // the first may still fail with a connection that was open before, and ask for no other
        await().untilAsserted(() -> {
            assertThatThrownBy(() -> run(NO_CONFIG, CREATE))
                    .isInstanceOfAny(ServiceUnavailableException.class, SessionExpiredException.class);
            assertThat(proxy.connectionsRefused()).isPositive();
        });

        proxy.accept();

        run(NO_CONFIG, CREATE);
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void shouldLetNothingPassWhileFrozenAndEverythingAfterwards() {
        driver.verifyConnectivity();
        proxy.freeze();
        Future<?> written = Patience.start(() -> {
            run(NO_CONFIG, CREATE);
            return null;
        });
        await().during(Duration.ofMillis(500)).until(() -> !written.isDone() && things() == 0);

        proxy.thaw();

        assertThat(written).succeedsWithin(Duration.ofSeconds(20));
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void shouldCloseFrozenConnectionsToo() {
        driver.verifyConnectivity();
        proxy.freeze();
        Future<?> written = Patience.start(() -> {
            run(NO_CONFIG, CREATE);
            return null;
        });
        await().until(() -> proxy.openConnections() > 0);

        proxy.refuse();

        assertThat(written).failsWithin(Duration.ofSeconds(20));
        assertThat(proxy.openConnections()).isZero();
        proxy.thaw();
        assertThat(things()).isZero();
    }

    @Test
    void shouldNameNoWriterAndRefuseWritesLikeAFollower() {
        run(NO_CONFIG, CREATE); // the driver knows a writer, and finds out that it is none any more
        proxy.withoutWriter();
        assertThatThrownBy(() -> run(NO_CONFIG, CREATE)).isInstanceOf(SessionExpiredException.class);
        assertThat(proxy.writesRefused()).isEqualTo(1);
        assertThatThrownBy(() -> run(NO_CONFIG, CREATE)).isInstanceOf(SessionExpiredException.class);
        assertThat(proxy.writesRefused()).isEqualTo(1);
        assertThat(proxy.tablesWithoutWriter()).isPositive();
        try (Session session = driver.session()) {
            assertThat(session.<Long>executeRead(tx -> tx.run("MATCH (t:Thing) RETURN count(t)")
                            .single()
                            .get(0)
                            .asLong()))
                    .isEqualTo(1);
        }

        proxy.withWriter();

        run(NO_CONFIG, CREATE);
        assertThat(things()).isEqualTo(2);
    }

    @Test
    void shouldLoseTransactionsThatWereOpenWhenTheWriterWent() {
        try (Session session = driver.session()) {
            Transaction tx = session.beginTransaction();
            tx.run(CREATE).consume();

            proxy.withoutWriter();

            assertThatThrownBy(tx::commit)
                    .isInstanceOfAny(ServiceUnavailableException.class, SessionExpiredException.class);
        }
        await().until(() -> things() == 0);
    }

    @Test
    void shouldSurviveItsServer(@Own(proxied = true, cdc = CdcMode.NONE) Neo4jServer mine) {
        assertThat(mine.uri()).isEqualTo(mine.proxy().uri());
        assertThat(mine.boltUri()).isNotEqualTo(mine.proxy().boltUri());
        assertThat(mine.proxy().connections()).as("of the test's own").isZero();
        try (Driver through = GraphDatabase.driver(mine.uri(), mine.auth())) {
            through.executableQuery(CREATE).execute();
            mine.kill();
            assertThatThrownBy(through::verifyConnectivity).isInstanceOf(ServiceUnavailableException.class);
            mine.start();
            through.executableQuery(CREATE).execute();
        }
        mine.proxy().refuse();
        assertThat(mine.execute("MATCH (t:Thing) RETURN count(t) AS n")).containsExactly(Map.of("n", 2L));
        assertThatThrownBy(neo4j::proxy).isInstanceOf(IllegalStateException.class);
    }

    /** In an explicit transaction. */
    private void run(TransactionConfig config, String statement) {
        try (Session session = driver.session();
                Transaction tx = session.beginTransaction(config)) {
            tx.run(statement);
            tx.commit();
        }
    }

    private static long things() {
        return (Long)
                neo4j.execute("MATCH (t:Thing) RETURN count(t) AS n").get(0).get("n");
    }
}
