package io.github.neo4jstreams.graph;

import java.nio.file.Path;

/**
 * TLS beyond what the URI's scheme says.
 *
 * @param trustedCertificates  PEM file with the certificate authorities to trust, or null for what the scheme says
 * @param hostnameVerification whether the server's name must stand in its certificate; only with trusted certificates
 * @param clientCertificate    PEM file with our own certificate for mutual TLS, or null
 * @param clientKey            PEM file with its private key, or null
 * @param clientKeyPassword    password of the key, or null
 */
public record Encryption(
        Path trustedCertificates,
        boolean hostnameVerification,
        Path clientCertificate,
        Path clientKey,
        String clientKeyPassword) {

    public static final Encryption BY_SCHEME = new Encryption(null, true, null, null, null);

    /**
     * Looks into the files.
     *
     * @throws IllegalArgumentException naming the option, the value and the cure, never a password
     */
    public void check() {
        if (trustedCertificates != null) {
            PemFiles.requireCertificates("trustedCertificates", trustedCertificates);
        }
        if (clientCertificate != null) {
            PemFiles.requirePair(clientCertificate, clientKey, clientKeyPassword);
        }
    }

    @Override
    public String toString() {
        return "trustedCertificates=" + trustedCertificates + ", clientCertificate=" + clientCertificate;
    }
}
