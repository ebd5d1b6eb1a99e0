package io.github.neo4jstreams.graph;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.neo4j.driver.ClientCertificate;
import org.neo4j.driver.ClientCertificateManager;
import org.neo4j.driver.ClientCertificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our certificate and its key in files that are replaced while we run. New connections show what is in them; files that don't
 * belong together, because only one of them is new yet, are passed over. Thread-safe.
 */
final class RotatingCertificate implements ClientCertificateManager {

    private static final Logger LOG = LoggerFactory.getLogger(RotatingCertificate.class);

    private final Encryption encryption;
    private final WatchedFiles files;
    /** What the driver was given last; null before the first time. */
    private List<String> given;
    /** What was found to be of no use, to say so once. */
    private List<String> useless;

    RotatingCertificate(Encryption encryption, LongSupplier nanoTime) {
        this.encryption = encryption;
        this.files = new WatchedFiles(
                "clientCertificate=" + encryption.clientCertificate(),
                List.of(encryption.clientCertificate(), encryption.clientKey()),
                nanoTime);
    }

    /** Null if it hasn't changed, which is how the driver wants to be told. */
    @Override
    public synchronized CompletionStage<ClientCertificate> getClientCertificate() {
        List<String> now = files.texts();
        if (now == null) {
            return CompletableFuture.failedFuture(new SecretUnavailableException(files.name() + " can't be read"));
        }
        boolean first = given == null;
        if (!first && (now.equals(given) || !isOfUse(now))) {
            return CompletableFuture.completedFuture(null);
        }
        if (!first) {
            LOG.info("{} has changed; new connections show the new one", files.name());
        }
        given = now;
        return CompletableFuture.completedFuture(certificate());
    }

    private boolean isOfUse(List<String> texts) {
        try {
            PemFiles.requirePair(
                    encryption.clientCertificate(),
                    texts.get(0),
                    encryption.clientKey(),
                    texts.get(1),
                    encryption.clientKeyPassword());
            return true;
        } catch (IllegalArgumentException e) {
            if (!texts.equals(useless)) {
                useless = texts;
                LOG.warn("{}; going on with the certificate and key before it", e.getMessage());
            }
            return false;
        }
    }

    private ClientCertificate certificate() {
        return encryption.clientKeyPassword() == null
                ? ClientCertificates.of(
                        encryption.clientCertificate().toFile(),
                        encryption.clientKey().toFile())
                : ClientCertificates.of(
                        encryption.clientCertificate().toFile(),
                        encryption.clientKey().toFile(),
                        encryption.clientKeyPassword());
    }
}
