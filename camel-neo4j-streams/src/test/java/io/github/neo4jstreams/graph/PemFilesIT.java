package io.github.neo4jstreams.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.neo4jstreams.testbed.CertificateAuthority;
import io.github.neo4jstreams.testbed.ServerTls.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With genuine certificates, which the JDK's own tool makes. */
class PemFilesIT {

    private static final String PASSWORD = "key-s&cret";

    @TempDir
    static Path directory;

    private static CertificateAuthority authority;
    private static Certificate ann;
    private static Certificate eve;
    private static Certificate encrypted;

    @BeforeAll
    static void makeCertificates() {
        authority = CertificateAuthority.in(directory.resolve("authority"));
        ann = authority.issue("ann");
        eve = authority.issue("eve");
        encrypted = authority.encrypted(ann, PASSWORD);
    }

    @Test
    void areFineAsTheyAre() {
        assertThatNoException().isThrownBy(() -> {
            PemFiles.requireCertificates("trustedCertificates", authority.certificates());
            PemFiles.requirePair(ann.certificate(), ann.key(), null);
            PemFiles.requirePair(encrypted.certificate(), encrypted.key(), PASSWORD);
        });
    }

    @Test
    void mayHaveACommentAndOtherCertificatesBehindOurs() throws IOException {
        Path chain = Files.writeString(
                directory.resolve("chain.crt"),
                "Subject: ann\n" + Files.readString(ann.certificate()) + Files.readString(authority.certificates()));

        assertThatNoException().isThrownBy(() -> PemFiles.requirePair(chain, ann.key(), null));
    }

    @Test
    void areRefusedWithTheKeyOfAnother() {
        assertRefused(
                ann.certificate(),
                eve.key(),
                null,
                "clientCertificateKey=" + eve.key() + " is not the key of clientCertificate=" + ann.certificate()
                        + ", whose first certificate must be our own");
    }

    @Test
    void areRefusedWithoutOrWithAWrongPasswordThatIsNotToldToAnybody() {
        assertRefused(
                ann.certificate(),
                encrypted.key(),
                null,
                "clientCertificateKey=" + encrypted.key()
                        + " is encrypted. Set clientCertificateKeyPassword, or give it a key without a password");
        assertRefused(
                ann.certificate(),
                encrypted.key(),
                "wrong",
                "clientCertificateKey=" + encrypted.key() + " can't be decrypted with clientCertificateKeyPassword");
    }

    @Test
    void areRefusedWhenTheyAreMixedUp() {
        assertRefused(
                ann.key(),
                ann.certificate(),
                null,
                "clientCertificate=" + ann.key() + " has no certificates in PEM format (-----BEGIN CERTIFICATE-----)");
        assertRefused(
                ann.certificate(),
                ann.certificate(),
                null,
                "clientCertificateKey=" + ann.certificate()
                        + " has no private key in PEM format (-----BEGIN PRIVATE KEY-----)");
    }

    @Test
    void areHandedToTheDriverAgainOnlyWhenBothAreNew() throws IOException {
        Path certificate = Files.copy(ann.certificate(), directory.resolve("our.crt"));
        Path key = Files.copy(ann.key(), directory.resolve("our.key"));
        AtomicLong now = new AtomicLong();
        RotatingCertificate rotating =
                new RotatingCertificate(new Encryption(null, true, certificate, key, null), now::get);
        assertThat(handedOut(rotating, now)).isTrue();
        assertThat(handedOut(rotating, now)).isFalse();

        Files.writeString(certificate, Files.readString(eve.certificate()));
        assertThat(handedOut(rotating, now)).as("only one of them is new").isFalse();

        Files.writeString(key, Files.readString(eve.key()));
        assertThat(handedOut(rotating, now)).isTrue();
        assertThat(handedOut(rotating, now)).isFalse();

        Files.delete(key);
        assertThat(handedOut(rotating, now)).as("one is away").isFalse();
    }

    private static boolean handedOut(RotatingCertificate rotating, AtomicLong now) {
        now.addAndGet(WatchedFiles.LOOK.toNanos());
        return rotating.getClientCertificate().toCompletableFuture().join() != null;
    }

    private static void assertRefused(Path certificate, Path key, String password, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemFiles.requirePair(certificate, key, password))
                .withMessage(message);
    }
}
