package io.github.neo4jstreams.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;

@TestBed
class ProxiedClusterIT {

    static CausalCluster cluster;

    private BoltProxies proxies;
    private Driver driver;

    @BeforeEach
    void connect() {
        cluster.wipe();
        proxies = BoltProxies.of(cluster);
        driver = GraphDatabase.driver(
                proxies.uri(),
                cluster.auth(),
                Config.builder()
                        .withMaxTransactionRetryTime(0, TimeUnit.MILLISECONDS)
                        .build());
    }

    @AfterEach
    void disconnect() {
        driver.close();
        proxies.close();
    }

    @Test
    void shouldLeadToTheLeaderThroughItsProxy() {
        write();

        assertThat(proxies.of(cluster.leader()).connections()).isPositive();
        assertThat(things()).isEqualTo(1);
        proxies.refuse();
        assertThatThrownBy(this::write)
                .as("no way around the proxies")
                .isInstanceOfAny(ServiceUnavailableException.class, SessionExpiredException.class);
        cluster.execute("CREATE (:Thing)"); // the test's own way
        assertThat(things()).isEqualTo(2);
    }

    @Test
    void shouldCutWhereverTheLeaderIs() {
        CompletableFuture<Void> after = proxies.cutAfterCommit(1, BoltTransaction::writes);
        assertThatThrownBy(this::write)
                .isInstanceOfAny(ServiceUnavailableException.class, SessionExpiredException.class);
        assertThat(after).succeedsWithin(Duration.ofSeconds(5));
        assertThat(things()).isEqualTo(1);

        CompletableFuture<Void> before = proxies.cutBeforeCommit(1, BoltTransaction::writes);
        assertThatThrownBy(this::write)
                .isInstanceOfAny(ServiceUnavailableException.class, SessionExpiredException.class);
        assertThat(before).succeedsWithin(Duration.ofSeconds(5));
        assertThat(things()).isEqualTo(1);
        assertThat(proxies.commitsCutAfter()).isEqualTo(1);
        assertThat(proxies.commitsCutBefore()).isEqualTo(1);
    }

    @Test
    void shouldHideTheLeader() {
        write();
        proxies.withoutWriter();
        assertThatThrownBy(this::write).isInstanceOf(SessionExpiredException.class);
        assertThat(proxies.tablesWithoutWriter()).isPositive();
        try (Driver direct = GraphDatabase.driver(proxies.of(cluster.leader()).boltUri(), cluster.auth())) {
            Session session = direct.session();
            assertThatThrownBy(() -> session.run("CREATE (:Thing)").consume())
                    .isInstanceOf(ServiceUnavailableException.class);
        }
        assertThat(proxies.writesRefused()).isEqualTo(1);

        proxies.withWriter();

        write();
        assertThat(things()).isEqualTo(2);
    }

    private void write() {
        try (Session session = driver.session()) {
            session.executeWriteWithoutResult(tx -> tx.run("CREATE (:Thing)").consume());
        }
    }

    private static long things() {
        return (Long) cluster.leader()
                .execute("MATCH (t:Thing) RETURN count(t) AS n", Map.of())
                .get(0)
                .get("n");
    }
}
