package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.neo4jstreams.graph.ConnectionSettings;
import io.github.neo4jstreams.graph.GraphSettings;
import io.github.neo4jstreams.graph.Pooling;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.AuthTokenManager;
import org.neo4j.driver.Driver;

class Neo4jStreamsConfigurationTest {

    private final Neo4jStreamsConfiguration configuration = new Neo4jStreamsConfiguration();

    @Test
    void theDefaultsAreAServerOnThisMachineAndTwoMinutesOfPatience() {
        assertThatNoException().isThrownBy(configuration::validate);
        assertThat(configuration.toConnectionSettings().seeds()).hasToString("[neo4j://localhost:7687]");
        assertThat(configuration.toConnectionSettings().pooling()).isEqualTo(Pooling.DEFAULT);
        assertThat(configuration.toGraphSettings())
                .isEqualTo(new GraphSettings(null, null, Duration.ofMinutes(2), null, false, false));
    }

    @Nested
    class Authentication {

        /** Any file with text. */
        private static final String SECRET_FILE = "src/test/resources/logback-test.xml";

        private static final Map<String, Consumer<Neo4jStreamsConfiguration>> WAYS = Map.of(
                "password",
                configuration -> {
                    configuration.setUsername("ann");
                    configuration.setPassword("secret");
                },
                "passwordFile",
                configuration -> {
                    configuration.setUsername("ann");
                    configuration.setPasswordFile(SECRET_FILE);
                },
                "token",
                configuration -> configuration.setToken("secret"),
                "tokenFile",
                configuration -> configuration.setTokenFile(SECRET_FILE),
                "kerberosAuthTicket",
                configuration -> configuration.setKerberosAuthTicket("secret"),
                "authTokenManager",
                configuration -> configuration.setAuthTokenManager(stub(AuthTokenManager.class)));

        @ParameterizedTest
        @CsvSource({
            "password, basic ann",
            "passwordFile, basic ann from src/test/resources/logback-test.xml",
            "token, bearer",
            "tokenFile, bearer from src/test/resources/logback-test.xml",
            "kerberosAuthTicket, kerberos",
            "authTokenManager, managed"
        })
        void goesEachWay(String way, String credentials) {
            WAYS.get(way).accept(configuration);

            assertThatNoException().isThrownBy(configuration::validate);
            assertThat(configuration.toConnectionSettings().credentials()).hasToString(credentials);
        }

        @Test
        void mayBeNone() {
            assertThat(configuration.toConnectionSettings().credentials()).hasToString("none");
        }

        @Test
        void goesOneWayOnly() {
            for (String first : WAYS.keySet()) {
                for (String second : WAYS.keySet()) {
                    if (!first.equals(second)) {
                        Neo4jStreamsConfiguration both = new Neo4jStreamsConfiguration();
                        WAYS.get(first).accept(both);
                        WAYS.get(second).accept(both);

                        assertThatIllegalArgumentException()
                                .isThrownBy(both::validate)
                                .withMessageStartingWith("One way to authenticate, please: ")
                                .withMessageContaining(first)
                                .withMessageContaining(second)
                                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
                    }
                }
            }
        }

        @Test
        void needsBothHalvesOfUsernameAndPassword() {
            configuration.setPassword("secret");
            assertRefused("password is set, but username is not");

            configuration.setPassword(null);
            configuration.setPasswordFile(SECRET_FILE);
            assertRefused("passwordFile is set, but username is not");

            configuration.setPasswordFile(null);
            configuration.setUsername("ann");
            assertRefused("username is set, but neither password nor passwordFile is");
        }

        @Test
        void wantsAFileWithSomethingInIt(@TempDir Path directory) throws IOException {
            Path file = directory.resolve("token");
            configuration.setTokenFile(file.toString());
            assertRefused("tokenFile=" + file + " is not a file that can be read");

            Files.writeString(file, "\n");
            assertRefused("tokenFile=" + file + " is empty");

            configuration.setTokenFile("classpath:token");
            assertRefused("tokenFile=classpath:token must be a file: the driver doesn't read what is in a jar");
        }
    }

    @Nested
    class Encryption {

        @TempDir
        private Path directory;

        @ParameterizedTest
        @ValueSource(strings = {"neo4j+s://a", "neo4j+ssc://a", "bolt+s://a"})
        void isSaidByTheSchemeOrByCertificatesNotByBoth(String uri) throws IOException {
            configuration.setServerUri(uri);
            configuration.setTrustedCertificates(file("ca.pem"));

            assertRefused("trustedCertificates can't go with serverUri=" + uri
                    + ": this scheme says already what is trusted. Use neo4j://");
        }

        @Test
        void namesTheFileThatIsMissing() throws IOException {
            configuration.setTrustedCertificates("/nowhere/ca.pem");
            assertRefused("trustedCertificates=/nowhere/ca.pem is not a file that can be read");

            configuration.setServerUri("neo4j+s://a");
            configuration.setTrustedCertificates(null);
            configuration.setClientCertificate(file("client.pem"));
            configuration.setClientCertificateKey("/nowhere/client.key");
            assertRefused("clientCertificateKey=/nowhere/client.key is not a file that can be read");
        }

