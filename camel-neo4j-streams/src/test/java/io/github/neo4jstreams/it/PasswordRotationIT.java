package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.camel.Neo4jStreamsConfiguration;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/** A password changes in two places, the server and a file, and never at the same moment. */
@TestBed
class PasswordRotationIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String OLD = "old-password";
    private static final String NEW = "new-password";
    private static final String SINK = """
            - route:
                id: sink
                from:
                  uri: direct:in
                  steps:
                    - to:
                        uri: neo4j-streams:cypher
                        parameters:
                          query: "CREATE (:Thing {nr: event})"
            """;

    static Neo4jServer neo4j;

    @TempDir
    private Path directory;

    private final LogLines log = LogLines.ofTheComponent();
    private Path file;

    @BeforeEach
    void sinkWithAUserOfItsOwn() throws IOException {
        neo4j.wipe();
        administer("CREATE OR REPLACE USER sink SET PASSWORD $password CHANGE NOT REQUIRED", OLD);
        file = directory.resolve("password");
        replaceFile(OLD);
    }

    @AfterEach
    void dropUser() {
        log.close();
        administer("DROP USER sink IF EXISTS", OLD);
    }

    @Test
    void losesAndRepeatsNothingWhenTheServerIsFirst() throws Exception {
        try (Routes routes = start();
                Feed feed = new Feed(routes)) {
            feed.awaitMore();
            setPassword(NEW);
            await().atMost(SOON).until(() -> log.has("The server refuses what is in passwordFile=" + file));
            replaceFile(NEW);
            feed.awaitMore();
            feed.assertEachOnce();
        }
    }

    @Test
    void losesAndRepeatsNothingWhenTheFileIsFirst() throws Exception {
        try (Routes routes = start();
                Feed feed = new Feed(routes)) {
            feed.awaitMore();
            replaceFile(NEW);
            await().atMost(SOON).until(() -> log.has("passwordFile=" + file + " has changed"));
            feed.awaitMore();
            setPassword(NEW);
            feed.awaitMore();
            feed.assertEachOnce();
        }
    }

    @Test
    void isNoExcuseForAWrongPasswordAtTheStart() throws Exception {
        replaceFile(NEW);
        try (Routes routes = start()) {
            await().atMost(SOON)
                    .until(() -> routes.context().getRouteController().getRouteStatus("sink") == ServiceStatus.Stopped);
        }
        assertThat(log.texts())
                .anyMatch(line -> line.startsWith("Route sink is stopped") && line.contains("unauthorized"));
    }

    private Routes start() throws Exception {
        return Routes.to(neo4j.uri())
                .configured(component -> {
                    Neo4jStreamsConfiguration configuration = component.getConfiguration();
                    configuration.setUsername("sink");
                    configuration.setPasswordFile(file.toString());
                    // the server never asks again over a connection that it knows
                    configuration.setMaxConnectionLifetime(200);
                })
                .yaml(SINK);
    }

    /** As a mounted secret is replaced: at once. */
    private void replaceFile(String password) throws IOException {
        Path next = Files.writeString(directory.resolve("next"), password);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void setPassword(String password) {
        administer("ALTER USER sink SET PASSWORD $password CHANGE NOT REQUIRED", password);
    }

    private static void administer(String command, String password) {
        try (Session system = neo4j.driver().session(SessionConfig.forDatabase("system"))) {
            system.run(command, Map.of("password", password)).consume();
        }
    }

    /** Sends one number after the other, from three threads, until it is closed. */
    private static final class Feed implements AutoCloseable {

        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final List<CompletableFuture<Void>> threads = new ArrayList<>();

        Feed(Routes routes) {
            for (int i = 0; i < 3; i++) {
                threads.add(CompletableFuture.runAsync(() -> {
                    while (!ended.get()) {
                        routes.template().sendBody("direct:in", next.getAndIncrement());
                        done.incrementAndGet();
                    }
                }));
            }
        }

        void awaitMore() {
            int enough = done.get() + 100;
            await().atMost(SOON)
                    .until(() -> done.get() >= enough || threads.stream().anyMatch(CompletableFuture::isDone));
            assertThat(threads).as("none has failed").noneMatch(CompletableFuture::isDone);
        }

        void assertEachOnce() throws Exception {
            ended.set(true);
            for (CompletableFuture<Void> thread : threads) {
                thread.get(60, TimeUnit.SECONDS);
            }
            Map<String, Object> counted = neo4j.execute(
                            "MATCH (t:Thing) RETURN count(t) AS all, count(DISTINCT t.nr) AS distinct")
                    .get(0);
            assertThat(counted).containsEntry("all", (long) next.get()).containsEntry("distinct", (long) next.get());
        }

        @Override
        public void close() {
            ended.set(true);
        }
    }
}
