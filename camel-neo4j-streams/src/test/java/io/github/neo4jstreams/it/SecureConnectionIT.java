package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.camel.Neo4jStreamsConfiguration;
import io.github.neo4jstreams.testbed.CertificateAuthority;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.ServerTls;
import io.github.neo4jstreams.testbed.ServerTls.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate comes from an authority that nobody knows, and one that wants to know its clients. */
class SecureConnectionIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SINK = """
            - route:
                id: sink
                from:
                  uri: direct:in
                  steps:
                    - to:
                        uri: neo4j-streams:cypher
                        parameters:
                          query: "MERGE (:Thing {nr: event})"
            """;

    @TempDir
    static Path directory;

    private static CertificateAuthority authority;
    private static Certificate ofTheServer;
    private static Neo4jServer neo4j;

    private LogLines log;

    @BeforeAll
    static void startServer() {
        authority = CertificateAuthority.in(directory.resolve("authority"));
        ofTheServer = authority.issue("server", "localhost");
        neo4j = Neo4jServer.builder().tls(ServerTls.of(ofTheServer)).start();
    }

    @AfterAll
    static void stopServer() {
        neo4j.close();
    }

    @BeforeEach
    void listen() {
        log = LogLines.ofTheComponent();
    }

    @AfterEach
    void listenNoMore() {
        log.close();
    }

    private static Consumer<Neo4jStreamsConfiguration> trusting() {
        return configuration ->
                configuration.setTrustedCertificates(authority.certificates().toString());
    }

    private static Consumer<Neo4jStreamsConfiguration> showing(Certificate ours, String password) {
        return configuration -> {
            configuration.setClientCertificate(ours.certificate().toString());
            configuration.setClientCertificateKey(ours.key().toString());
            configuration.setClientCertificateKeyPassword(password);
        };
    }

    private static void assertWrites(Neo4jServer to, Consumer<Neo4jStreamsConfiguration> settings) throws Exception {
        to.wipe();
        try (Routes routes = Routes.to(to)
                .configured(component -> settings.accept(component.getConfiguration()))
                .yaml(SINK)) {
            routes.template().sendBody("direct:in", 1);
        }
        assertThat(to.execute("MATCH (t:Thing) RETURN t")).hasSize(1);
    }

    /** The route is stopped, and one line says why. */
    private void assertRefused(Neo4jServer by, Consumer<Neo4jStreamsConfiguration> settings, String line)
            throws Exception {
        try (Routes routes = Routes.to(by)
                .configured(component -> settings.accept(component.getConfiguration()))
                .yaml(SINK)) {
            await().atMost(SOON)
                    .until(() -> routes.context().getRouteController().getRouteStatus("sink") == ServiceStatus.Stopped);
        }
        assertThat(log.texts().stream().filter(text -> text.contains("can't work")))
                .containsExactly("Route sink is stopped, neo4j-streams:cypher can't work: " + line);
        assertThat(log.events()).allMatch(event -> event.getThrowableProxy() == null);
    }

    @Nested
    class AServerOfAPrivateAuthority {

        @Test
        void isWrittenToByWhoeverTrustsTheAuthority() throws Exception {
            assertWrites(neo4j, trusting());
        }

        @Test
        void isRefusedByWhoeverTrustsAnother() throws Exception {
            Path another = CertificateAuthority.in(directory.resolve("another")).certificates();

            assertRefused(
                    neo4j,
                    configuration -> configuration.setTrustedCertificates(another.toString()),
                    neo4j.uri() + " shows a certificate that no trusted authority has signed: add its authority to"
                            + " trustedCertificates=" + another);
        }

        @Test
        void isRefusedByWhoeverTrustsThoseOfTheJvm() throws Exception {
            String uri = neo4j.uri().replace("neo4j:", "neo4j+s:");

            assertRefused(
                    neo4j,
                    configuration -> configuration.setServerUri(uri),
                    uri + " shows a certificate that no trusted authority has signed: have its authority in a PEM"
                            + " file, name that with trustedCertificates and use the scheme neo4j://");
        }

        @Test
        void isWaitedForWithAHintByWhoeverTriesItWithoutTls() throws Exception {
            try (Routes routes = Routes.to(neo4j).yaml(SINK)) {
                await().atMost(SOON).until(() -> log.has("is not available"));
            }
            assertThat(log.texts()).anyMatch(line -> line.contains("does it want TLS, or none?"));
        }

        @Test
        void isRefusedUnderAnotherNameUnlessNamesDontMatter() throws Exception {
            Certificate elsewhere = authority.issue("elsewhere", "core1.example");
            try (Neo4jServer other =
                    Neo4jServer.builder().tls(ServerTls.of(elsewhere)).start()) {
                assertRefused(
                        other,
                        trusting(),
                        other.uri() + " shows a certificate for other names (No subject alternative DNS name matching"
                                + " localhost found.): serverUri, and server.bolt.advertised_address on the server,"
                                + " must have a name that stands in it. hostnameVerification=false goes without this"
                                + " check");
                assertWrites(other, trusting().andThen(configuration -> configuration.setHostnameVerification(false)));
            }
        }

        @Test
        void isRefusedWithACertificateThatHasExpired() throws Exception {
            Certificate old = authority.issueExpired("old", "localhost");
            try (Neo4jServer expired =
                    Neo4jServer.builder().tls(ServerTls.of(old)).start()) {
                try (Routes routes = Routes.to(expired)
                        .configured(component -> trusting().accept(component.getConfiguration()))
                        .yaml(SINK)) {
                    await().atMost(SOON).until(() -> log.has("can't work"));
                }
                assertThat(log.texts())
                        .anyMatch(line ->
                                line.contains("A certificate that " + expired.uri() + " shows has expired (NotAfter: ")
                                        && line.endsWith("): the server needs a new one"));
            }
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class AServerThatWantsToKnowItsClients {

        private CertificateAuthority clients;
        private Certificate client;
        private Neo4jServer mutual;

        @BeforeAll
        void startServer() {
            clients = CertificateAuthority.in(directory.resolve("clients"));
            client = clients.issue("client");
            mutual = Neo4jServer.builder()
                    .tls(new ServerTls(ofTheServer, clients, clients.issue("test")))
                    .start();
        }

        @AfterAll
        void stopServer() {
            mutual.close();
        }

        @Test
        void isWrittenToByWhoeverShowsACertificate() throws Exception {
            assertWrites(mutual, trusting().andThen(showing(client, null)));
        }

        @Test
        void isWrittenToWithAnEncryptedKey() throws Exception {
            assertWrites(mutual, trusting().andThen(showing(clients.encrypted(client, "key-s&cret"), "key-s&cret")));
        }

        @Test
        void refusesWhoeverShowsNone() throws Exception {
            assertRefused(
                    mutual,
                    trusting(),
                    mutual.uri() + " wants to see a client certificate (Received fatal alert: bad_certificate): set"
                            + " clientCertificate and clientCertificateKey");
        }

        @Test
        void refusesWhoeverShowsOneOfAnAuthorityThatItDoesntKnow() throws Exception {
            Certificate strange = authority.issue("stranger");

            assertRefused(
                    mutual,
                    trusting().andThen(showing(strange, null)),
                    mutual.uri() + " refuses clientCertificate=" + strange.certificate()
                            + " (Received fatal alert: bad_certificate): it must not have expired, and the server must"
                            + " have its authority in the trusted_dir of its policy for Bolt");
        }

        @Test
        void isShownTheNewCertificateAsSoonAsThereIsOne() throws Exception {
            CertificateAuthority next = CertificateAuthority.in(directory.resolve("next"));
            Certificate renewed = next.issue("renewed");
            Path certificate = copy(client.certificate(), directory.resolve("our.crt"));
            Path key = copy(client.key(), directory.resolve("our.key"));
            // which trusts one authority after the other, and always that of the test's own client
            CertificateAuthority own = CertificateAuthority.in(directory.resolve("own"));
            Path trusted = own.trustedDirectory().resolve("clients.pem");
            copy(clients.certificates(), trusted);
            try (Neo4jServer server = Neo4jServer.builder()
                            .tls(new ServerTls(ofTheServer, own, own.issue("test")))
                            .start();
                    Routes routes = Routes.to(server)
                            .configured(component -> trusting()
                                    .andThen(showing(new Certificate(certificate, key), null))
                                    .accept(component.getConfiguration()))
                            .yaml(SINK)) {
                routes.template().sendBody("direct:in", 1);

                server.kill();
                copy(next.certificates(), trusted);
                copy(renewed.key(), key);
                copy(renewed.certificate(), certificate);
                server.start();
                routes.template().sendBody("direct:in", 2);

                assertThat(server.execute("MATCH (t:Thing) RETURN t")).hasSize(2);
            }
            assertThat(log.texts())
                    .contains("clientCertificate=" + certificate + " has changed; new connections show the new one");
        }

        private Path copy(Path from, Path to) throws IOException {
            return Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