        @Test
        void neverQuotesAKeyThatStandsWhereItsFileIsMeant() {
            configuration.setServerUri("neo4j+s://a");
            configuration.setClientCertificate("client.pem");
            configuration.setClientCertificateKey("-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----");
            configuration.setClientCertificate("-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----");

            assertRefused("clientCertificate is the name of a PEM file, and not what is in it");
        }

        @Test
        void refusesADirectoryWhereAFileIsMeant() {
            configuration.setTrustedCertificates(directory.toString());

            assertRefused("trustedCertificates=" + directory + " is not a file that can be read");
        }

        @Test
        void refusesAFileWithoutCertificatesHoweverItIsNamed() throws IOException {
            String file = file("ca.pem");
            configuration.setTrustedCertificates(file);
            assertRefused(
                    "trustedCertificates=" + file + " has no certificates in PEM format (-----BEGIN CERTIFICATE-----)");

            configuration.setTrustedCertificates("file:" + file);
            assertRefused(
                    "trustedCertificates=" + file + " has no certificates in PEM format (-----BEGIN CERTIFICATE-----)");
        }

        @Test
        void needsTheKeyOfAClientCertificate() throws IOException {
            configuration.setClientCertificate(file("client.pem"));
            assertRefused("clientCertificate and clientCertificateKey go together, and one of them is not set");

            configuration.setClientCertificate(null);
            configuration.setClientCertificateKeyPassword("secret");
            assertRefused("clientCertificateKeyPassword is set, but clientCertificateKey is not");

            configuration.setClientCertificateKey(file("client.key"));
            assertRefused("clientCertificate and clientCertificateKey go together, and one of them is not set");
        }

        @Test
        void isWantedByWhoeverHasAClientCertificate() throws IOException {
            String file = file("client.pem");
            configuration.setClientCertificate(file);
            configuration.setClientCertificateKey(file("client.key"));

            assertRefused("clientCertificate=" + file + " is shown over TLS only, and"
                    + " serverUri=neo4j://localhost:7687 goes without. Set trustedCertificates, or use neo4j+s://");
        }

        @Test
        void isWantedByWhoeverDoesWithoutNames() {
            configuration.setHostnameVerification(false);

            assertRefused("hostnameVerification=false goes with trustedCertificates only, and they are not set");
        }

        private String file(String name) throws IOException {
            return Files.writeString(directory.resolve(name), "PEM").toString();
        }
    }

    @Nested
    class Servers {

        @Test
        void thatAreWrongAreRefusedUnderTheNameOfTheOption() {
            configuration.setServerUri("localhost");

            assertRefused("serverUri: 'localhost' must begin with neo4j://, neo4j+s:// or neo4j+ssc://");
        }

        @Test
        void doNotMatterWithAGivenDriver() {
            configuration.setServerUri("localhost");
            configuration.setDriver(stub(Driver.class));

            assertThatNoException().isThrownBy(configuration::validate);
        }
    }

    @Nested
    class Limits {

        @Test
        void areThoseOfTheDriverUnlessTheyAreSet() {
            configuration.setConnectionTimeout(1);
            configuration.setConnectionAcquisitionTimeout(2);
            configuration.setMaxConnectionPoolSize(3);
            configuration.setMaxConnectionLifetime(4);
            configuration.setLivenessCheckTimeout(5);
            configuration.setFetchSize(6);

            assertThat(configuration.toConnectionSettings().pooling())
                    .isEqualTo(new Pooling(
                            Duration.ofMillis(1),
                            Duration.ofMillis(2),
                            3,
                            Duration.ofMillis(4),
                            Duration.ofMillis(5),
                            6L));
        }

        @Test
        void ofPatienceAreNotNegative() {
            configuration.setRetryTimeout(-1);

            assertRefused("retryTimeout=-1 must not be negative");
        }
    }

    @Nested
    class EqualConfigurations {

        @Test
        void giveEqualSettingsSoThatTheyShareADriver() {
            assertThat(settings("secret")).isEqualTo(settings("secret")).hasSameHashCodeAs(settings("secret"));
            assertThat(settings("secret")).isNotEqualTo(settings("another"));
        }

        private ConnectionSettings settings(String password) {
            Neo4jStreamsConfiguration one = new Neo4jStreamsConfiguration();
            one.setServerUri("neo4j://a,b");
            one.setUsername("ann");
            one.setPassword(password);
            return one.toConnectionSettings();
        }
    }

    @Test
    void aCopyHasEveryValueAndALifeOfItsOwn() {
        configuration.setDatabase("orders");
        configuration.setRetryTimeout(7);
        Neo4jStreamsConfiguration copy = configuration.copy();

        assertThat(copy).usingRecursiveComparison().isEqualTo(configuration);

        copy.setDatabase("other");
        assertThat(configuration.getDatabase()).isEqualTo("orders");
    }

    private void assertRefused(String message) {
        assertThatIllegalArgumentException().isThrownBy(configuration::validate).withMessage(message);
    }

    @SuppressWarnings("unchecked")
    private static <T> T stub(Class<T> type) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            throw new UnsupportedOperationException(method.getName()
                    + Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", ")));
        });
    }
}
