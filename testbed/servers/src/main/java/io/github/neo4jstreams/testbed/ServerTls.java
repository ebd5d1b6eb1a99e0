package io.github.neo4jstreams.testbed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.neo4j.driver.ClientCertificateManager;
import org.neo4j.driver.ClientCertificateManagers;
import org.neo4j.driver.ClientCertificates;
import org.neo4j.driver.Config;

/**
 * How a Neo4j server identifies itself, and whether its clients have to.
 *
 * @param server  the certificate that it shows
 * @param clients who signs the certificates of clients, or null if they need none
 * @param own     the certificate of the test's own client, or null if it needs none
 */
public record ServerTls(Certificate server, CertificateAuthority clients, Certificate own) {

    /** A certificate and its private key in PEM files. The key may be encrypted for a client, not for a server. */
    public record Certificate(Path certificate, Path key) {}

    public ServerTls {
        Objects.requireNonNull(server, "server");
        if ((clients == null) != (own == null)) {
            throw new IllegalArgumentException("clients and own: both, or neither");
        }
    }

    /** TLS; clients show no certificate. */
    public static ServerTls of(Certificate server) {
        return new ServerTls(server, null, null);
    }

    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server.bolt.tls_level", "REQUIRED");
        settings.put("dbms.ssl.policy.bolt.enabled", "true");
        settings.put(
                "dbms.ssl.policy.bolt.base_directory",
                server.certificate().getParent().toString());
        settings.put(
                "dbms.ssl.policy.bolt.public_certificate", server.certificate().toString());
        settings.put("dbms.ssl.policy.bolt.private_key", server.key().toString());
        settings.put("dbms.ssl.policy.bolt.client_auth", clients == null ? "NONE" : "REQUIRE");
        if (clients != null) {
            settings.put(
                    "dbms.ssl.policy.bolt.trusted_dir",
                    clients.trustedDirectory().toString());
        }
        return settings;
    }

    /** The test's own client knows its server by the very certificate, whatever name, date and signature it has. */
    Config.ConfigBuilder trusted(Config.ConfigBuilder config) {
        return config.withEncryption().withTrustStrategy(Config.TrustStrategy.trustAllCertificates());
    }

    ClientCertificateManager clientCertificate() {
        return own == null
                ? null
                : ClientCertificateManagers.rotating(ClientCertificates.of(
                        own.certificate().toFile(), own.key().toFile()));
    }
}
