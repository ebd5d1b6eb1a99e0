package io.github.neo4jstreams.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;

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

        assertThatThrownBy(() -> run(NO_CONFIG, CREATE)).isInstanceOf(ServiceUnavailableException.class);
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

        assertThatThrownBy(() -> run(NO_CONFIG, "UNWIND range(1, 10) AS i CREATE (:Thing)", CREATE, CREATE, CREATE))
                .isInstanceOfAny(ServiceUnavailableException.class, SessionExpiredException.class);

        assertThat(things()).isEqualTo(13);
    }

    @Test
    void shouldSaveACutForACommitThatSucceeds() {
        neo4j.execute("CREATE CONSTRAINT one_thing IF NOT EXISTS FOR (t:Thing) REQUIRE t.id IS UNIQUE");
        CompletableFuture<Void> cut = proxy.cutAfterCommit(1);
        try (Session session = driver.session();
                Transaction tx = session.beginTransaction()) {
            Result failing = tx.run("CREATE (:Thing {id: 1}), (:Thing {id: 1})");
            assertThatThrownBy(failing::consume).isInstanceOf(ClientException.class);
        }
        assertThat(cut).isNotDone();

        cut.cancel(false);

        run(NO_CONFIG, CREATE);
        assertThat(proxy.commitsCutAfter()).isZero();
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

        assertThat(cut).isCompleted();
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void shouldRefuseConnectionsUntilTheyAreAccepted() {
        driver.verifyConnectivity();
        proxy.refuse();
        assertThat(proxy.openConnections()).isZero();
        assertThatThrownBy(() -> run(NO_CONFIG, CREATE)).isInstanceOf(ServiceUnavailableException.class);
        assertThat(proxy.connectionsRefused()).isPositive();

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

    /** In one transaction, the statements without waiting for each other. */
    private void run(TransactionConfig config, String... statements) {
        try (Session session = driver.session();
                Transaction tx = session.beginTransaction(config)) {
            for (String statement : statements) {
                tx.run(statement);
            }
            tx.commit();
        }
    }

    private static long things() {
        return (Long)
                neo4j.execute("MATCH (t:Thing) RETURN count(t) AS n").get(0).get("n");
    }
}
