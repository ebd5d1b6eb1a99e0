package io.github.neo4jstreams.graph;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Says what is wrong with files that the driver is to read. The driver itself does when it connects, as an error like any
 * other, and doesn't see at all that a key belongs to another certificate.
 */
final class PemFiles {

    private static final Pattern BLOCK = Pattern.compile("(?s)-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----");
    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    /** The driver reads them as well. They are not looked into here. */
    private static final Set<String> TRADITIONAL = Set.of("RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY");

    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private PemFiles() {}

    /**
     * @param option for the error
     * @throws IllegalArgumentException naming the option, the value and the cure
     */
    static void requireCertificates(String option, Path file) {
        certificates(option, file, read(option, file));
    }

    /**
     * A certificate and its key, as they are now.
     *
     * @throws IllegalArgumentException naming the option, the value and the cure, never the password
     */
    static void requirePair(Path certificateFile, Path keyFile, String password) {
        requirePair(
                certificateFile,
                read("clientCertificate", certificateFile),
                keyFile,
                read("clientCertificateKey", keyFile),
                password);
    }

    /** The same with texts that were read already. */
    static void requirePair(
            Path certificateFile, String certificateText, Path keyFile, String keyText, String password) {
        PublicKey ours = certificates("clientCertificate", certificateFile, certificateText)
                .iterator()
                .next()
                .getPublicKey();
        PrivateKey key = key(keyFile, keyText, password, ours.getAlgorithm());
        if (key != null && !belongTogether(ours, key)) {
            throw new IllegalArgumentException("clientCertificateKey=" + keyFile
                    + " is not the key of clientCertificate=" + certificateFile
                    + ", whose first certificate must be our own");
        }
    }

    private static Collection<? extends Certificate> certificates(String option, Path file, String text) {
        try {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
            if (!found.isEmpty() && text.contains("-----BEGIN ")) {
                return found;
            }
        } catch (CertificateException e) {
            // its text is about bytes, and no help
        }
        throw new IllegalArgumentException(
                option + "=" + file + " has no certificates in PEM format (-----BEGIN CERTIFICATE-----)");
    }

    /** Null if it is in a format that only the driver reads. */
    private static PrivateKey key(Path file, String text, String password, String algorithm) {
        Matcher block = BLOCK.matcher(text);
        String label = block.find() ? block.group(1) : "";
        if (TRADITIONAL.contains(label)) {
            return null;
        }
        String named = "clientCertificateKey=" + file;
        if (!label.equals(PLAIN) && !label.equals(ENCRYPTED)) {
            throw new IllegalArgumentException(
                    named + " has no private key in PEM format (-----BEGIN PRIVATE KEY-----)");
        }
        if (label.equals(ENCRYPTED) && password == null) {
            throw new IllegalArgumentException(
                    named + " is encrypted. Set clientCertificateKeyPassword, or give it a key without a password");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(block.group(2));
            PKCS8EncodedKeySpec plain =
                    label.equals(PLAIN) ? new PKCS8EncodedKeySpec(der) : decrypted(named, der, password);
            return KeyFactory.getInstance(algorithm).generatePrivate(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    named + " is no key of the kind " + algorithm + ", which clientCertificate wants");
        }
    }

    private static PKCS8EncodedKeySpec decrypted(String named, byte[] der, String password) {
        try {
            return decrypted(der, password);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(named + " can't be decrypted with clientCertificateKeyPassword");
        }
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] der, String password)
            throws GeneralSecurityException, IOException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
        // with PBES2 only the parameters tell which cipher it is
        String algorithm = info.getAlgParameters() == null || info.getAlgName().startsWith("PBEWith")
                ? info.getAlgName()
                : info.getAlgParameters().toString();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())),
                info.getAlgParameters());
        return info.getKeySpec(cipher);
    }

    private static boolean belongTogether(PublicKey ours, PrivateKey key) {
        String algorithm = SIGNATURES.get(ours.getAlgorithm());
        if (algorithm == null) {
            return true;
        }
        try {
            byte[] sample = {1, 2, 3};
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(ours);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String read(String option, Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalArgumentException(option + "=" + file + " can't be read", e);
        }
    }
}
