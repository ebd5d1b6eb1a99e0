package io.github.neo4jstreams.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A private certificate authority for one test: nobody trusts it who isn't told to. Made with the JDK's {@code keytool}. Not
 * thread-safe.
 */
public final class CertificateAuthority {

    private static final String PASSWORD = "only-for-tests";
    private static final String CIPHER = "PBEWithHmacSHA256AndAES_256";

    private final Path directory;
    private final Path keyStore;

    private CertificateAuthority(Path directory) {
        this.directory = directory;
        this.keyStore = directory.resolve("keys.p12");
    }

    /** @param directory for the files of this authority alone; made if need be */
    public static CertificateAuthority in(Path directory) {
        CertificateAuthority authority = new CertificateAuthority(directory);
        try {
            Files.createDirectories(authority.trustedDirectory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        authority.keytool("authority", "-dname", "CN=Private authority " + directory.getFileName(), "-ext", "bc:c");
        authority.writeCertificate("authority", authority.certificates());
        return authority;
    }

    /** PEM file with the authority's own certificate: what to trust. */
    public Path certificates() {
        return trustedDirectory().resolve("authority.pem");
    }

    /** Where a server looks for the authorities of its clients; whoever wants another trusted copies its PEM file there. */
    public Path trustedDirectory() {
        return directory.resolve("trusted");
    }

    /**
     * A certificate that is valid from yesterday until tomorrow.
     *
     * @param name      of the files, and of the subject
     * @param hostNames for which a server may show it; none for a client
     */
    public ServerTls.Certificate issue(String name, String... hostNames) {
        return issue(name, "-1d", 2, hostNames);
    }

    /** A certificate that was valid until yesterday. */
    public ServerTls.Certificate issueExpired(String name, String... hostNames) {
        return issue(name, "-3d", 2, hostNames);
    }

    private ServerTls.Certificate issue(String name, String from, int days, String... hostNames) {
        List<String> options = new ArrayList<>(
                List.of("-dname", "CN=" + name, "-signer", "authority", "-startdate", from, "-validity", "" + days));
        for (String hostName : hostNames) {
            options.addAll(List.of("-ext", "san=dns:" + hostName));
        }
        keytool(name, options.toArray(String[]::new));
        Path certificate = directory.resolve(name + ".crt");
        Path key = directory.resolve(name + ".key");
        writeCertificate(name, certificate);
        writePem(key, "PRIVATE KEY", key(name).getEncoded());
        return new ServerTls.Certificate(certificate, key);
    }

    /** The same certificate with its key encrypted, as {@code openssl pkcs8 -topk8} does it. */
    public ServerTls.Certificate encrypted(ServerTls.Certificate plain, String password) {
        String name = plain.key().getFileName().toString().replaceFirst("\\.key$", "");
        Path key = directory.resolve(name + ".encrypted.key");
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    SecretKeyFactory.getInstance(CIPHER).generateSecret(new PBEKeySpec(password.toCharArray())));
            byte[] encrypted = cipher.doFinal(key(name).getEncoded());
            // JDK 17 can't encode the parameters under the name of the cipher
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
            parameters.init(cipher.getParameters().getEncoded());
            writePem(key, "ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ServerTls.Certificate(plain.certificate(), key);
    }

    private void keytool(String alias, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-keystore",
                keyStore.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        Path log = directory.resolve("keytool.log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("keytool failed: " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void writeCertificate(String name, Path file) {
        try {
            // the authority itself is known to whoever trusts it
            writePem(file, "CERTIFICATE", keyStore().getCertificate(name).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Key key(String name) {
        try {
            return keyStore().getKey(name, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore keyStore() throws GeneralSecurityException {
        try (InputStream file = Files.newInputStream(keyStore)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writePem(Path file, String label, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        try {
            Files.writeString(
                    file,
                    "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n",
                    StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
